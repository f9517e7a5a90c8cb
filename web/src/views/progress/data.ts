// Where the series come from: the server's own, else computed here from the workouts; those that wait to be sent are added.

import { signal } from '@preact/signals';
import type { Workout } from 'coachwright';
import { isProgress, type Progress } from '../../api/progress';
import { type PersonalRecord, type WorkoutDetail, type WorkoutHistory, workoutId, workoutPath } from '../../api/workouts';
import type { Item, Page } from '../../api/types';
import { dayNumber, dayOf } from '../../charts/scale';
import { type Answer, read } from '../../data/answers';
import { device } from '../../data/db';
import { outbox } from '../../data/outbox';
import { engine } from '../../engine';
import { timeZone, today } from '../../i18n';
import { loadUnit, units } from '../../units';
import { type Entry, merged, progressOf } from './compute';

export const progress = signal<Progress | null>(null);
export const records = signal<PersonalRecord[]>([]);
/** When the workouts were seen last, where the server cannot be reached now. */
export const keptSince = signal<Date | null>(null);
/** How many workouts could be read of how many there are, where they are not all. */
export const partly = signal<{ read: number; all: number } | null>(null);

/** Days that charts look back: 53 weeks. */
const DAYS = 371;
/** The most workouts that are read one by one. */
const MOST = 400;
/** Requests at a time. */
const AT_ONCE = 6;

export async function load(): Promise<void> {
  const asked = units.value ? { units: units.value } : {};
  const [own, best] = await Promise.all([fromServer(asked), read<Page<PersonalRecord>>(path('/records', asked)).catch(() => null)]);
  records.value = best?.value.items ?? [];
  const known = own ?? (await computed());
  const waiting = await unsent();
  progress.value = waiting.length ? merged(known, progressOf(waiting, today(), loadUnit()), today()) : known;
}

const path = (of: string, query: Record<string, string>): string => {
  const text = new URLSearchParams(query).toString();
  return text ? `${of}?${text}` : of;
};
const first = (): string => dayOf(dayNumber(today()) - DAYS + 1);

/** The server's series; none where it has none. */
async function fromServer(asked: Record<string, string>): Promise<Progress | null> {
  try {
    const { value, kept, at } = await read<unknown>(path('/progress', { from: first(), to: today(), timeZone: timeZone(), ...asked }));
    if (!isProgress(value)) return null;
    keptSince.value = kept ? at : null;
    partly.value = null;
    return value;
  } catch {
    // Not there, or not now: the workouts tell the same.
    return null;
  }
}

async function computed(): Promise<Progress> {
  const items: Item<WorkoutHistory>[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer<Page<Item<WorkoutHistory>>> = await read(path('/workouts', { from: first(), limit: '100', ...(cursor ? { cursor } : {}) }));
    items.push(...page.value.items);
    cursor = page.value.nextCursor;
    keptSince.value = page.kept ? page.at : null;
  } while (cursor && items.length < MOST);
  const entries: Entry[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const found = await Promise.all(items.slice(at, at + AT_ONCE).map((item) => entry(item).catch(() => null)));
    entries.push(...found.filter((one) => one !== null));
  }
  partly.value = entries.length < items.length || cursor ? { read: entries.length, all: items.length } : null;
  return progressOf(entries, today(), loadUnit());
}

/** A workout in full: as it was kept here, where it has not changed since. */
async function entry(item: Item<WorkoutHistory>): Promise<Entry | null> {
  const { workoutDate: date } = item.attributes;
  const id = workoutId(item);
  const at = workoutPath(date, id);
  const kept = (await (await device()).get('answers', at))?.value as WorkoutDetail | undefined;
  const detail = kept?.workout.version === item.version && kept.document ? kept : (await read<WorkoutDetail>(at)).value;
  return detail.document ? { id, date, workout: detail.document.workout } : null;
}

/** The workouts that wait to be sent. */
async function unsent(): Promise<Entry[]> {
  const waiting = outbox.value.filter(({ kind, method, refused }) => kind === 'workout' && method === 'POST' && !refused);
  const found = await Promise.all(waiting.map(async ({ key, body }) => {
    const { text, today: day, workouts } = body as { text: string; today: string; workouts?: Workout[] };
    const told = workouts ?? (await engine.extract({ text, now: new Date().toISOString(), today: day }).catch(() => ({ workouts: [] }))).workouts;
    return told.map((workout, at) => ({ id: `${key}-${at}`, date: workout.date?.value ?? day, workout }));
  }));
  return found.flat();
}
