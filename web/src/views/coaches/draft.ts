// A coach's configuration while it is being edited: what differs from what is kept, and how a preview of it is asked for.

import type { Change, CoachPatch } from '../../api/coaches';
import type { Coach, TechnicalConfig } from '../../api/types';

/** Everything that can be edited, flat, under the names that versions use for it. */
export interface Draft {
  coachName: string;
  /** A persona, or two joined by `+`. */
  persona: string;
  customInstructions: string;
  methodology: string;
  experience_level: string;
  training_frequency: number;
  preferred_intensity: string;
  goal_timeline: string;
  programming_focus: string[];
  specializations: string[];
  equipment_available: string[];
  injury_considerations: string[];
  'time_constraints.session_length': number;
  'time_constraints.available_days': string[];
}

export type Field = keyof Draft;

const TECHNICAL = [
  'methodology', 'experience_level', 'training_frequency', 'preferred_intensity', 'goal_timeline', 'programming_focus',
  'specializations', 'equipment_available', 'injury_considerations',
] as const;

/** The persona that a coach speaks with: the last one its history names. */
export function personaOf(coach: Coach): string {
  for (const { change } of [...coach.metadata.adaptation_history].reverse()) {
    const named = /(?:^|; )persona: (?:null|"[^"]*") -> "([^"]+)"/.exec(change)?.[1];
    if (named) return named;
  }
  return '';
}

export function draftOf(coach: Coach): Draft {
  const { time_constraints: time, ...config } = coach.technical_config;
  return {
    coachName: coach.coachName,
    persona: personaOf(coach),
    customInstructions: coach.customInstructions,
    ...config,
    'time_constraints.session_length': time.session_length,
    'time_constraints.available_days': time.available_days,
  };
}

const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What the draft changes, field by field. */
export const changesOf = (coach: Coach, draft: Draft): Change[] => {
  const kept = draftOf(coach);
  return (Object.keys(draft) as Field[]).filter((field) => !equal(kept[field], draft[field]))
    .map((field) => ({ field, from: kept[field], to: draft[field] }));
};

/** The same as a request to the server. */
export function patchOf(changes: Change[]): CoachPatch {
  const patch: Record<string, unknown> = {};
  const technical: Record<string, unknown> = {};
  const time: Record<string, unknown> = {};
  for (const { field, to } of changes) {
    if (field.startsWith('time_constraints.')) time[field.slice('time_constraints.'.length)] = to;
    else if ((TECHNICAL as readonly string[]).includes(field)) technical[field] = to;
    else patch[field] = to;
  }
  if (Object.keys(time).length) technical['time_constraints'] = time;
  if (Object.keys(technical).length) patch['technical_config'] = technical;
  return patch;
}

/** The coach as it would be with these changes, its history included, so that the engine renders what saving would give. */
export function withChanges(coach: Coach, draft: Draft, changes: Change[]): Coach {
  const { coachName, customInstructions } = draft;
  const technical_config = {
    ...coach.technical_config,
    ...Object.fromEntries(TECHNICAL.map((field) => [field, draft[field]])),
    time_constraints: {
      session_length: draft['time_constraints.session_length'],
      available_days: draft['time_constraints.available_days'],
    },
  } as TechnicalConfig;
  const change = changes.map(({ field, from, to }) => `${field}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`).join('; ');
  const record = { date: coach.metadata.last_updated, change, trigger: 'person', result: '' };
  const metadata = { ...coach.metadata, adaptation_history: [...coach.metadata.adaptation_history, record] };
  return { ...coach, coachName, customInstructions, technical_config, metadata };
}

/** The configuration that a block's source, such as `technical_config.time_constraints`, stands for. */
export function touches(source: string, field: string): boolean {
  const name = source.replace(/^technical_config\.?/, '').replace('metadata.adaptation_history.', '');
  const technical = (TECHNICAL as readonly string[]).includes(field) || field.startsWith('time_constraints.');
  if (source === 'technical_config') return technical;
  return field === name || field.startsWith(`${name}.`);
}
