// The server's last answers, so that what was seen once is seen again without a network.

import { call, isPassing } from '../api/http';
import { device } from './db';

/** An answer; `kept` when it is an earlier one because the server cannot be reached. */
export interface Answer<T> {
  value: T;
  kept: boolean;
  /** When the server gave it. */
  at: Date;
}

const DAYS = 86_400_000;

/** Asks the server, or gives its last answer to the same question. Throws `Offline` when there is none. */
export async function read<T>(path: string): Promise<Answer<T>> {
  const database = await device();
  try {
    const value = await call<T>('GET', path);
    const at = Date.now();
    await database.put('answers', { path, value, at }).catch(() => undefined);
    return { value, kept: false, at: new Date(at) };
  } catch (error) {
    if (!isPassing(error)) throw error;
    const known = await database.get('answers', path);
    if (!known) throw error;
    return { value: known.value as T, kept: true, at: new Date(known.at) };
  }
}

/** Forgets answers that nobody asked for in two months. */
export async function tidyAnswers(): Promise<void> {
  const database = await device();
  for (const { path, at } of await database.getAll('answers')) {
    if (Date.now() - at > 60 * DAYS) await database.delete('answers', path);
  }
}
