// Removing with time to think: what is removed disappears at once, and is removed in earnest when nobody undid it. It is kept
// like any change, so that a closed tab does not forget it.

import { effect, signal } from '@preact/signals';
import { type NewChange, outbox, withdraw } from '../data/outbox';
import { later } from '../data/sync';
import { toast, UNDO_TIME } from './toast';

/** What was removed here, by path; it stays out of sight while the views still have it. */
const removed = signal<ReadonlySet<string>>(new Set());

const mark = (path: string, gone: boolean): void => {
  const next = new Set(removed.peek());
  if (gone) next.add(path);
  else next.delete(path);
  removed.value = next;
};

/** Whether something is to be shown no more; what could not be removed is shown again. */
export function isRemoved(path: string): boolean {
  const deletion = outbox.value.find((change) => change.path === path && change.method === 'DELETE');
  return deletion ? !deletion.refused : removed.value.has(path);
}

// What the server refused to remove is there for good, whatever becomes of the refusal.
effect(() => {
  for (const { path, method, refused } of outbox.value) if (method === 'DELETE' && refused && removed.peek().has(path)) mark(path, false);
});

/** Removes something after the time to think, with a button to undo. */
export async function removeLater(text: string, change: Omit<NewChange, 'method'>): Promise<void> {
  mark(change.path, true);
  const { key } = await later({ ...change, method: 'DELETE' }, UNDO_TIME);
  toast(text, () => { mark(change.path, false); void withdraw(key); });
}
