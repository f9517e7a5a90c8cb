// Series for charts: what `GET /v1/progress` gives, and what the page computes by itself where the server cannot.

import type { Evidence } from './workouts';

/** A day on which something was trained. */
export interface TrainingDay {
  date: string;
  workouts: number;
  /** Minutes that were told. */
  minutes: number;
}

/** A week, from Monday on. */
export interface TrainingWeek {
  monday: string;
  workouts: number;
  minutes: number;
  /** Repetitions times load of all sets, in kilograms. */
  volume: number;
  /** Effort (RPE) times minutes of the workouts that tell both. */
  load: number;
  /** How many workouts tell both. */
  rated: number;
}

export interface LiftPoint {
  date: string;
  /** What one repetition may weigh, in kilograms. */
  value: number;
  /** False for a lift that was one repetition. */
  isEstimate: boolean;
  evidence: Evidence;
}

export interface BenchmarkPoint {
  date: string;
  /** Seconds, rounds or repetitions. */
  value: number;
  /** Repetitions beyond the full rounds. */
  reps: number;
  isScaled: boolean;
  evidence: Evidence;
}

export interface Streaks {
  /** Weeks in a row with training, this one or the last one included. */
  current: number;
  longest: number;
}

export interface Progress {
  calendar: TrainingDay[];
  weeks: TrainingWeek[];
  /** By movement, the most trained first. */
  lifts: { movement: string; points: LiftPoint[] }[];
  benchmarks: { benchmark: string; score: 'time' | 'rounds' | 'reps'; points: BenchmarkPoint[] }[];
  streaks: Streaks;
}

/** Whether a server's answer has these series. */
export const isProgress = (value: unknown): value is Progress => {
  const { calendar, weeks, lifts, benchmarks, streaks } = (value ?? {}) as Partial<Record<keyof Progress, unknown>>;
  return [calendar, weeks, lifts, benchmarks].every(Array.isArray) && typeof streaks === 'object' && streaks !== null;
};
