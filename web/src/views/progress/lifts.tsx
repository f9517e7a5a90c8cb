// What one repetition may weigh, lift by lift.

import { useSignal } from '@preact/signals';
import type { Progress } from '../../api/progress';
import { DataTable } from '../../charts/frame';
import { LineChart } from '../../charts/line';
import { day, number, t, tCode } from '../../i18n';
import { link } from '../../router';
import { Select } from '../../ui/fields';
import { loadUnit, shownLoad } from '../../units';

export function Lifts({ lifts }: { lifts: Progress['lifts'] }) {
  const chosen = useSignal('');
  const lift = lifts.find(({ movement }) => movement === chosen.value) ?? lifts[0];
  if (!lift) return null;
  const shown = (kilograms: number) => shownLoad(kilograms, 'kg') ?? 0;
  const text = (value: number) => `${number(value, { maximumFractionDigits: 1 })} ${tCode('unit', loadUnit())}`;
  const kind = (isEstimate: boolean) => t(isEstimate ? 'progress.estimated' : 'progress.lifted');
  const label = t('progress.liftOf', { name: tCode('movement', lift.movement) });
  return (
    <section class="card stack" aria-labelledby="lifts-title">
      <div class="row spread top">
        <div><h3 id="lifts-title">{t('progress.lifts')}</h3><p class="quiet small">{t('progress.liftsText')}</p></div>
        <div class="pick">
          <Select
            label={t('progress.lift')} value={lift.movement} onChoose={(movement) => { chosen.value = movement; }}
            options={lifts.map(({ movement, points }) => ({ value: movement, text: `${tCode('movement', movement)} (${number(points.length)})` }))}
          />
        </div>
      </div>
      <LineChart
        key={lift.movement} label={label} points={lift.points.map(({ date, value, isEstimate }) => ({ date, value: shown(value), light: isEstimate }))}
        axis={(value) => number(value, { maximumFractionDigits: 0 })}
        say={({ date, value, light = false }) => `${day(date)}: ${text(value)}, ${kind(light)}`}
      />
      <DataTable
        caption={label} columns={[t('progress.day'), t('progress.oneRep'), t('progress.from')]}
        rows={[...lift.points].reverse().map(({ date, value, isEstimate, evidence }) => [
          day(date), `${text(shown(value))} (${kind(isEstimate)})`, <a href={link('log', evidence.date, evidence.workoutId)}>{t('progress.see')}</a>,
        ])}
      />
    </section>
  );
}
