// All personal records, the newest first, each leading to the workout it rests on.

import { useSignal } from '@preact/signals';
import type { PersonalRecord } from '../../api/workouts';
import { day, t } from '../../i18n';
import { link } from '../../router';
import { recordName, recordValue } from '../log/records';

/** As many are shown before the person asks for all. */
const FIRST = 12;

export function RecordList({ records }: { records: PersonalRecord[] }) {
  const all = useSignal(false);
  if (!records.length) return null;
  const newest = [...records].sort((one, other) => other.evidence.date.localeCompare(one.evidence.date) || recordName(one).localeCompare(recordName(other)));
  const shown = all.value ? newest : newest.slice(0, FIRST);
  return (
    <div class="card stack">
      <h3 id="records-title">{t('progress.allRecords')}</h3>
      <div class="scroll" role="region" aria-labelledby="records-title" tabIndex={0}>
        <table>
          <thead><tr><th scope="col">{t('progress.record')}</th><th scope="col">{t('progress.result')}</th><th scope="col">{t('progress.day')}</th></tr></thead>
          <tbody>
            {shown.map((record) => (
              <tr key={recordName(record) + record.unit}>
                <th scope="row">{recordName(record)}</th>
                <td>{recordValue(record)}</td>
                <td><a href={link('log', record.evidence.date, record.evidence.workoutId)}>{day(record.evidence.date)}</a></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < newest.length && <div><button type="button" class="second" onClick={() => { all.value = true; }}>{t('progress.showAll', { count: newest.length })}</button></div>}
    </div>
  );
}
