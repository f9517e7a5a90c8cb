// Progress: when one trained, how much, how strong, how fast; every number leads to the workout it comes from.

import { useSignal } from '@preact/signals';
import { instant, t, today } from '../../i18n';
import { link } from '../../router';
import { explain } from '../../ui/errors';
import { useFresh } from '../../ui/fresh';
import { units } from '../../units';
import { Benchmarks } from './benchmarks';
import { Calendar } from './calendar';
import { keptSince, load, partly, progress, records } from './data';
import { Lifts } from './lifts';
import { RecordList } from './records';
import { Summary } from './summary';
import { Weeks } from './weeks';

export function Progress() {
  const error = useSignal('');
  const attempt = () => {
    error.value = '';
    load().catch((problem) => { error.value = explain(problem); });
  };
  useFresh(attempt, [units.value]);
  const shown = progress.value;
  return (
    <section class="stack progress-view" aria-labelledby="progress-title">
      <h2 id="progress-title">{t('view.progress')}</h2>
      {error.value && <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>}
      {keptSince.value && <p class="quiet small" role="status">{t('kept', { when: instant(keptSince.value.toISOString()) })}</p>}
      {partly.value && <p class="quiet small" role="status">{t('progress.partly', { count: partly.value.read, all: partly.value.all })}</p>}
      {!shown && !error.value && <Skeleton />}
      {shown && shown.calendar.length === 0 && (
        <div class="empty">
          <h3>{t('progress.empty')}</h3>
          <p>{t('progress.emptyText')}</p>
          <a class="button" href={link('log')}>{t('progress.log')}</a>
        </div>
      )}
      {shown && shown.calendar.length > 0 && (
        <>
          <Summary progress={shown} records={records.value} today={today()} />
          <Calendar days={shown.calendar} today={today()} />
          <Weeks weeks={shown.weeks} today={today()} />
          <Lifts lifts={shown.lifts} />
          <Benchmarks benchmarks={shown.benchmarks} />
          <RecordList records={records.value} />
        </>
      )}
    </section>
  );
}

function Skeleton() {
  return (
    <div class="stack" role="status">
      <p class="quiet">{t('loading')}</p>
      <div class="card ghost" aria-hidden="true" />
      <div class="card ghost" aria-hidden="true" />
    </div>
  );
}
