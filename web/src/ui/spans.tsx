// Text with pieces of it marked. Spans are byte offsets into UTF-8, as the engine counts.

import type { ComponentChildren } from 'preact';
import type { Span } from '../api/types';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface Marked {
  span: Span;
  title?: string;
  class?: string;
}

/** `text` with the marks around their words; of overlapping marks the first and longest wins. */
export function Spans({ text, marks }: { text: string; marks: Marked[] }) {
  const bytes = encoder.encode(text);
  const piece = (from: number, to: number) => decoder.decode(bytes.slice(from, to));
  const sorted = [...marks].sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { span: [start, end], title, class: kind } of sorted) {
    if (start < at || end <= start || end > bytes.length) continue;
    parts.push(piece(at, start), <mark title={title} class={kind}>{piece(start, end)}</mark>);
    at = end;
  }
  parts.push(piece(at, bytes.length));
  return <span class="message-text">{parts}</span>;
}
