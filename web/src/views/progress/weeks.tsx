// How much was done, week by week: load moved, and effort times duration.

import { useSignal } from '@preact/signals';
import type { TrainingWeek } from '../../api/progress';
import { type Bar, BarChart } from '../../charts/bars';
import { DataTable } from '../../charts/frame';
import { day, number, t, tCode } from '../../i18n';
import { Choice } from '../../ui/fields';
import { loadUnit, shownLoad } from '../../units';
import { lastWeeks } from './compute';

/** Weeks that can be looked back. */
const SPANS = [12, 26, 52];

interface WeekBar extends Bar {
  week: TrainingWeek;
}

export function Weeks({ weeks, today }: { weeks: TrainingWeek[]; today: string }) {
  const span = useSignal(26);
  const shown = lastWeeks(weeks, today, span.value);
  const newest = [...shown].reverse();
  const short = (value: number) => number(value, { notation: 'compact', maximumFractionDigits: 1 });
  const date = (monday: string) => day(monday, { day: 'numeric', month: 'short' });
  const bars = (value: (week: TrainingWeek) => number): WeekBar[] => shown.map((week) => ({ name: date(week.monday), value: value(week), week }));
  const weekOf = ({ monday }: TrainingWeek) => t('progress.weekOf', { date: date(monday) });
  const volume = ({ volume: kilograms }: TrainingWeek) => shownLoad(kilograms, 'kg') ?? 0;
  const whole = (value: number) => number(value, { maximumFractionDigits: 0 });
  const inUnit = (value: number) => `${whole(value)} ${tCode('unit', loadUnit())}`;
  return (
    <section class="stack" aria-labelledby="weeks-title">
      <div class="row spread">
        <h3 id="weeks-title">{t('progress.byWeek')}</h3>
        <Choice
          label={t('progress.span')} hidden value={String(span.value)} options={SPANS.map((count) => ({ value: String(count), text: t('progress.weeks', { count }) }))}
          onChoose={(value) => { span.value = Number(value); }}
        />
      </div>
      <div class="pair">
        <article class="card stack" aria-labelledby="volume-title">
          <div><h4 id="volume-title">{t('progress.volume')}</h4><p class="quiet small">{t('progress.volumeText')}</p></div>
          <BarChart key={`volume-${span.value}`} label={t('progress.volume')} bars={bars(volume)} axis={short} say={({ week, value }) => `${weekOf(week)}: ${inUnit(value)}`} />
          <DataTable
            caption={t('progress.volume')} columns={[t('progress.week'), t('progress.volume'), t('progress.count')]}
            rows={newest.map((week) => [weekOf(week), inUnit(volume(week)), number(week.workouts)])}
          />
        </article>
        <article class="card stack" aria-labelledby="load-title">
          <div><h4 id="load-title">{t('progress.load')}</h4><p class="quiet small">{t('progress.loadText')}</p></div>
          <BarChart
            key={`load-${span.value}`} label={t('progress.load')} bars={bars(({ load }) => load)} axis={short}
            say={({ week, value }) => `${weekOf(week)}: ${whole(value)} (${t('progress.rated', { rated: week.rated, all: week.workouts })})`}
          />
          <DataTable
            caption={t('progress.load')} columns={[t('progress.week'), t('progress.load'), t('progress.time')]}
            rows={newest.map((week) => [weekOf(week), whole(week.load), t('progress.minutes', { count: Math.round(week.minutes) })])}
          />
        </article>
      </div>
    </section>
  );
}
