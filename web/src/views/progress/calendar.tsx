// The days of the last year, in the person's time zone.

import type { TrainingDay } from '../../api/progress';
import { DataTable } from '../../charts/frame';
import { HeatMap } from '../../charts/heatmap';
import { day, number, t } from '../../i18n';

/** From how many minutes on a day is darker; a day without a time counts as half an hour a workout. */
const STEPS = [1, 35, 60, 90];
const ASSUMED = 30;

export function Calendar({ days, today }: { days: TrainingDay[]; today: string }) {
  const known = new Map(days.map((found) => [found.date, found]));
  const level = (date: string) => {
    const found = known.get(date);
    const minutes = found ? found.minutes || found.workouts * ASSUMED : 0;
    return STEPS.filter((step) => minutes >= step).length;
  };
  const minutesText = (minutes: number) => t('progress.minutes', { count: Math.round(minutes) });
  const what = (found: TrainingDay | undefined) => {
    if (!found) return t('progress.rest');
    const count = t('progress.workouts', { count: found.workouts });
    return found.minutes ? `${count}, ${minutesText(found.minutes)}` : count;
  };
  return (
    <section class="card stack" aria-labelledby="calendar-title">
      <h3 id="calendar-title">{t('progress.calendar')}</h3>
      <HeatMap
        label={t('progress.calendar')} today={today} level={level}
        say={(date) => `${day(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}: ${what(known.get(date))}`}
      />
      <p class="legend small quiet" aria-hidden="true">
        {t('progress.less')}
        {[0, 1, 2, 3, 4].map((step) => <svg key={step} width="14" height="14"><rect class={`cell level-${step}`} x="1" y="1" width="12" height="12" rx="3" /></svg>)}
        {t('progress.more')}
      </p>
      <DataTable
        caption={t('progress.calendar')} columns={[t('progress.day'), t('progress.count'), t('progress.time')]}
        rows={[...days].reverse().map(({ date, workouts, minutes }) => [day(date), number(workouts), minutes ? minutesText(minutes) : '–'])}
      />
    </section>
  );
}
