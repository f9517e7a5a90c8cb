// What was logged: by days, newest first; opened, changed, removed.

import { useSignal } from '@preact/signals';
import { type WorkoutHistory, workoutId } from '../../api/workouts';
import type { Item } from '../../api/types';
import type { Change } from '../../data/outbox';
import { day, instant, list, t, tCode, today } from '../../i18n';
import { go, place } from '../../router';
import { explain } from '../../ui/errors';
import { useFresh } from '../../ui/fresh';
import { units } from '../../units';
import { movementText } from './facts';
import { Logged } from './logged';
import { Badges } from './records';
import { cursor, isWaiting, keptSince, lastDays, load, loadMore, range, recordsOf, remove, SPANS, unsent, workouts } from './store';

export function History({ onTakeBack }: { onTakeBack: (change: Change) => void }) {
  const error = useSignal('');
  const attempt = () => {
    error.value = '';
    load().catch((problem) => { error.value = explain(problem); });
  };
  useFresh(attempt, [range.value, units.value]);
  const items = workouts.value;
  const [date, id] = place.value.rest;
  // A link to a workout, from a record or a chart, may lead beyond the chosen days.
  const outside = date && id && items && !items.some((item) => workoutId(item) === id);
  return (
    <section class="stack" aria-labelledby="history-title">
      <h3 id="history-title">{t('log.history')}</h3>
      <Days />
      {error.value && <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>}
      {keptSince.value && <p class="quiet small" role="status">{t('kept', { when: instant(keptSince.value.toISOString()) })}</p>}
      {!items && !error.value && <p class="quiet" role="status">{t('loading')}</p>}
      {unsent.value.length > 0 && (
        <ul class="logged">
          {unsent.value.map((change) => (
            <li key={change.key} class="card tight">
              <div class="row spread"><span class="quiet small">{instant(change.at)}</span><span class="badge calm">{t('waits')}</span></div>
              <p>{change.words}</p>
              <div><button type="button" class="plain" onClick={() => onTakeBack(change)}>{t('log.takeBack')}</button></div>
            </li>
          ))}
        </ul>
      )}
      {outside && <ul class="logged"><li class="card"><Logged date={date} id={id} /></li></ul>}
      {items?.length === 0 && unsent.value.length === 0 && (
        <div class="empty">
          <h4>{t(range.value.from || range.value.to ? 'log.emptyDays' : 'log.empty')}</h4>
          <p>{t('log.emptyText')}</p>
        </div>
      )}
      <ul class="logged">
        {items?.map((item) => <li key={item.sk} class="card"><Row item={item} open={workoutId(item) === id} /></li>)}
      </ul>
      {cursor.value && (
        <div><button type="button" class="second" onClick={() => { loadMore().catch((problem) => { error.value = explain(problem); }); }}>{t('log.older')}</button></div>
      )}
    </section>
  );
}

/** Which days are shown: a tap for the last ones, or any two. */
function Days() {
  const own = useSignal(false);
  const { from, to } = range.value;
  const chosen = own.value ? -1 : SPANS.findIndex((days) => lastDays(days).from === from && !to);
  return (
    <div class="stack">
      <fieldset class="choice">
        <legend class="visually-hidden">{t('log.days')}</legend>
        <div class="segments">
          {SPANS.map((days, at) => (
            <label key={days}>
              <input type="radio" name="days" checked={at === chosen} onChange={() => { own.value = false; range.value = lastDays(days); }} />
              <span>{days ? t('log.lastDays', { count: days }) : t('log.all')}</span>
            </label>
          ))}
          <label>
            <input type="radio" name="days" checked={chosen === -1} onChange={() => { own.value = true; }} />
            <span>{t('log.fromTo')}</span>
          </label>
        </div>
      </fieldset>
      {chosen === -1 && (
        <div class="row dates">
          <div><label for="from" class="small">{t('log.from')}</label><input id="from" type="date" max={to || today()} value={from} onInput={(event) => { range.value = { from: event.currentTarget.value, to }; }} /></div>
          <div><label for="to" class="small">{t('log.to')}</label><input id="to" type="date" min={from} max={today()} value={to} onInput={(event) => { range.value = { from, to: event.currentTarget.value }; }} /></div>
        </div>
      )}
    </div>
  );
}

function Row({ item, open }: { item: Item<WorkoutHistory>; open: boolean }) {
  const { workoutDate, extracted_data: data, isCompleted } = item.attributes;
  const id = workoutId(item);
  const movements = list(data.exercises.map(movementText));
  const kind = tCode('workoutType', data.workoutType ?? 'other');
  const title = data.workoutName ?? (movements || kind);
  const about = [title !== kind && kind, data.workoutName && movements].filter(Boolean).join(' · ');
  return (
    <article class="tight" aria-labelledby={`workout-${id}`}>
      <div class="row spread top">
        <div class="what">
          <p class="quiet small">{day(workoutDate, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}</p>
          <h4 id={`workout-${id}`}>{title}</h4>
          {about && <p class="quiet small">{about}</p>}
        </div>
        <button type="button" class="plain" aria-expanded={open} aria-label={t(open ? 'log.closeNamed' : 'log.openNamed', { name: `${title}, ${day(workoutDate)}` })} onClick={() => (open ? go('log') : go('log', workoutDate, id))}>
          {open ? t('log.close') : t('log.open')}
        </button>
      </div>
      {(isWaiting(item) || !isCompleted || recordsOf(id).length > 0) && (
        <span class="row">
          {isWaiting(item) && <span class="badge calm">{t('waits')}</span>}
          {!isCompleted && <span class="badge calm">{t('log.unfinished')}</span>}
          <Badges records={recordsOf(id)} />
        </span>
      )}
      {open && <Logged date={workoutDate} id={id} onRemove={() => void remove(item, title)} />}
    </article>
  );
}
