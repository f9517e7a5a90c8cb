// Spans count bytes of UTF-8, as the engine does; JavaScript counts UTF-16.

import type { Span } from 'coachwright';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The words of a span. */
export const quote = (text: string, [start, end]: Span): string => decoder.decode(encoder.encode(text).slice(start, end));

/** `text` with `words` put in at a byte offset. */
export function insertAt(text: string, offset: number, words: string): string {
  const bytes = encoder.encode(text);
  return decoder.decode(bytes.slice(0, offset)) + words + decoder.decode(bytes.slice(offset));
}

/** A value with every `span` in it moved by `by` bytes. */
export function shifted<T>(value: T, by: number): T {
  if (by === 0) return value;
  if (Array.isArray(value)) return value.map((inner: unknown) => shifted(inner, by)) as T;
  if (value === null || typeof value !== 'object') return value;
  const moved = Object.entries(value).map(([name, inner]: [string, unknown]) => [name, isSpan(name, inner) ? [inner[0] + by, inner[1] + by] : shifted(inner, by)]);
  return Object.fromEntries(moved) as T;
}

/** The members of a workout that are spans themselves. */
const SPANS = new Set(['span', 'bodyweight', 'failed', 'warmUp']);

const isSpan = (name: string, value: unknown): value is Span =>
  SPANS.has(name) && Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number');
