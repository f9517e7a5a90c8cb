// What a person made of a reading. Pure: each takes a workout and gives the corrected one; the spans stay with the words.

import type { Ambiguity, DistanceUnit, Exercise, LoadUnit, Set, Span, Workout } from 'coachwright';

/** What of a set can be corrected; null for what is not so. */
export interface SetValues {
  count: number;
  reps: number | null;
  weight: number | null;
  unit: LoadUnit | null;
  distance: number | null;
  distanceUnit: DistanceUnit | null;
  seconds: number | null;
  calories: number | null;
  rpe: number | null;
}

/** The numbers of a whole workout that can be corrected. */
export const FIGURES = ['resultSeconds', 'rounds', 'reps', 'duration', 'timeCapSeconds', 'perceivedExertion'] as const;
export type Figure = (typeof FIGURES)[number];

/** The workout with one exercise changed. */
export const withExercise = (workout: Workout, at: number, change: (exercise: Exercise) => Exercise): Workout =>
  ({ ...workout, exercises: workout.exercises.map((exercise, place) => (place === at ? change(exercise) : exercise)) });

export const rename = (workout: Workout, at: number, code: string): Workout =>
  withExercise(workout, at, (known) => ({ ...known, name: { ...known.name, value: code } }));

export const withoutExercise = (workout: Workout, exercise: number): Workout =>
  ({ ...workout, exercises: workout.exercises.filter((_, place) => place !== exercise) });

/** Replaces the `count` sets from `at` on by as many as the values say. */
export function withSets(workout: Workout, exercise: number, at: number, count: number, values: SetValues): Workout {
  return withExercise(workout, exercise, (known) => {
    const first = known.sets[at];
    const base: Set = first ?? { span: known.name.span };
    const found = <V>(old: { span: Span } | null | undefined, value: V | null) => (value === null ? null : { value, span: old?.span ?? base.span });
    const set = clean({
      ...base,
      reps: found(base.reps, values.reps),
      weight: found(base.weight, values.weight === null ? null : clean({ value: values.weight, unit: values.unit })),
      distance: found(base.distance, values.distance === null ? null : clean({ value: values.distance, unit: values.distanceUnit })),
      durationSeconds: found(base.durationSeconds, values.seconds),
      calories: found(base.calories, values.calories),
      rpe: found(base.rpe, values.rpe),
    });
    const sets = known.sets.toSpliced(at, count, ...Array.from({ length: values.count }, () => set));
    return { ...known, sets };
  });
}

export function withFigure(workout: Workout, figure: Figure, value: number | null): Workout {
  const span = workout[figure]?.span ?? workout.span;
  return clean({ ...workout, [figure]: value === null ? null : { value, span } });
}

export const withDate = (workout: Workout, date: string): Workout => ({ ...workout, date: { value: date, span: workout.date?.span ?? workout.span } });

export const withoutNote = (workout: Workout, list: 'achievements' | 'concerns', at: number): Workout =>
  ({ ...workout, [list]: (workout[list] as unknown[]).filter((_, place) => place !== at) });

export const withCompleted = (workout: Workout, value: boolean): Workout => ({ ...workout, isCompleted: { ...workout.isCompleted, value } });

const without = (workout: Workout, done: (ambiguity: Ambiguity) => boolean): Workout =>
  ({ ...workout, ambiguities: workout.ambiguities.filter((ambiguity) => !done(ambiguity)) });

/** The reading is right as it is. */
export const confirm = (workout: Workout, ambiguity: Ambiguity): Workout =>
  without(workout, ({ kind, span }) => kind === ambiguity.kind && same(span, ambiguity.span));

const everySet = (workout: Workout, change: (set: Set) => Set): Workout =>
  ({ ...workout, exercises: workout.exercises.map((exercise) => ({ ...exercise, sets: exercise.sets.map(change) })) });

/** Gives every load without a unit this one. */
export const withLoadUnit = (workout: Workout, unit: LoadUnit): Workout =>
  without(everySet(workout, (set) => (set.weight && !set.weight.value.unit ? { ...set, weight: { ...set.weight, value: { ...set.weight.value, unit } } } : set)),
    ({ kind }) => kind === 'loadUnit');

/** Gives every distance at these words this unit. */
export const withDistanceUnit = (workout: Workout, ambiguity: Ambiguity, unit: DistanceUnit): Workout =>
  confirm(everySet(workout, (set) => (set.distance && touch(set.distance.span, ambiguity.span)
    ? { ...set, distance: { ...set.distance, value: { ...set.distance.value, unit } } } : set)), ambiguity);

/** Sets every time at these words. */
export function withTime(workout: Workout, ambiguity: Ambiguity, value: number): Workout {
  const changed = everySet(workout, (set) => (set.durationSeconds && touch(set.durationSeconds.span, ambiguity.span)
    ? { ...set, durationSeconds: { ...set.durationSeconds, value } } : set));
  const result = changed.resultSeconds;
  return confirm(result && touch(result.span, ambiguity.span) ? { ...changed, resultSeconds: { ...result, value } } : changed, ambiguity);
}

/** Sets the load that the words name, of those that are given there. */
export const withLoad = (workout: Workout, ambiguity: Ambiguity, value: number): Workout =>
  confirm(everySet(workout, (set) => (set.weight && touch(set.weight.span, ambiguity.span)
    ? { ...set, weight: { ...set.weight, value: { ...set.weight.value, value } } } : set)), ambiguity);

/** Sets the repetitions of the sets that the words tell of. */
export const withReps = (workout: Workout, ambiguity: Ambiguity, value: number): Workout =>
  confirm(everySet(workout, (set) => (touch(set.span, ambiguity.span) ? { ...set, reps: { value, span: ambiguity.span } } : set)), ambiguity);

/** The time at these words, where one was read. */
export function timeAt(workout: Workout, { span }: Ambiguity): number | null {
  const times = [workout.resultSeconds, ...workout.exercises.flatMap(({ sets }) => sets.map((set) => set.durationSeconds))];
  return times.find((time) => time && touch(time.span, span))?.value ?? null;
}

const same = (one: Span, other: Span): boolean => one[0] === other[0] && one[1] === other[1];
const touch = (one: Span, other: Span): boolean => one[0] < other[1] && other[0] < one[1];

/** The same without its empty members: what is not known is absent. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)) as T;
}
