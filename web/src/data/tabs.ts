// Tabs of one browser: they tell each other what changed, and do not do the same thing twice at once.

import { newKey } from '../key';

/** What may have changed in another tab. */
export type Topic = 'interviews' | 'outbox' | 'answers' | 'settings';

const channel = new BroadcastChannel('coachwright');
const listeners = new Map<Topic, Set<() => void>>();

channel.addEventListener('message', ({ data }: MessageEvent<Topic>) => {
  for (const listener of listeners.get(data) ?? []) listener();
});

/** Tells the other tabs. */
export const tell = (topic: Topic): void => channel.postMessage(topic);

/** Calls `listener` when another tab tells; gives a way to stop. */
export function hear(topic: Topic, listener: () => void): () => void {
  const known = listeners.get(topic) ?? new Set();
  listeners.set(topic, known.add(listener));
  return () => { known.delete(listener); };
}

// Pages that were not loaded over a safe connection have no locks: there, only the work of this tab waits for each other.
const locks: LockManager | undefined = navigator.locks;
const queues = new Map<string, Promise<unknown>>();

/** Runs `work` while no other tab runs work of this name. */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (locks) return locks.request(`coachwright.${name}`, work) as Promise<T>;
  const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
  queues.set(name, turn.catch(() => undefined));
  return turn;
}

/** Runs `work` unless another tab is at it. */
export function aloneOrNot(name: string, work: () => Promise<void>): Promise<void> {
  if (!locks) return alone(name, work);
  return locks.request(`coachwright.${name}`, { ifAvailable: true }, (lock) => (lock ? work() : undefined)) as Promise<void>;
}

const TAB = 'coachwright.tab.';
/** What this tab is called, as long as it is open. */
export const self: string = newKey();
// Held until the tab closes, so that the others know that it is open.
void locks?.request(TAB + self, () => new Promise(() => undefined));

/** The tabs that are open now, this one included. */
export async function openTabs(): Promise<Set<string>> {
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set([self, ...held.flatMap(({ name }) => (name?.startsWith(TAB) ? [name.slice(TAB.length)] : []))]);
}
