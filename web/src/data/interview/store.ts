// Interviews on this device, and the one that is shown.

import { computed, signal } from '@preact/signals';
import type { Span } from '../../engine';
import { device, keepForGood } from '../db';
import { hear, tell } from '../tabs';
import type { KeptInterview } from './kept';
import { linesOf } from './lines';

/** The interview that is shown. */
export const current = signal<KeptInterview | null>(null);
/** The message that is on its way, with as much of the reply as has arrived. */
export const sending = signal<{ key: string; text: string; reply: string } | null>(null);

/** What is pointed at, with the words it came from: bytes of the messages of events. */
export interface Lit {
  id: string;
  places: { turn: number; span: Span }[];
  /** Whether it was pressed: then the words come into view and stay lit. */
  held: boolean;
}
export const lit = signal<Lit | null>(null);

/** Interviews of which something waits for the server. */
export const waiting = signal<KeptInterview[]>([]);
/** Coaches that were made without a network and wait to be saved. */
export const unsavedCoaches = computed(() => waiting.value.filter(({ finish }) => finish));

export const lines = computed(() => {
  const now = current.value;
  if (!now) return [];
  return linesOf({ ...now, queue: now.queue.filter(({ key }) => key !== sending.value?.key) });
});
export const turn = computed(() => current.value?.reply ?? null);

export const load = async (id: string): Promise<KeptInterview | undefined> => (await device()).get('interviews', id);

export const all = async (): Promise<KeptInterview[]> => (await device()).getAll('interviews');

/** Whether something of an interview waits for the server. */
export const waits = ({ remote, queue, finish, remove, unplaced }: KeptInterview): boolean =>
  !unplaced && (!remote || queue.length > 0 || !!finish || !!remove);

/** Keeps an interview as it is now, shows it where it is the one shown, and tells the other tabs. */
export async function keep(interview: KeptInterview): Promise<KeptInterview> {
  const now = { ...interview, at: Date.now() };
  await (await device()).put('interviews', now);
  keepForGood();
  if (current.value?.id === now.id) current.value = now;
  await changed();
  return now;
}

export async function forget(id: string): Promise<void> {
  await (await device()).delete('interviews', id);
  if (current.value?.id === id) show(null);
  await changed();
}

export function show(interview: KeptInterview | null): void {
  current.value = interview;
  lit.value = null;
}

async function changed(): Promise<void> {
  await loadWaiting();
  tell('interviews');
}

export async function loadWaiting(): Promise<void> {
  waiting.value = (await all()).filter(waits);
}

hear('interviews', async () => {
  await loadWaiting();
  const shown = current.value;
  if (!shown) return;
  const now = await load(shown.id);
  show(now && !now.finish && !now.remove ? now : null);
});
