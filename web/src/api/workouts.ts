// Workouts and records: what the server keeps of them.

import type { DistanceUnit, Log, Span, Workout } from 'coachwright';
import type { Item } from './types';

/** What a list shows of a workout. */
export interface WorkoutHistory {
  /** The calendar day in the person's time zone. */
  workoutDate: string;
  s3Key: string;
  extracted_data: {
    workoutName?: string;
    workoutType?: string;
    /** Minutes. */
    duration?: number;
    perceivedExertion?: number;
    exercises: string[];
    achievements: string[];
    concerns: string[];
  };
  coachId: string | null;
  isCompleted: boolean;
  needsFollowUp: boolean;
  userFeedback: Feedback | null;
}

export const difficulties = ['too_easy', 'just_right', 'too_hard'] as const;

export interface Feedback {
  /** 1 to 5. */
  satisfaction: number;
  difficulty: (typeof difficulties)[number];
  /** 1 to 5. */
  enjoyment: number;
  notes: string;
}

/** A workout with the words it was read from; the spans point into `text`. */
export interface WorkoutDetail {
  workout: Item<WorkoutHistory>;
  document: { sessionId: string; workoutDate: string; text: string; workout: Workout } | null;
  partial: boolean;
}

export interface Evidence {
  workoutId: string;
  date: string;
  span: Span;
}

export type RecordKind =
  | 'repMax' | 'estimatedOneRepMax' | 'mostReps' | 'longestDuration' | 'bestTime' | 'longestDistance' | 'benchmarkTime' | 'benchmarkScore';

/** A personal record with the words it rests on. */
export interface PersonalRecord {
  /** A movement or a benchmark. */
  subject: string;
  kind: RecordKind;
  reps?: number;
  distance?: { value: number; unit?: DistanceUnit };
  value: number;
  unit?: string;
  isEstimate: boolean;
  isScaled: boolean;
  evidence: Evidence;
  previous?: { value: number; unit?: string; evidence: Evidence };
}

export interface Logged {
  items: Item<WorkoutHistory>[];
  /** The records they broke. */
  records: PersonalRecord[];
  followUp: Log['followUp'];
}

export interface WorkoutChange {
  text?: string;
  workout?: Workout;
  workoutDate?: string;
  isCompleted?: boolean;
  userFeedback?: Feedback;
}

/** The id at the end of `workoutHistory#<date>#<id>`. */
export const workoutId = (item: Item<WorkoutHistory>): string => item.sk.split('#').slice(2).join('#');

export const workoutPath = (date: string, id: string): string => `/workouts/${encodeURIComponent(date)}/${encodeURIComponent(id)}`;
