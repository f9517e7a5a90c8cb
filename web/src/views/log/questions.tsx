// What a text leaves open, asked: a tap chooses between readings, a few words fill in what is missing.

import { useSignal } from '@preact/signals';
import type { Ambiguity, FollowUp, LoadUnit, Missing, Workout } from 'coachwright';
import { useId } from 'preact/hooks';
import { clock, number, t, tCode } from '../../i18n';
import { insertAt, quote } from '../../ui/bytes';
import { units } from '../../units';
import { confirm, timeAt, withDistanceUnit, withLoad, withLoadUnit, withReps, withTime } from './corrections';
import { DISTANCE_UNITS } from './facts';

interface AmbiguitiesProps {
  text: string;
  workout: Workout;
  onCorrect: (workout: Workout) => void;
}

interface Option {
  text: string;
  choose: () => Workout;
}

export function Ambiguities({ text, workout, onCorrect }: AmbiguitiesProps) {
  const open = workout.ambiguities.filter(({ kind }, at, all) =>
    // Whose units are known is not asked for them; one answer holds for all loads.
    !(units.value && (kind === 'loadUnit' || kind === 'distanceUnit')) && (kind !== 'loadUnit' || all.findIndex((other) => other.kind === kind) === at));
  if (!open.length) return null;
  return (
    <ul class="questions">
      {open.map((ambiguity) => (
        <li key={ambiguity.kind + String(ambiguity.span)} class="notice tight">
          <p>{t(`log.ask.${ambiguity.kind}`, { words: quote(text, ambiguity.span) })}</p>
          <div class="row">
            {options(text, workout, ambiguity).map((option) => (
              <button key={option.text} type="button" class="chip" onClick={() => onCorrect(option.choose())}>{option.text}</button>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The most readings that are offered to tap. */
const MOST = 8;

function options(text: string, workout: Workout, ambiguity: Ambiguity): Option[] {
  const right: Option = { text: t('log.right'), choose: () => confirm(workout, ambiguity) };
  const named = (quote(text, ambiguity.span).match(/\d+(?:[.,]\d+)?/g) ?? []).map((digits) => Number(digits.replace(',', '.')));
  switch (ambiguity.kind) {
    case 'loadUnit':
      return (['kg', 'lb'] satisfies LoadUnit[]).map((unit) => ({ text: tCode('unit', unit), choose: () => withLoadUnit(workout, unit) }));
    case 'distanceUnit':
      return DISTANCE_UNITS.slice(0, 4).map((unit) => ({ text: tCode('unit', unit), choose: () => withDistanceUnit(workout, ambiguity, unit) }));
    case 'clockUnit': {
      const read = timeAt(workout, ambiguity);
      if (read === null) return [right];
      const short = read >= 3600 ? read / 60 : read;
      return [short, short * 60].map((value) => ({ text: clock(value), choose: () => withTime(workout, ambiguity, value) }));
    }
    case 'rxLoad':
      return [...named.map((value) => ({ text: number(value), choose: () => withLoad(workout, ambiguity, value) })), right];
    case 'range': {
      const [low = 0, high = low] = named;
      if (!(high >= low) || high - low >= MOST) return [right];
      return Array.from({ length: high - low + 1 }, (_, step) => low + step).map((value) => ({ text: number(value), choose: () => withReps(workout, ambiguity, value) }));
    }
    default:
      return [right];
  }
}

/** What is asked by an ambiguity already. */
const ASKED: Missing[] = ['implausible', 'load_unit', 'distance_unit', 'rx_load', 'clock_unit'];

interface MissingProps {
  text: string;
  followUp: FollowUp;
  workout: Workout;
  /** Takes the text with the answer in its place. */
  onAnswer: (text: string) => void;
}

/** The one question worth asking: its answer goes into the text, so that it has words of its own. */
export function FollowUpQuestion({ text, followUp, workout, onAnswer }: MissingProps) {
  const answer = useSignal('');
  const id = useId();
  if (ASKED.includes(followUp.missing) || workout.ambiguities.some(({ kind }) => kind === 'range' && followUp.missing === 'reps')) return null;
  const add = () => {
    const words = answer.value.trim();
    if (!words) return;
    answer.value = '';
    onAnswer(answered(text, followUp, workout, words));
  };
  return (
    <div class="notice tight">
      <label for={id}>{followUp.question}</label>
      <div class="row answer">
        <input
          id={id} value={answer.value} autocomplete="off" onInput={(event) => { answer.value = event.currentTarget.value; }}
          onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); add(); } }}
        />
        <button type="button" class="second" onClick={add}>{t('log.add')}</button>
      </div>
    </div>
  );
}

/** The text with the answer behind the words it is about. */
function answered(text: string, { missing, span }: FollowUp, workout: Workout, words: string): string {
  const exercise = workout.exercises.find(({ name }) => name.span[0] === span[0] && name.span[1] === span[1]);
  const end = exercise ? Math.max(span[1], ...exercise.sets.map((set) => set.span[1])) : missing === 'score' ? span[1] : workout.span[1];
  const at = missing === 'load' && /^\d/.test(words) ? ' @ ' : ' ';
  return insertAt(text, end, at + words);
}
