// Values over days.

import { useSignal } from '@preact/signals';
import { day, number } from '../i18n';
import { Frame, MARGIN, ValueAxis } from './frame';
import { dayNumber, dayOf, linear, ticks } from './scale';

export interface Point {
  /** A calendar day. */
  date: string;
  value: number;
  /** Drawn hollow: an estimate, a scaled result. */
  light?: boolean;
}

interface Props<P extends Point> {
  label: string;
  points: P[];
  /** A value on the axis, and in full. */
  axis?: (value: number) => string;
  /** The axis has round multiples of it: 60 for minutes of seconds. */
  grain?: number;
  say: (point: P) => string;
}

const HEIGHT = 210;

/** A line with its points; the points are in the order of their days. */
export function LineChart<P extends Point>({ label, points, axis = number, grain = 1, say }: Props<P>) {
  const chosen = useSignal(points.length - 1);
  const at = Math.max(0, Math.min(chosen.value, points.length - 1));
  const current = points[at];
  if (!current) return null;
  const days = points.map(({ date }) => dayNumber(date));
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [from, to] = low === high ? [low * 0.9, high * 1.1 || 1] : [low, high];
  const grid = ticks(from / grain, to / grain).map((value) => value * grain);
  const range: [number, number] = [days[0] ?? 0, days.at(-1) ?? 0];
  const scales = (width: number) => ({
    x: linear(range, [MARGIN.left + 6, width - MARGIN.right - 6]),
    y: linear([grid[0] ?? 0, grid.at(-1) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]),
  });
  const nearest = (x: number, _: number, width: number) => {
    const place = scales(width).x;
    const gaps = days.map((value) => Math.abs(place(value) - x));
    return gaps.indexOf(Math.min(...gaps));
  };
  const draw = (width: number) => {
    const { x, y } = scales(width);
    const path = points.map(({ value }, index) => `${index ? 'L' : 'M'}${x(days[index] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`).join('');
    const labels = dates(range, width);
    return (
      <>
        <ValueAxis values={grid} width={width} place={y} format={axis} />
        <g class="axis">
          {labels.map(({ value, text, anchor }) => <text key={value} x={x(value)} y={HEIGHT - 5} text-anchor={anchor}>{text}</text>)}
        </g>
        <line class="cursor" x1={x(days[at] ?? 0)} x2={x(days[at] ?? 0)} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
        <path class="line" d={path} />
        {points.map(({ value, light }, index) => (
          <circle key={index} class={`dot${light ? ' light' : ''}`} cx={x(days[index] ?? 0)} cy={y(value)} r={index === at ? 6 : points.length > 40 ? 2.5 : 4} />
        ))}
      </>
    );
  };
  return (
    <Frame
      label={label} count={points.length} at={at} said={say(current)} height={HEIGHT}
      onMove={(to) => { chosen.value = to; }} nearest={nearest} draw={draw}
    />
  );
}

/** The first day, the last, and one between them where there is room. */
function dates([first, last]: [number, number], width: number): { value: number; text: string; anchor: 'start' | 'middle' | 'end' }[] {
  const text = (value: number) => day(dayOf(value), { day: 'numeric', month: 'short', ...(last - first > 300 ? { year: '2-digit' } : {}) });
  if (first === last) return [{ value: first, text: text(first), anchor: 'middle' }];
  const middle = Math.round((first + last) / 2);
  const between = width > 420 && last - first > 6 ? [{ value: middle, text: text(middle), anchor: 'middle' as const }] : [];
  return [{ value: first, text: text(first), anchor: 'start' }, ...between, { value: last, text: text(last), anchor: 'end' }];
}
