// The person: profile, preferences, data. Stored entities have the JSON of the data model.

import type { Span } from 'coachwright';

export const genders = ['female', 'male', 'other', 'prefer_not_to_say'] as const;
export const levels = ['beginner', 'intermediate', 'advanced'] as const;

export interface Profile {
  userId?: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  /** A calendar day. */
  dateOfBirth?: string;
  gender?: (typeof genders)[number];
  fitnessLevel?: (typeof levels)[number];
  goals: string[];
  preferences: {
    workoutTypes: string[];
    /** Minutes a session. */
    availableTime?: number;
    equipment: string[];
    trainingDays: string[];
  };
  subscription?: { tier: string; status: string; expiresAt?: string };
  /** An IANA name. */
  timezone?: string;
}

export const frequencies = ['daily', 'weekly', 'monthly'] as const;
export const sharings = ['none', 'anonymized', 'full'] as const;
export const audiences = ['private', 'friends', 'public'] as const;

export interface Preferences {
  notification_settings: {
    workout_reminders: boolean;
    coach_messages: boolean;
    progress_updates: boolean;
    email_frequency: (typeof frequencies)[number];
    push_notifications: boolean;
  };
  privacy_settings: {
    data_sharing: (typeof sharings)[number];
    public_profile: boolean;
    workout_sharing: (typeof audiences)[number];
  };
  ui_preferences: {
    theme: 'light' | 'dark' | 'auto';
    language: 'en' | 'es' | 'fr';
    measurement_units?: 'imperial' | 'metric';
    default_coach?: string;
  };
}

/** What to change of something: absent members stay. */
export type Patch<T> = { [K in keyof T]?: T[K] extends unknown[] ? T[K] : T[K] extends object ? Patch<T[K]> : T[K] | null };

/** What holds until the person says otherwise: the data model's own defaults. */
export const defaults: Preferences = {
  notification_settings: { workout_reminders: true, coach_messages: true, progress_updates: true, email_frequency: 'weekly', push_notifications: true },
  privacy_settings: { data_sharing: 'none', public_profile: false, workout_sharing: 'private' },
  ui_preferences: { theme: 'auto', language: 'en' },
};

export const noProfile: Profile = { goals: [], preferences: { workoutTypes: [], equipment: [], trainingDays: [] } };

/** An export: asked for, then fetched by its day. */
export interface Export {
  date?: string;
  status?: string;
}

export const memoryKinds = ['injury', 'goal', 'preference', 'constraint', 'schedule', 'fact'] as const;

/** Something that a person's coaches keep in mind. */
export interface Memory {
  memoryId: string;
  kind: (typeof memoryKinds)[number];
  /** What is remembered, in one sentence. */
  text: string;
  source: {
    from: 'person' | 'interview' | 'conversation';
    /** The message that told it, and the words of it that it rests on. */
    message?: string;
    span?: Span;
    at: string;
  };
  isActive: boolean;
}

export const memoryPath = (id: string): string => `/me/memories/${encodeURIComponent(id)}`;

/** What an import would write, or has written. */
export interface Imported {
  dryRun: boolean;
  format: 'coachwright' | 'strong' | 'hevy' | null;
  /** What to send with the same content to write it. */
  confirm?: string;
  counts: Record<string, { new: number; present: number }>;
  workouts: { date: string; name?: string; exercises: string[] }[];
  problems: { place: string; detail: string }[];
}
