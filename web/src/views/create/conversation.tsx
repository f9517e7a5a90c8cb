// The bubbles. The newest one is announced; a lit fact marks its words.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { correct, type Line, lines, lit } from '../../data/interview';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';
import { Spans } from '../../ui/spans';

export function Conversation() {
  const end = useRef<HTMLLIElement>(null);
  const editing = useSignal<number | null>(null);
  useEffect(() => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    end.current?.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }, [lines.value.length]);
  return (
    <div role="log" aria-live="polite" aria-label={t('conversation')}>
    <ol class="bubbles">
      {lines.value.map((line, at) => (
        <Bubble key={at} line={line} editing={editing.value === at} onEdit={(open) => { editing.value = open ? at : null; }} />
      ))}
      {lines.value.at(-1)?.state === 'sending' && (
        <li class="bubble" aria-label={t('typing')}><span class="typing"><i /><i /><i /></span></li>
      )}
      <li ref={end} aria-hidden="true" />
    </ol>
    </div>
  );
}

interface BubbleProps {
  line: Line;
  editing: boolean;
  onEdit: (open: boolean) => void;
}

function Bubble({ line, editing, onEdit }: BubbleProps) {
  const fact = lit.value;
  const marks = fact && fact.turn === line.turn && line.who === 'person' ? [{ span: fact.span }] : [];
  const kind = ['bubble', line.who === 'person' && 'mine', line.alarm && 'alarm', line.state && 'waiting'].filter(Boolean).join(' ');
  const marked = useRef<HTMLLIElement>(null);
  useEffect(() => { if (marks.length) marked.current?.scrollIntoView({ block: 'nearest' }); }, [marks.length]);
  if (editing && line.question) return <Edit line={line} question={line.question} onDone={() => onEdit(false)} />;
  return (
    <li class={kind} ref={marked}>
      <span class="visually-hidden">{line.who === 'person' ? t('you') : t('coach')}: </span>
      <Spans text={line.text} marks={marks} />
      {line.state === 'failed' && <p class="error small">{t('error.notSent')}</p>}
      {line.who === 'person' && line.question && !line.state && (
        <div class="tools"><button type="button" class="plain" onClick={() => onEdit(true)}>{t('edit')}</button></div>
      )}
    </li>
  );
}

function Edit({ line, question, onDone }: { line: Line; question: number; onDone: () => void }) {
  const text = useSignal(line.text);
  const error = useSignal('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { field.current?.focus(); }, []);
  const save = async () => {
    try {
      await correct(question, text.value.trim());
      onDone();
    } catch (problem) {
      error.value = explain(problem);
    }
  };
  return (
    <li class="bubble mine">
      <form class="tight" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label for={`edit-${question}`}>{t('edit.label')}</label>
        <textarea id={`edit-${question}`} ref={field} rows={2} value={text.value} onInput={(event) => { text.value = event.currentTarget.value; }} />
        {error.value && <p class="error small" role="alert">{error.value}</p>}
        <div class="row">
          <button type="submit">{t('save')}</button>
          <button type="button" class="plain" onClick={onDone}>{t('cancel')}</button>
        </div>
      </form>
    </li>
  );
}
