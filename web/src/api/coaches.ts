// Coaches: what the server keeps of them and does with them.

import type { RenderedPrompts } from 'coachwright';
import { call, get } from './http';
import type { Coach, Item, Page, TechnicalConfig } from './types';

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

/** All coaches of the person: they are few. */
export async function listCoaches(): Promise<Item<Coach>[]> {
  const found: Item<Coach>[] = [];
  let cursor: string | null = '';
  do {
    const page: Page<Item<Coach>> = await get(`/coaches?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

export const getCoach = (id: string): Promise<Item<Coach>> => get(coachPath(id));

export const changeCoach = (id: string, body: CoachPatch, version: number): Promise<Item<Coach>> =>
  call('PATCH', coachPath(id), { body, version });

export const coachPrompts = (id: string, locale: string): Promise<Prompts> => get(coachPath(id, `/prompts?locale=${locale}`));

export const coachVersions = async (id: string): Promise<Version[]> => (await get<Page<Version>>(coachPath(id, '/versions'))).items;

export const restoreCoach = (id: string, wanted: string, version: number): Promise<Item<Coach>> =>
  call('POST', coachPath(id, `/versions/${encodeURIComponent(wanted)}/restore`), { version });
