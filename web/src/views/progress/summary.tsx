// The few numbers that say how it goes.

import type { Progress } from '../../api/progress';
import type { PersonalRecord } from '../../api/workouts';
import { dayNumber } from '../../charts/scale';
import { number, t } from '../../i18n';

const MONTH = 28;
const QUARTER = 90;

export function Summary({ progress: { calendar, streaks }, records, today }: { progress: Progress; records: PersonalRecord[]; today: string }) {
  const since = (date: string) => dayNumber(today) - dayNumber(date);
  const recent = calendar.filter(({ date }) => since(date) < MONTH).reduce((sum, { workouts }) => sum + workouts, 0);
  const beaten = records.filter(({ isEstimate, evidence, previous }) => !isEstimate && previous && since(evidence.date) < QUARTER).length;
  const tiles: [string, string][] = [
    [t('progress.recent'), number(recent)],
    [t('progress.streak'), number(streaks.current)],
    [t('progress.longest'), number(streaks.longest)],
    [t('progress.records'), number(beaten)],
  ];
  return (
    <dl class="tiles">
      {tiles.map(([name, value]) => <div key={name} class="card"><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
