// Changes on their way to the server. Each is kept on the device before it is sent, with its idempotency key, so that a
// closed tab, a lost answer or a day without a network neither loses nor doubles it.

import { signal } from '@preact/signals';
import { call, isPassing, newKey, Problem, type ProblemBody } from '../api/http';
import { device, keepForGood } from './db';
import { alone, hear, tell } from './tabs';

/** A change to send. */
export interface NewChange {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** The version it builds on; another one at the server is a conflict. */
  version?: number | undefined;
  key?: string | undefined;
  /** What it is about, for views that show what waits: `workout`, `coach` … */
  kind: string;
  /** What a person recognises it by, above all their own words. */
  words: string;
}

/** A change that waits, or that was refused when nobody was there to be told. */
export interface Change extends NewChange {
  key: string;
  /** Its place in the queue. */
  place?: number;
  /** When it was made, RFC 3339. */
  at: string;
  /** Not sent before this moment, in milliseconds since 1970: so long it can be taken back. */
  after?: number;
  refused?: ProblemBody;
}

export type Outcome<T> = { sent: true; value: T } | { sent: false; change: Change };

/** Whether a change is to be sent now: it is neither refused nor held back. */
export const isDue = ({ refused, after = 0 }: Change): boolean => !refused && after <= Date.now();

/** Everything that waits, in order, refused changes included. */
export const outbox = signal<Change[]>([]);

export async function loadOutbox(): Promise<void> {
  outbox.value = await (await device()).getAll('outbox');
}
hear('outbox', () => void loadOutbox());

async function changed(): Promise<void> {
  await loadOutbox();
  tell('outbox');
}

/** Those who wait for the outcome of a change of theirs, by its key. */
const asking = new Map<string, { resolve: (value: unknown) => void; reject: (problem: Problem) => void }>();

/**
 * Sends a change, or keeps it until the server can be reached. Throws the `Problem` when the server refuses it: then nothing
 * is kept, and whoever called still has the person's words.
 */
export async function write<T>(change: NewChange): Promise<Outcome<T>> {
  const kept: Change = { ...change, key: change.key ?? newKey(), at: new Date().toISOString() };
  const database = await device();
  // The same key again is the same change: it waits already.
  if (!(await database.getFromIndex('outbox', 'key', kept.key))) await database.add('outbox', kept);
  keepForGood();
  let outcome: Outcome<T> = { sent: false, change: kept };
  const told = new Promise<void>((resolve, reject) => {
    asking.set(kept.key, { resolve: (value) => { outcome = { sent: true, value: value as T }; resolve(); }, reject });
  });
  try {
    await Promise.race([told, flush()]);
    if (outcome.sent || (await database.getFromIndex('outbox', 'key', kept.key))) return outcome;
    // Another tab sent it in the meantime: the same key gets the same answer.
    const { method, path, body, version, key } = kept;
    return { sent: true, value: await call<T>(method, path, { body, key, ...(version === undefined ? {} : { version }) }) };
  } finally {
    asking.delete(kept.key);
    await changed();
  }
}

/** Keeps a change that is sent `time` milliseconds from now at the earliest; until then `withdraw` takes it back. */
export async function holdBack(change: NewChange, time: number): Promise<Change> {
  const now = Date.now();
  const kept: Change = { ...change, key: change.key ?? newKey(), at: new Date(now).toISOString(), after: now + time };
  await (await device()).add('outbox', kept);
  await changed();
  return kept;
}

/** Sends what waits, in order; stops at the first change that gets no answer. One tab at a time. */
export function flush(): Promise<void> {
  return alone('outbox', async () => {
    const database = await device();
    for (const change of await database.getAll('outbox')) {
      if (!isDue(change) || change.place === undefined) continue;
      const asker = asking.get(change.key);
      try {
        const { method, path, body, version, key } = change;
        const value = await call(method, path, { body, key, ...(version === undefined ? {} : { version }) });
        await database.delete('outbox', change.place);
        asker?.resolve(value);
      } catch (error) {
        if (isPassing(error)) return;
        if (!(error instanceof Problem)) throw error;
        if (asker) {
          await database.delete('outbox', change.place);
          asker.reject(error);
        } else {
          await database.put('outbox', { ...change, refused: error.body });
        }
      }
      if (!asker) await changed();
    }
  });
}

/** Takes a change back; false when it was sent already. */
export async function withdraw(key: string): Promise<boolean> {
  const found = await alone('outbox', async () => {
    const database = await device();
    const change = await database.getFromIndex('outbox', 'key', key);
    if (change?.place === undefined) return false;
    await database.delete('outbox', change.place);
    return true;
  });
  await changed();
  return found;
}

/** Sends a refused change again, over whatever the server has now. */
export async function insist({ place, refused: _, version: __, ...change }: Change): Promise<void> {
  if (place === undefined) return;
  await (await device()).put('outbox', { ...change, key: newKey(), place });
  await flush();
  await changed();
}
