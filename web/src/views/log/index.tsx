// Log a workout in plain words: what will be saved is shown, with the words it came from, before it is saved.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { call, get, newKey } from '../../api/http';
import type { Item, Page, Span } from '../../api/types';
import { loadDraft, saveDraft } from '../../data/draft';
import { day, list, t, tCode, timeZone, today } from '../../i18n';
import { explain } from '../../ui/errors';
import { Spans } from '../../ui/spans';
import { toast } from '../../ui/toast';

interface Extraction { workouts: unknown[] }
interface Logged { workoutDate: string; extracted_data: { workoutName?: string; workoutType?: string; exercises: string[] } }

export function Log() {
  const text = useSignal(loadDraft('log'));
  const marks = useSignal<Span[]>([]);
  const busy = useSignal(false);
  const error = useSignal('');
  const items = useSignal<Item<Logged>[] | null>(null);
  const key = useRef(newKey());
  const timer = useRef(0);
  const context = () => ({ today: today(), timeZone: timeZone() });

  const load = () => get<Page<Item<Logged>>>('/workouts').then((page) => { items.value = page.items; });
  useEffect(() => { load().catch((problem) => { error.value = explain(problem); }); }, []);

  const preview = async () => {
    if (!text.value.trim()) { marks.value = []; return; }
    const read = await call<Extraction>('POST', '/workouts:extract', { body: { text: text.value, ...context() } });
    marks.value = spansOf(read.workouts);
  };
  const write = (value: string) => {
    text.value = value;
    saveDraft('log', value);
    key.current = newKey();
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { preview().catch(() => { marks.value = []; }); }, 150);
  };
  const save = async () => {
    if (!text.value.trim() || busy.value) return;
    busy.value = true;
    error.value = '';
    try {
      const saved = await call<{ items: unknown[] }>('POST', '/workouts', { body: { text: text.value, ...context() }, key: key.current });
      write('');
      marks.value = [];
      toast(t('log.saved', { count: saved.items.length }));
      await load();
    } catch (problem) {
      error.value = explain(problem);
    } finally {
      busy.value = false;
    }
  };

  return (
    <section class="stack" aria-labelledby="log-title">
      <h2 id="log-title">{t('view.log')}</h2>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <div class="tight">
          <label for="workout">{t('log.label')}</label>
          <textarea id="workout" rows={4} maxLength={16_000} placeholder={t('log.hint')} value={text.value}
            onInput={(event) => write(event.currentTarget.value)} />
        </div>
        {marks.value.length > 0 && (
          <p class="card" aria-live="polite"><Spans text={text.value} marks={marks.value.map((span) => ({ span }))} /></p>
        )}
        {error.value && <p class="error" role="alert">{error.value}</p>}
        <div><button type="submit" disabled={busy.value}>{t('save')}</button></div>
      </form>
      <h3>{t('log.history')}</h3>
      {items.value?.length === 0 && <p class="quiet">{t('log.empty')}</p>}
      <ul class="cards">
        {items.value?.map(({ sk, attributes: { workoutDate, extracted_data: data } }) => (
          <li key={sk} class="card tight">
            <p class="quiet small">{day(workoutDate)}</p>
            <h4>{data.workoutName ?? (data.workoutType ? tCode('workoutType', data.workoutType) : t('log.workout'))}</h4>
            <p>{list(data.exercises.map((exercise) => tCode('movement', exercise)))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every `span` in a tree of extracted values. */
function spansOf(value: unknown, found: Span[] = []): Span[] {
  if (Array.isArray(value)) value.forEach((inner) => spansOf(inner, found));
  else if (value && typeof value === 'object') {
    const { span } = value as { span?: unknown };
    const leaf = 'value' in value || 'name' in value;
    if (leaf && Array.isArray(span) && span.length === 2) found.push(span as Span);
    Object.values(value).forEach((inner) => spansOf(inner, found));
  }
  return found;
}
