// The conversation: what was said, each answer editable in place.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Problem } from '../../api/http';
import { correct, type Line, lines, lit, sending } from '../../data/interview';
import { Refused } from '../../engine';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';
import { Spans } from '../../ui/spans';

export function Conversation() {
  const end = useRef<HTMLLIElement>(null);
  const editing = useSignal<number | null>(null);
  const shown = lines.value;
  const now = sending.value;
  const first = useRef(true);
  useEffect(() => {
    const calm = first.current || matchMedia('(prefers-reduced-motion: reduce)').matches;
    first.current = false;
    end.current?.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }, [shown.length, now?.key, now?.reply.length]);
  return (
    <div role="log" aria-live="polite" aria-busy={now !== null} aria-label={t('conversation')}>
      <ol class="bubbles">
        {shown.map((line, at) => (
          <Bubble key={at} line={line} editing={editing.value === at} onEdit={(open) => { editing.value = open ? at : null; }} />
        ))}
        {now && <li class="bubble mine waiting"><Who name={t('you')} />{now.text}</li>}
        {now && (
          // Read out once it is complete, as a line of its own.
          <li class="bubble" aria-live="off">
            {now.reply || <span class="typing" role="img" aria-label={t('typing')}><i /><i /><i /></span>}
          </li>
        )}
        <li ref={end} aria-hidden="true" />
      </ol>
    </div>
  );
}

const Who = ({ name }: { name: string }) => <span class="visually-hidden">{name}: </span>;

interface BubbleProps {
  line: Line;
  editing: boolean;
  onEdit: (open: boolean) => void;
}

function Bubble({ line, editing, onEdit }: BubbleProps) {
  const mine = line.who === 'person';
  const marks = mine ? (lit.value?.places ?? []).filter(({ turn }) => turn === line.turn) : [];
  const marked = useRef<HTMLLIElement>(null);
  const scroll = marks.length > 0 && lit.value?.held;
  useEffect(() => { if (scroll) marked.current?.scrollIntoView({ block: 'center' }); }, [scroll, lit.value]);
  const edit = useRef<HTMLButtonElement>(null);
  if (editing && line.question) {
    const done = () => { onEdit(false); requestAnimationFrame(() => edit.current?.focus()); };
    return <Edit line={line} question={line.question} onDone={done} />;
  }
  const kind = ['bubble', mine && 'mine', line.alarm && 'alarm', line.waits && mine && 'waiting'].filter(Boolean).join(' ');
  return (
    <li class={kind} ref={marked}>
      <Who name={mine ? t('you') : t('coach')} />
      <Spans text={line.text} marks={marks} />
      {mine && (line.question || line.waits || line.edited) && (
        <div class="actions">
          {line.edited && <span class="quiet">{t('create.edited')}</span>}
          {line.waits && <span class="quiet">{t('waits')}</span>}
          {line.question && <button type="button" class="plain" ref={edit} onClick={() => onEdit(true)}>{t('edit')}</button>}
        </div>
      )}
    </li>
  );
}

function Edit({ line, question, onDone }: { line: Line; question: number; onDone: () => void }) {
  return (
    <li class="bubble mine editing">
      <Correction id={`edit-${question}`} label={t('edit.label')} question={question} text={line.text} onDone={onDone} />
    </li>
  );
}

interface CorrectionProps {
  id: string;
  label: string;
  question: number;
  text: string;
  onDone: () => void;
  /** What else to do when that question cannot be answered anew. */
  otherwise?: (text: string) => Promise<void>;
}

/** A small form for a new answer to an earlier question. */
export function Correction({ id, label, question, text: before, onDone, otherwise }: CorrectionProps) {
  const text = useSignal(before);
  const error = useSignal('');
  const busy = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { field.current?.focus(); field.current?.select(); }, []);
  const save = async () => {
    const words = text.value.trim();
    if (!words || busy.value) return;
    busy.value = true;
    error.value = '';
    try {
      await correct(question, words).catch((problem: unknown) => {
        const unfit = problem instanceof Problem || (problem instanceof Refused && problem.code === 'notPossible');
        if (!otherwise || !unfit) throw problem;
        return otherwise(words);
      });
      onDone();
    } catch (problem) {
      error.value = explain(problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="tight" onSubmit={(event) => { event.preventDefault(); void save(); }}
      onKeyDown={(event) => { if (event.key === 'Escape') onDone(); }}>
      <label for={id}>{label}</label>
      <textarea id={id} ref={field} rows={2} maxLength={4000} value={text.value} onInput={(event) => { text.value = event.currentTarget.value; }} />
      {error.value && <p class="error small" role="alert">{error.value}</p>}
      <div class="row">
        <button type="submit" disabled={busy.value}>{t('save')}</button>
        <button type="button" class="plain" onClick={onDone}>{t('cancel')}</button>
      </div>
    </form>
  );
}
