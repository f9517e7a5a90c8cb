// One bar for each stretch of time.

import { useSignal } from '@preact/signals';
import { number } from '../i18n';
import { Frame, MARGIN, ValueAxis } from './frame';
import { linear, ticks } from './scale';

export interface Bar {
  /** Under the bar, where there is room. */
  name: string;
  value: number;
}

interface Props<B extends Bar> {
  label: string;
  bars: B[];
  axis?: (value: number) => string;
  say: (bar: B) => string;
}

const HEIGHT = 190;

export function BarChart<B extends Bar>({ label, bars, axis = number, say }: Props<B>) {
  const chosen = useSignal(bars.length - 1);
  const at = Math.max(0, Math.min(chosen.value, bars.length - 1));
  const current = bars[at];
  if (!current) return null;
  const grid = ticks(0, Math.max(...bars.map(({ value }) => value)) || 1, 3);
  const pitch = (width: number) => (width - MARGIN.left - MARGIN.right) / bars.length;
  const y = linear([0, grid.at(-1) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const draw = (width: number) => {
    const step = pitch(width);
    const thick = Math.max(2, Math.min(40, step * 0.68));
    const every = Math.ceil(86 / step);
    return (
      <>
        <ValueAxis values={grid} width={width} place={y} format={axis} />
        {bars.map(({ name, value }, index) => {
          const middle = MARGIN.left + step * (index + 0.5);
          const fromEnd = bars.length - 1 - index;
          return (
            <g key={index}>
              <rect
                class={`bar${index === at ? ' chosen' : ''}`} x={middle - thick / 2} width={thick} rx={Math.min(4, thick / 2)}
                y={value ? Math.min(y(value), y(0) - 2) : y(0)} height={value ? Math.max(2, y(0) - y(value)) : 0}
              />
              {fromEnd % every === 0 && <text class="tick" x={middle} y={HEIGHT - 5} text-anchor={fromEnd === 0 && step < 50 ? 'end' : 'middle'}>{name}</text>}
            </g>
          );
        })}
      </>
    );
  };
  return (
    <Frame
      label={label} count={bars.length} at={at} said={say(current)} height={HEIGHT}
      onMove={(to) => { chosen.value = to; }}
      nearest={(x, _, width) => Math.floor((x - MARGIN.left) / pitch(width))}
      draw={draw}
    />
  );
}
