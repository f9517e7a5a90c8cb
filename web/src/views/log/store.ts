// Logged workouts as the page knows them: what the server said last, with what still waits to be sent.

import { computed, signal } from '@preact/signals';
import type { Workout } from 'coachwright';
import {
  type Logged, type PersonalRecord, type WorkoutChange, type WorkoutDetail, type WorkoutHistory, workoutId, workoutPath,
} from '../../api/workouts';
import type { Item, Page } from '../../api/types';
import { read } from '../../data/answers';
import { type Change, outbox, type Outcome, withdraw, write } from '../../data/outbox';
import { dayNumber, dayOf } from '../../charts/scale';
import { t, today } from '../../i18n';
import { isRemoved, removeLater } from '../../ui/undo';
import { units } from '../../units';

export interface Range {
  from: string;
  to: string;
}

/** Days back that can be chosen with one tap; 0 is everything. */
export const SPANS = [7, 30, 90, 365, 0] as const;

export const lastDays = (days: number): Range => (days ? { from: dayOf(dayNumber(today()) - days + 1), to: '' } : { from: '', to: '' });

export const range = signal<Range>(lastDays(30));
const answered = signal<Item<WorkoutHistory>[] | null>(null);
export const cursor = signal<string | null>(null);
/** When the workouts were seen last, where the server cannot be reached now. */
export const keptSince = signal<Date | null>(null);
const records = signal<PersonalRecord[]>([]);

const PAGE = 30;
const path = (more: Record<string, string>): string => {
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of Object.entries({ ...range.value, ...more })) if (value) query.set(name, value);
  return `/workouts?${query.toString()}`;
};

let asked = 0;

/** Reads the first page of the chosen days, and the records. */
export async function load(): Promise<void> {
  const mine = ++asked;
  const [{ value, kept, at }] = await Promise.all([read<Page<Item<WorkoutHistory>>>(path({})), loadRecords()]);
  if (mine !== asked) return;
  answered.value = value.items;
  cursor.value = value.nextCursor;
  keptSince.value = kept ? at : null;
}

export async function loadMore(): Promise<void> {
  if (!cursor.value) return;
  const mine = asked;
  const { value } = await read<Page<Item<WorkoutHistory>>>(path({ cursor: cursor.value }));
  if (mine !== asked) return;
  answered.value = [...(answered.value ?? []), ...value.items];
  cursor.value = value.nextCursor;
}

/** Records are nice to have: a list without them is still a list. */
async function loadRecords(): Promise<void> {
  try {
    records.value = (await read<Page<PersonalRecord>>(`/records${units.value ? `?units=${units.value}` : ''}`)).value.items;
  } catch {
    records.value = [];
  }
}

/** The records that rest on a workout, those that were done before those that are computed. */
export const recordsOf = (id: string): PersonalRecord[] =>
  records.value.filter(({ evidence }) => evidence.workoutId === id).sort((one, other) => Number(one.isEstimate) - Number(other.isEstimate));

const waitsFor = (path: string): Change[] => outbox.value.filter((change) => change.path === path && !change.refused);

/** Whether a change of the workout waits to be sent. */
export const isWaiting = (item: Item<WorkoutHistory>): boolean => waitsFor(pathOf(item)).length > 0;

const pathOf = (item: Item<WorkoutHistory>): string => workoutPath(item.attributes.workoutDate, workoutId(item));

export const workouts = computed(() => answered.value?.filter((item) => !isRemoved(pathOf(item))) ?? null);

/** Logged, but not sent yet. */
export const unsent = computed(() => outbox.value.filter(({ kind, method, refused }) => kind === 'workout' && method === 'POST' && !refused).reverse());

export const detail = (date: string, id: string): Promise<WorkoutDetail> => read<WorkoutDetail>(workoutPath(date, id)).then(({ value }) => value);

export async function log(text: string, workouts: Workout[] | null, context: object, key: string): Promise<Outcome<Logged>> {
  const body = { text, ...(workouts ? { workouts } : {}), ...context };
  return write<Logged>({ method: 'POST', path: '/workouts', body, key, kind: 'workout', words: text });
}

export async function change(item: Item<WorkoutHistory>, body: WorkoutChange & object, words: string): Promise<boolean> {
  const outcome = await write<Item<WorkoutHistory>>({
    method: 'PATCH', path: pathOf(item), body, kind: 'workout', words, version: isWaiting(item) ? undefined : item.version,
  });
  if (outcome.sent) await load();
  return outcome.sent;
}

export const remove = (item: Item<WorkoutHistory>, name: string): Promise<void> =>
  removeLater(t('log.removed', { name }), { path: pathOf(item), version: item.version, kind: 'workout', words: name });

/** Takes back a workout that was not sent yet; gives its words. */
export async function takeBack(change: Change): Promise<string | null> {
  return (await withdraw(change.key)) ? change.words : null;
}
