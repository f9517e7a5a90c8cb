// Where workouts are written: a text field whose words light up as they are understood.

import type { Span } from 'coachwright';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import { type Mark, marksOf } from './facts';
import type { Reading } from './reading';

interface Props {
  reading: Reading;
  label: string;
  hint?: string;
  /** Words to light up above all others. */
  lit: Span[];
  onInput?: (text: string) => void;
  onSubmit: () => void;
}

/** As much as one message may hold. */
const LIMIT = 16_000;

export function WorkoutText({ reading, label, hint, lit, onInput, onSubmit }: Props) {
  const id = useId();
  const text = reading.text.value;
  const marks = marksOf(reading.entries.value.filter(({ left }) => !left).map(({ workout }) => workout));
  return (
    <div class="tight">
      <label for={id}>{label}</label>
      <div class="marked">
        {/* The same words behind the field, in the same place, so that their marks shine through. */}
        <div class="behind" aria-hidden="true"><Marked text={text} marks={marks} lit={lit} />{'\n'}</div>
        <textarea
          id={id} rows={3} maxLength={LIMIT} placeholder={hint} value={text} aria-describedby={`${id}-help`}
          onInput={(event) => { const { value } = event.currentTarget; onInput?.(value); reading.write(value); }}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); onSubmit(); } }}
        />
      </div>
      <p class="quiet small" id={`${id}-help`}>{t('log.help')}</p>
    </div>
  );
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `text` with its marks; of overlapping ones the first and shortest wins. */
export function Marked({ text, marks, lit = [] }: { text: string; marks: Mark[]; lit?: Span[] }) {
  const bytes = encoder.encode(text);
  const piece = (from: number, to: number) => decoder.decode(bytes.slice(from, to));
  const shines = ([start, end]: Span) => lit.some((span) => span[0] <= start && end <= span[1]);
  // What is lit and marks nothing, such as a score's whole phrase, is marked for as long as it is lit.
  const extra = lit.filter((span) => !marks.some((mark) => span[0] <= mark.span[0] && mark.span[1] <= span[1])).map((span) => ({ span, kind: 'note' as const }));
  const sorted = [...marks, ...extra].sort((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1]);
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { span, kind } of sorted) {
    const [start, end] = span;
    if (start < at || end <= start || end > bytes.length) continue;
    parts.push(piece(at, start), <mark key={start} class={`${kind}${shines(span) ? ' lit' : ''}`}>{piece(start, end)}</mark>);
    at = end;
  }
  parts.push(piece(at, bytes.length));
  return <span class="spans">{parts}</span>;
}
