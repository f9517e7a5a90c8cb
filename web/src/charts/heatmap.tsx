// A year of days: one column a week, one row a weekday.

import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { day } from '../i18n';
import { Frame } from './frame';
import { dayNumber, dayOf, monday } from './scale';

interface Props {
  label: string;
  /** The last day shown. */
  today: string;
  /** How much was done, 0 to 4. */
  level: (date: string) => number;
  say: (date: string) => string;
}

const GAP = 3;
const LEFT = 30;
const TOP = 18;
/** As many weeks as there is room for, within these bounds. */
const WEEKS = { least: 12, most: 53 };

export function HeatMap({ label, today, level, say }: Props) {
  const last = dayNumber(today);
  const first = monday(last) - 7 * (WEEKS.most - 1);
  const count = last - first + 1;
  const at = useSignal(count - 1);
  /** The first week there is room for. */
  const shown = useRef(0);
  const fitting = (width: number) => Math.max(WEEKS.least, Math.min(WEEKS.most, Math.floor((width - LEFT) / (13 + GAP))));
  const pitch = (width: number) => Math.min(20, (width - LEFT) / fitting(width));
  const month = (date: number) => day(dayOf(date), { month: 'short' });
  const draw = (width: number) => {
    const weeks = fitting(width);
    shown.current = WEEKS.most - weeks;
    const step = pitch(width);
    const size = step - GAP;
    const columns = Array.from({ length: weeks }, (_, column) => ({ x: LEFT + column * step, start: first + 7 * (shown.current + column) }));
    return (
      <>
        {[0, 2, 4].map((row) => (
          <text key={row} class="tick" x={LEFT - 8} y={TOP + row * step + size - 2} text-anchor="end">{day(dayOf(first + row), { weekday: 'narrow' })}</text>
        ))}
        {columns.map(({ x, start }, column) => (
          <g key={start}>
            {column < weeks - 1 && (column ? month(start) !== month(start - 7) : month(start) === month(start + 14)) && (
              <text class="tick" x={x} y={TOP - 7}>{month(start)}</text>
            )}
            {Array.from({ length: 7 }, (_, row) => start + row).filter((date) => date <= last).map((date, row) => (
              <rect
                key={row} class={`cell level-${level(dayOf(date))}${date - first === at.value ? ' chosen' : ''}`}
                x={x} y={TOP + row * step} width={size} height={size} rx={3}
              />
            ))}
          </g>
        ))}
      </>
    );
  };
  return (
    <Frame
      label={label} count={count} at={at.value} said={say(dayOf(first + at.value))}
      height={(width) => Math.ceil(TOP + 7 * pitch(width))} steps={{ across: 7, down: 1 }}
      onMove={(to) => { at.value = Math.max(to, shown.current * 7); }}
      nearest={(x, y, width) => {
        const row = Math.max(0, Math.min(6, Math.floor((y - TOP) / pitch(width))));
        return (shown.current + Math.floor((x - LEFT) / pitch(width))) * 7 + row;
      }}
      draw={draw}
    />
  );
}
