// A workout as facts: each with its words in the text, a short form to read, and what of it can be corrected.

import type { Distance, DistanceUnit, Load, LoadUnit, Set, Span, Workout } from 'coachwright';
import { clock, number, tCode, words } from '../../i18n';

/** Marks of a text by what they tell, for the eye: movements, numbers, all else. */
export type MarkKind = 'movement' | 'figure' | 'note';

export interface Mark {
  span: Span;
  kind: MarkKind;
}

const FIGURES = [
  'reps', 'weight', 'distance', 'durationSeconds', 'calories', 'rpe', 'rir', 'percent', 'duration', 'resultSeconds', 'timeCapSeconds',
  'rounds', 'perceivedExertion', 'bodyweight',
] as const;
const NOTES = ['date', 'intensity', 'environment', 'weather', 'scaled'] as const;

interface Found { span: Span }

/** Where everything stands that was read, each place once. */
export function marksOf(workouts: Workout[]): Mark[] {
  const marks = new Map<string, Mark>();
  const add = (kind: MarkKind, found: Found | null | undefined) => {
    if (found) marks.set(String(found.span), { span: found.span, kind });
  };
  const figures = (of: Partial<Record<string, unknown>>) => {
    for (const name of FIGURES) {
      const found = of[name];
      if (found && typeof found === 'object' && 'span' in found) add('figure', found as Found);
    }
  };
  for (const workout of workouts) {
    for (const name of NOTES) add('note', workout[name]);
    for (const found of [...workout.achievements, ...workout.concerns]) add('note', found);
    figures(workout as unknown as Record<string, unknown>);
    for (const exercise of workout.exercises) {
      for (const set of exercise.sets) figures(set as unknown as Record<string, unknown>);
      add('movement', exercise.name);
    }
    add('movement', workout.name ?? workout.benchmark);
  }
  return [...marks.values()];
}

export interface SetGroup {
  /** Its first set, and how many equal ones follow. */
  at: number;
  count: number;
  set: Set;
  spans: Span[];
}

const content = ({ reps, weight, distance, durationSeconds, calories, rpe, rir, percent, tempo, failed, warmUp }: Set): string =>
  JSON.stringify([
    reps?.value, weight?.value, distance?.value, durationSeconds?.value, calories?.value, rpe?.value, rir?.value, percent?.value, tempo?.value, !!failed, !!warmUp,
  ]);

/** Sets in a row that tell the same. */
export function groups(sets: Set[]): SetGroup[] {
  const found: SetGroup[] = [];
  for (const [at, set] of sets.entries()) {
    const last = found.at(-1);
    if (last && content(last.set) === content(set)) {
      last.count += 1;
      last.spans.push(set.span);
    } else {
      found.push({ at, count: 1, set, spans: [set.span] });
    }
  }
  return found;
}

export const loadText = ({ value, unit }: Load): string => (unit ? `${number(value)} ${tCode('unit', unit)}` : number(value));
export const distanceText = ({ value, unit }: Distance): string => (unit ? `${number(value)} ${tCode('unit', unit)}` : number(value));

/** `5 × 5 · 225 lb · RPE 8`. */
export function setText(count: number, set: Set): string {
  const times = count > 1 ? `${number(count)} × ` : '';
  const amount = [
    set.reps && number(set.reps.value),
    set.distance && distanceText(set.distance.value),
    set.durationSeconds && clock(set.durationSeconds.value),
    set.calories && `${number(set.calories.value)} ${tCode('unit', 'cal')}`,
  ].filter(Boolean).join(' · ');
  const parts = [
    amount && `${times}${amount}`,
    set.weight && loadText(set.weight.value),
    set.percent && `${number(set.percent.value)} %`,
    set.bodyweight && tCode('set', 'bodyweight'),
    set.rpe && `RPE ${number(set.rpe.value)}`,
    set.rir && `RIR ${number(set.rir.value)}`,
    set.tempo?.value,
    set.warmUp && tCode('set', 'warm_up'),
    set.failed && tCode('set', 'failed'),
  ].filter(Boolean);
  return parts.join(' · ') || (count > 1 ? number(count) : '–');
}

/** A workout's name: what it is called, else its kind. */
export function titleOf({ name, benchmark, workoutType }: Pick<Workout, 'name' | 'benchmark' | 'workoutType'>): string {
  if (name) return name.value;
  if (benchmark) return tCode('benchmark', benchmark.value);
  return tCode('workoutType', workoutType?.value ?? 'other');
}

export const movementText = (code: string): string => tCode('movement', code);

/** A movement's code for words that are not in the list. */
export const movementCode = (text: string): string =>
  text.trim().toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || words(text);

/** `6:32`, `1:02:03` or plain seconds, as seconds. */
export function seconds(text: string): number | null {
  const parts = text.trim().split(':').map((part) => Number(part.replace(',', '.')));
  if (!text.trim() || parts.some((part) => !Number.isFinite(part) || part < 0) || parts.length > 3) return null;
  return parts.reduce((total, part) => total * 60 + part, 0);
}

export const LOAD_UNITS: LoadUnit[] = ['kg', 'lb', 'pood'];
export const DISTANCE_UNITS: DistanceUnit[] = ['m', 'km', 'mi', 'yd', 'ft'];
