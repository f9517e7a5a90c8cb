// Coaches: what the server keeps of them and does with them.

import type { RenderedPrompts } from 'coachwright';
import type { Coach, Item, TechnicalConfig } from './types';

/** One field that changed; nested fields by path, such as `time_constraints.session_length`. */
export interface Change {
  field: string;
  from: unknown;
  to: unknown;
}

export interface Version {
  /** `major.minor`. */
  version: string;
  date: string;
  /** What called for it: `interview`, `person`, `restored 1.0` … */
  trigger: string;
  result: string;
  changes: Change[];
  restorable: boolean;
}

/** What to change; absent fields stay. */
export interface CoachPatch {
  coachName?: string;
  /** A persona, or two joined by `+`. */
  persona?: string;
  customInstructions?: string;
  technical_config?: Partial<Omit<TechnicalConfig, 'time_constraints'>> & { time_constraints?: Partial<TechnicalConfig['time_constraints']> };
  isActive?: boolean;
  isPrimary?: boolean;
}

export type Prompts = RenderedPrompts & { coachId: string; version: string };

/** The id at the end of `coach#<id>`. */
export const coachId = (item: Item<Coach>): string => item.sk.slice(item.sk.indexOf('#') + 1);

export const coachPath = (id: string, rest = ''): string => `/coaches/${encodeURIComponent(id)}${rest}`;
