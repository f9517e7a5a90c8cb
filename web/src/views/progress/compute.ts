// Series from logged workouts. Pure; the same workouts give the same series, whatever their order.

import type { Load, Set, Workout } from 'coachwright';
import type { BenchmarkPoint, LiftPoint, Progress, Streaks, TrainingDay, TrainingWeek } from '../../api/progress';
import { dayNumber, dayOf, monday } from '../../charts/scale';
import { KILOGRAMS } from '../../units';

/** A logged workout. */
export interface Entry {
  id: string;
  date: string;
  workout: Workout;
}

/** The most repetitions that one repetition is estimated from; beyond, the formulas are worthless. */
const ESTIMATE_REPS = 12;

/**
 * What one repetition may weigh: the mean of Epley, `w (1 + r / 30)`, and Brzycki, `36 w / (37 - r)`, as the engine's records
 * compute it.
 */
export function oneRepMax(weight: number, reps: number): number | null {
  if (reps < 1 || reps > ESTIMATE_REPS) return null;
  if (reps === 1) return weight;
  return Math.round(5 * (weight * (1 + reps / 30) + (weight * 36) / (37 - reps))) / 10;
}

/** Kilograms of a load; `bare` is the unit of loads without one. */
const kilograms = ({ value, unit }: Load, bare: 'kg' | 'lb'): number | null => {
  const factor = KILOGRAMS[unit ?? bare];
  return factor === null ? null : value * factor;
};

const done = ({ failed }: Set): boolean => !failed;

/** Minutes that a workout tells: of the session, else of its timed result. */
const minutesOf = ({ duration, resultSeconds }: Workout): number => duration?.value ?? (resultSeconds ? resultSeconds.value / 60 : 0);

/** The session's effort; where only sets tell theirs, the hardest. */
function effortOf({ perceivedExertion, exercises }: Workout): number | null {
  if (perceivedExertion) return perceivedExertion.value;
  const efforts = exercises.flatMap(({ sets }) => sets.flatMap(({ rpe }) => (rpe ? [rpe.value] : [])));
  return efforts.length ? Math.max(...efforts) : null;
}

/** Kilograms moved; sets of a workout in rounds count for each full round. */
function volumeOf({ exercises, rounds }: Workout, bare: 'kg' | 'lb'): number {
  const moved = ({ reps, weight }: Set) => (reps && weight ? reps.value * (kilograms(weight.value, bare) ?? 0) : 0);
  const once = exercises.flatMap(({ sets }) => sets.filter(done)).reduce((sum, set) => sum + moved(set), 0);
  return once * Math.max(1, rounds?.value ?? 1);
}

export function progressOf(entries: Entry[], today: string, bare: 'kg' | 'lb'): Progress {
  const ordered = [...entries].sort((one, other) => one.date.localeCompare(other.date) || one.id.localeCompare(other.id));
  const days = new Map<string, TrainingDay>();
  const weeks = new Map<string, TrainingWeek>();
  for (const { date, workout } of ordered) {
    const minutes = minutesOf(workout);
    const day = days.get(date) ?? { date, workouts: 0, minutes: 0 };
    days.set(date, { date, workouts: day.workouts + 1, minutes: day.minutes + minutes });
    const start = dayOf(monday(dayNumber(date)));
    const week = weeks.get(start) ?? empty(start);
    const effort = effortOf(workout);
    const rated = effort !== null && minutes > 0;
    weeks.set(start, {
      monday: start,
      workouts: week.workouts + 1,
      minutes: week.minutes + minutes,
      volume: week.volume + volumeOf(workout, bare),
      load: week.load + (rated ? effort * minutes : 0),
      rated: week.rated + (rated ? 1 : 0),
    });
  }
  return {
    calendar: [...days.values()],
    weeks: [...weeks.values()],
    lifts: lifts(ordered, bare),
    benchmarks: benchmarks(ordered),
    streaks: streaks([...weeks.keys()], today),
  };
}

const empty = (start: string): TrainingWeek => ({ monday: start, workouts: 0, minutes: 0, volume: 0, load: 0, rated: 0 });

/** The best estimate of each day, by movement. */
function lifts(entries: Entry[], bare: 'kg' | 'lb'): Progress['lifts'] {
  const found = new Map<string, Map<string, LiftPoint>>();
  for (const { id, date, workout } of entries) {
    for (const { name, sets } of workout.exercises) {
      for (const { reps, weight, span } of sets.filter(done)) {
        const load = reps && weight && kilograms(weight.value, bare);
        const value = load ? oneRepMax(load, reps.value) : null;
        if (value === null || !reps) continue;
        const days = found.get(name.value) ?? new Map<string, LiftPoint>();
        const known = days.get(date);
        if (!known || value > known.value) days.set(date, { date, value, isEstimate: reps.value > 1, evidence: { workoutId: id, date, span } });
        found.set(name.value, days);
      }
    }
  }
  return [...found].map(([movement, days]) => ({ movement, points: [...days.values()] }))
    .sort((one, other) => other.points.length - one.points.length || one.movement.localeCompare(other.movement));
}

function benchmarks(entries: Entry[]): Progress['benchmarks'] {
  const found = new Map<string, Progress['benchmarks'][number]>();
  for (const { id, date, workout } of entries) {
    const { benchmark, resultSeconds, rounds, reps, scaled } = workout;
    const result = resultSeconds ?? rounds ?? reps;
    if (!benchmark || !result) continue;
    const score = resultSeconds ? 'time' : rounds ? 'rounds' : 'reps';
    const point: BenchmarkPoint = {
      date, value: result.value, reps: score === 'rounds' ? (reps?.value ?? 0) : 0, isScaled: scaled?.value ?? false,
      evidence: { workoutId: id, date, span: result.span },
    };
    const series = found.get(benchmark.value + score) ?? { benchmark: benchmark.value, score, points: [] };
    series.points.push(point);
    found.set(benchmark.value + score, series);
  }
  return [...found.values()].sort((one, other) => other.points.length - one.points.length || one.benchmark.localeCompare(other.benchmark));
}

/** Weeks in a row; a week that has not been trained in yet breaks nothing before it is over. */
export function streaks(mondays: string[], today: string): Streaks {
  const trained = new Set(mondays.map((start) => dayNumber(start)));
  const back = (from: number): number => {
    let length = 0;
    while (trained.has(from - 7 * length)) length += 1;
    return length;
  };
  const now = monday(dayNumber(today));
  const longest = Math.max(0, ...[...trained].filter((start) => !trained.has(start + 7)).map(back));
  return { current: trained.has(now) ? back(now) : back(now - 7), longest };
}

/** Series with those of other workouts added: what waits to be sent is counted like what was. */
export function merged(base: Progress, more: Progress, today: string): Progress {
  const days = new Map(base.calendar.map((day) => [day.date, day]));
  for (const day of more.calendar) {
    const known = days.get(day.date);
    days.set(day.date, known ? { ...known, workouts: known.workouts + day.workouts, minutes: known.minutes + day.minutes } : day);
  }
  const weeks = new Map(base.weeks.map((week) => [week.monday, week]));
  for (const week of more.weeks) {
    const known = weeks.get(week.monday) ?? empty(week.monday);
    weeks.set(week.monday, {
      monday: week.monday,
      workouts: known.workouts + week.workouts,
      minutes: known.minutes + week.minutes,
      volume: known.volume + week.volume,
      load: known.load + week.load,
      rated: known.rated + week.rated,
    });
  }
  const lifted = new Map(base.lifts.map(({ movement, points }) => [movement, points]));
  for (const { movement, points } of more.lifts) {
    const best = new Map((lifted.get(movement) ?? []).map((point) => [point.date, point]));
    for (const point of points) if (point.value > (best.get(point.date)?.value ?? 0)) best.set(point.date, point);
    lifted.set(movement, byDate([...best.values()]));
  }
  const results = new Map(base.benchmarks.map((series) => [series.benchmark + series.score, series]));
  for (const series of more.benchmarks) {
    const known = results.get(series.benchmark + series.score) ?? { ...series, points: [] };
    results.set(series.benchmark + series.score, { ...known, points: byDate([...known.points, ...series.points]) });
  }
  const trained = streaks([...weeks.values()].filter(({ workouts }) => workouts > 0).map(({ monday: start }) => start), today);
  return {
    calendar: byDate([...days.values()]),
    weeks: [...weeks.values()].sort((one, other) => one.monday.localeCompare(other.monday)),
    lifts: [...lifted].map(([movement, points]) => ({ movement, points })),
    benchmarks: [...results.values()],
    // The server knows weeks from before the series; more training never shortens a streak.
    streaks: { current: Math.max(base.streaks.current, trained.current), longest: Math.max(base.streaks.longest, trained.longest) },
  };
}

const byDate = <T extends { date: string }>(points: T[]): T[] => points.sort((one, other) => one.date.localeCompare(other.date));

/** The last `count` weeks up to this one, those without training included. */
export function lastWeeks(weeks: TrainingWeek[], today: string, count: number): TrainingWeek[] {
  const known = new Map(weeks.map((week) => [week.monday, week]));
  const now = monday(dayNumber(today));
  return Array.from({ length: count }, (_, at) => dayOf(now - 7 * (count - 1 - at))).map((start) => known.get(start) ?? empty(start));
}
