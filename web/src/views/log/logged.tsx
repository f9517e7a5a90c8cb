// One logged workout in full: the person's words, what was read from them, its records; to be changed and judged.

import { useSignal } from '@preact/signals';
import type { Span } from 'coachwright';
import { useEffect, useRef } from 'preact/hooks';
import { Problem } from '../../api/http';
import { type WorkoutDetail, workoutId } from '../../api/workouts';
import { synchronised } from '../../data/sync';
import { day, t, today } from '../../i18n';
import { go } from '../../router';
import { quote } from '../../ui/bytes';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';
import { FeedbackForm } from './feedback';
import { marksOf } from './facts';
import { Reading } from './reading';
import { Readings } from './readings';
import { Records } from './records';
import { change, detail, isWaiting, recordsOf } from './store';
import { Marked, WorkoutText } from './text';
import { WorkoutView } from './workout';

export function Logged({ date, id, onRemove }: { date: string; id: string; onRemove?: () => void }) {
  const found = useSignal<WorkoutDetail | null>(null);
  const error = useSignal('');
  const lit = useSignal<Span[]>([]);
  const mode = useSignal<'show' | 'edit' | 'judge'>('show');
  const attempt = () => {
    error.value = '';
    detail(date, id).then((value) => { found.value = value; }).catch((problem) => { error.value = explain(problem); });
  };
  useEffect(attempt, [date, id, synchronised.value]);
  if (error.value) return <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>;
  if (!found.value) return <p class="quiet" role="status">{t('loading')}</p>;
  const { workout: item, document, partial } = found.value;
  const done = () => { mode.value = 'show'; attempt(); };
  if (partial || !document) return <p class="notice">{t('log.partial')}</p>;
  if (mode.value === 'edit') return <Edit found={found.value} onDone={done} onStale={attempt} />;
  const light = (spans: Span[]) => { lit.value = spans; };
  const records = recordsOf(id);
  const feedback = item.attributes.userFeedback;
  return (
    <div class="stack opened">
      <blockquote class="words"><Marked text={document.text} marks={marksOf([document.workout])} lit={lit.value} /></blockquote>
      <WorkoutView workout={document.workout} date={date} onLight={light} />
      {records.length > 0 && <Records records={records} text={document.text} onLight={light} />}
      {feedback && mode.value !== 'judge' && (
        <p class="quiet small">
          {t('feedback.summary', { satisfaction: feedback.satisfaction, enjoyment: feedback.enjoyment, difficulty: t(`feedback.${feedback.difficulty}`) })} {feedback.notes}
        </p>
      )}
      {mode.value === 'judge' ? (
        <FeedbackForm feedback={feedback} onCancel={() => { mode.value = 'show'; }} onSave={async (userFeedback) => {
          const sent = await change(item, { userFeedback }, document.text);
          toast(t(sent ? 'log.changed' : 'log.changedHere'));
          done();
        }} />
      ) : (
        <div class="row">
          <button type="button" class="second" onClick={() => { mode.value = 'edit'; }} disabled={isWaiting(item)}>{t('edit')}</button>
          <button type="button" class="plain" onClick={() => { mode.value = 'judge'; }}>{t(feedback ? 'feedback.change' : 'feedback.give')}</button>
          {onRemove && <button type="button" class="plain danger" onClick={onRemove}>{t('remove')}</button>}
        </div>
      )}
    </div>
  );
}

/** Changing it: the words, the reading, the day. */
function Edit({ found: { workout: item, document }, onDone, onStale }: { found: WorkoutDetail; onDone: () => void; onStale: () => void }) {
  const reading = useRef<Reading | null>(null);
  const lit = useSignal<Span[]>([]);
  const error = useSignal('');
  const busy = useSignal(false);
  const { workoutDate } = item.attributes;
  const date = useSignal(workoutDate);
  const completed = useSignal(item.attributes.isCompleted);
  if (!reading.current && document) {
    // Of a message that told of several workouts, this one's words.
    const alone = document.workout.span[0] === 0 || !document.text.trim();
    const words = alone ? document.text : quote(document.text, document.workout.span);
    reading.current = new Reading(words, workoutDate);
    reading.current.keep(document.workout, alone ? 0 : document.workout.span[0]);
    void reading.current.read();
  }
  const shown = reading.current;
  if (!shown) return null;
  const [entry, more] = shown.entries.value;
  const save = async () => {
    if (!entry || busy.value) return;
    busy.value = true;
    error.value = '';
    try {
      const { date: named, ...workout } = entry.workout;
      const body = {
        text: shown.text.value, workout: { ...workout, ...(named ? { date: { ...named, value: date.value } } : {}) },
        workoutDate: date.value, isCompleted: completed.value, ...shown.context(),
      };
      const sent = await change(item, body, shown.text.value);
      toast(t(sent ? 'log.changed' : 'log.changedHere'));
      // Its day is part of its address.
      if (sent && date.value !== workoutDate) go('log', date.value, workoutId(item));
      else onDone();
    } catch (problem) {
      const stale = problem instanceof Problem && problem.status === 412;
      error.value = stale ? t('log.changedElsewhere') : `${explain(problem)} ${t('error.kept')}`;
      if (stale) onStale();
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <WorkoutText reading={shown} label={t('log.words')} lit={lit.value} onSubmit={() => void save()} />
      <Readings reading={shown} date={date.value} onLight={(spans) => { lit.value = spans; }} onText={(text) => shown.write(text)} />
      {more && <p class="notice">{t('log.onlyOne')}</p>}
      <div class="row dates">
        <div><label for="workout-date">{t('log.date')}</label><input id="workout-date" type="date" max={today()} required value={date.value} onInput={(event) => { date.value = event.currentTarget.value; }} /></div>
        <label class="check"><input type="checkbox" checked={completed.value} onChange={() => { completed.value = !completed.value; }} />{t('log.finished')}</label>
      </div>
      {date.value !== workoutDate && <p class="quiet small">{t('log.moves', { from: day(workoutDate), to: day(date.value || workoutDate) })}</p>}
      {error.value && <p class="error" role="alert">{error.value}</p>}
      <div class="row">
        <button type="submit" disabled={busy.value || !entry || Boolean(more)}>{t('save')}</button>
        <button type="button" class="plain" onClick={onDone}>{t('cancel')}</button>
      </div>
    </form>
  );
}
