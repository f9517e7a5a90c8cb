// What all charts share: their width, one value at a time by pointer or arrow keys, and the same values as a table.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';

/** Room around the plot, in pixels. */
export const MARGIN = { top: 10, right: 12, bottom: 24, left: 46 };

interface FrameProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  /** How many values can be visited. */
  count: number;
  /** The one that is visited, and in words. */
  at: number;
  said: string;
  height: number | ((width: number) => number);
  /** How far the arrow keys go. */
  steps?: { across: number; down: number };
  onMove: (at: number) => void;
  /** The value nearest to a place on the chart. */
  nearest: (x: number, y: number, width: number) => number;
  draw: (width: number) => ComponentChildren;
}

/** A chart of the width there is. It is a slider over its values: arrow keys, Home and End read them out. */
export function Frame({ label, count, at, said, height, steps = { across: 1, down: 1 }, onMove, nearest, draw }: FrameProps) {
  const width = useSignal(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => { width.value = Math.floor(element.clientWidth); });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const tall = (across: number) => (typeof height === 'number' ? height : height(across));
  const move = (to: number) => onMove(Math.max(0, Math.min(count - 1, to)));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(at - steps.across),
    ArrowRight: () => move(at + steps.across),
    ArrowUp: () => move(at - steps.down),
    ArrowDown: () => move(at + steps.down),
    Home: () => move(0),
    End: () => move(count - 1),
  };
  const point = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    move(nearest(event.clientX - left, event.clientY - top, width.value));
  };
  return (
    <div class="chart">
      <div
        class="plot"
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={at + 1}
        aria-valuetext={said}
        onPointerMove={point}
        onPointerDown={point}
        onKeyDown={(event) => {
          const action = keys[event.key];
          if (action) { event.preventDefault(); action(); }
        }}
      >
        {width.value > 0 && (
          <svg width={width.value} height={tall(width.value)} viewBox={`0 0 ${width.value} ${tall(width.value)}`} aria-hidden="true">{draw(width.value)}</svg>
        )}
      </div>
      <p class="readout small">{said}</p>
    </div>
  );
}

interface TableProps {
  caption: string;
  columns: string[];
  rows: ComponentChildren[][];
}

/** The values of a chart as a table. */
export function DataTable({ caption, columns, rows }: TableProps) {
  return (
    <details class="data">
      <summary>{t('chart.table')}</summary>
      <div class="scroll" role="region" aria-label={t('chart.tableOf', { name: caption })} tabIndex={0}>
        <table>
          <caption class="visually-hidden">{caption}</caption>
          <thead><tr>{columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {rows.map((cells, at) => (
              <tr key={at}>{cells.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

interface AxisProps {
  values: number[];
  width: number;
  place: (value: number) => number;
  format: (value: number) => string;
}

/** Lines across the plot with what they stand for. */
export function ValueAxis({ values, width, place, format }: AxisProps) {
  return (
    <g class="axis">
      {values.map((value) => (
        <g key={value}>
          <line x1={MARGIN.left} x2={width - MARGIN.right} y1={place(value)} y2={place(value)} />
          <text x={MARGIN.left - 8} y={place(value) + 4} text-anchor="end">{format(value)}</text>
        </g>
      ))}
    </g>
  );
}
