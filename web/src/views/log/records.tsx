// Personal records in words, with what they rest on.

import type { Span } from 'coachwright';
import type { PersonalRecord } from '../../api/workouts';
import { clock, day, number, t, tCode } from '../../i18n';
import { quote } from '../../ui/bytes';
import { distanceText } from './facts';

/** The value of a record: `225 lb`, `6:10`, `14 rounds + 7`. */
export function recordValue({ kind, value, unit, reps }: Pick<PersonalRecord, 'kind' | 'value' | 'unit' | 'reps'>): string {
  switch (kind) {
    case 'longestDuration':
    case 'bestTime':
    case 'benchmarkTime':
      return clock(value);
    case 'benchmarkScore':
      return unit === 'rounds' ? t(reps ? 'record.roundsAnd' : 'record.rounds', { count: value, reps: reps ?? 0 }) : t('record.reps', { count: value });
    case 'mostReps':
      return t('record.reps', { count: value });
    case 'longestDistance':
      return value >= 1000 ? `${number(value / 1000)} ${tCode('unit', 'km')}` : `${number(value)} ${tCode('unit', 'm')}`;
    default:
      return unit ? `${number(value)} ${tCode('unit', unit)}` : number(value);
  }
}

/** What it is the record of: `Back squat, 5 reps`. */
export function recordName({ kind, subject, reps, distance, isScaled }: PersonalRecord): string {
  const benchmark = kind === 'benchmarkTime' || kind === 'benchmarkScore';
  const name = tCode(benchmark ? 'benchmark' : 'movement', subject);
  const about = kind === 'repMax' ? t('record.for', { count: reps ?? 1 })
    : kind === 'estimatedOneRepMax' ? t('record.estimate')
    : kind === 'bestTime' && distance ? distanceText({ value: distance.value, unit: distance.unit ?? null })
    : kind === 'longestDuration' ? t('record.longest')
    : kind === 'longestDistance' ? t('record.farthest')
    : '';
  return [name, about, isScaled && tCode('set', 'scaled')].filter(Boolean).join(', ');
}

interface Props {
  records: PersonalRecord[];
  /** The words of the workout, where they are at hand. */
  text?: string | undefined;
  onLight?: (spans: Span[]) => void;
}

/** Records with the words they rest on and what they beat. */
export function Records({ records, text, onLight }: Props) {
  return (
    <ul class="records">
      {records.map((record) => (
        <li
          key={record.kind + record.subject + record.reps} class={record.isEstimate ? 'estimate' : ''}
          onPointerEnter={() => onLight?.([record.evidence.span])} onPointerLeave={() => onLight?.([])}
        >
          <span class="medal" aria-hidden="true">★</span>
          <span>
            <strong>{recordName(record)}: {recordValue(record)}</strong>
            <span class="quiet small">
              {text && <> {t('record.words', { words: quote(text, record.evidence.span) })}</>}
              {record.previous && <> {t('record.before', { value: recordValue({ ...record, ...record.previous }), date: day(record.previous.evidence.date) })}</>}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The most telling records of a workout, in brief. */
export function Badges({ records }: { records: PersonalRecord[] }) {
  const done = records.filter(({ isEstimate }) => !isEstimate);
  if (!done.length) return null;
  return (
    <span class="row badges">
      {done.slice(0, 2).map((record) => <span key={record.kind + record.subject + record.reps} class="badge medal-badge">★ {recordName(record)}: {recordValue(record)}</span>)}
      {done.length > 2 && <span class="quiet small">{t('record.more', { count: done.length - 2 })}</span>}
    </span>
  );
}
