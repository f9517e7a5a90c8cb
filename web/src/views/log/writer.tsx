// Logging: what is written is read at once, corrected where need be, and kept.

import { useSignal } from '@preact/signals';
import type { Span } from 'coachwright';
import { useEffect, useRef } from 'preact/hooks';
import { newKey } from '../../api/http';
import type { PersonalRecord } from '../../api/workouts';
import { loadDraft, saveDraft } from '../../data/draft';
import { language, t } from '../../i18n';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';
import { units } from '../../units';
import { Reading } from './reading';
import { Readings } from './readings';
import { Records } from './records';
import { load, log } from './store';
import { WorkoutText } from './text';

const DRAFT = 'log';
/** What is being written stays while the person looks at another view. Made when first shown: drafts are known only then. */
let written: Reading | undefined;
const current = (): Reading => (written ??= new Reading(loadDraft(DRAFT)));

/** Puts words back to be written on, behind what is being written. */
export function put(words: string): void {
  const reading = current();
  const text = reading.text.value.trim() ? `${reading.text.value.trimEnd()}\n${words}` : words;
  saveDraft(DRAFT, text);
  reading.write(text);
}

export function Writer() {
  const reading = current();
  const lit = useSignal<Span[]>([]);
  const busy = useSignal(false);
  const error = useSignal('');
  const broken = useSignal<{ records: PersonalRecord[]; text: string } | null>(null);
  // A text keeps its key until it is changed: sending it twice logs it once.
  const key = useRef(newKey());
  useEffect(() => { void reading.read(); }, [units.value, language.value]);
  const keep = (text: string) => {
    saveDraft(DRAFT, text);
    key.current = newKey();
    error.value = '';
  };
  const light = (spans: Span[]) => { lit.value = spans; };
  const workouts = reading.entries.value.filter(({ left }) => !left);
  const save = async () => {
    const text = reading.text.value;
    if (!text.trim() || busy.value || (!workouts.length && !reading.failed.value)) return;
    busy.value = true;
    error.value = '';
    try {
      const outcome = await log(text, reading.isEdited() ? reading.chosen() : null, reading.context(), key.current);
      const count = outcome.sent ? outcome.value.items.length : workouts.length;
      reading.clear();
      keep('');
      broken.value = outcome.sent && outcome.value.records.length ? { records: outcome.value.records, text } : null;
      toast(t(outcome.sent ? 'log.saved' : 'log.savedHere', { count }));
      await load().catch(() => undefined);
    } catch (problem) {
      error.value = `${explain(problem)} ${t('error.kept')}`;
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="stack writer" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <WorkoutText reading={reading} label={t('log.label')} hint={t('log.hint')} lit={lit.value} onInput={keep} onSubmit={() => void save()} />
      <Readings reading={reading} onLight={light} onText={(text) => { keep(text); reading.write(text); }} />
      {error.value && <p class="error" role="alert">{error.value}</p>}
      <div>
        <button type="submit" disabled={busy.value || (workouts.length === 0 && !reading.failed.value)}>
          {workouts.length > 1 ? t('log.saveMany', { count: workouts.length }) : t('log.save')}
        </button>
      </div>
      {broken.value && (
        <section class="card tight broken" role="status">
          <div class="row spread"><h3>{t('record.new', { count: broken.value.records.length })}</h3><button type="button" class="plain" aria-label={t('close')} onClick={() => { broken.value = null; }}>×</button></div>
          <Records records={broken.value.records} text={broken.value.text} />
        </section>
      )}
    </form>
  );
}
