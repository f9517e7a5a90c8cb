// Tabs of one browser: they tell each other what changed, and do not do the same thing twice at once.

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

/** Runs `work` while no other tab runs work of this name. */
export const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(`coachwright.${name}`, work) as Promise<T>;

/** Runs `work` unless another tab is at it. */
export const aloneOrNot = (name: string, work: () => Promise<void>): Promise<void> =>
  navigator.locks.request(`coachwright.${name}`, { ifAvailable: true }, (lock) => (lock ? work() : undefined)) as Promise<void>;
