// Everything that waits goes to the server: at the start, when the network is back, when the page is looked at again.

import { computed, signal } from '@preact/signals';
import { tidyAnswers } from './answers';
import { loadWaiting, pushInterviews, waiting } from './interview';
import { online, onReturn } from './network';
import { type Change, flush, holdBack, isDue, loadOutbox, type NewChange, outbox } from './outbox';
import { aloneOrNot, tell } from './tabs';

/** Raised whenever something was sent, so that views read anew. */
export const synchronised = signal(0);

/** How often what waits is sent again while the server can be reached, in milliseconds. */
const AGAIN = 10_000;

export const syncing = signal(false);

/** How many changes wait: those of interviews, and all others. */
export const waitingChanges = computed(() =>
  outbox.value.filter(isDue).length
  + waiting.value.reduce((sum, { queue, finish, remove }) => sum + (remove ? 1 : queue.length + (finish ? 1 : 0)), 0));

export async function sync(): Promise<void> {
  await Promise.all([loadOutbox(), loadWaiting()]);
  const before = waitingChanges.value;
  if (!before && !waiting.value.length) return;
  syncing.value = true;
  try {
    await aloneOrNot('sync', async () => {
      await pushInterviews();
      await flush();
    });
  } finally {
    syncing.value = false;
    await Promise.all([loadOutbox(), loadWaiting()]);
    if (waitingChanges.value < before) {
      synchronised.value++;
      tell('outbox');
      tell('answers');
    }
  }
}

const attempt = () => void sync().catch(() => undefined);

/** Sends a change that was held back once its time has come. */
const sendWhenDue = ({ after = 0 }: Change): void => { setTimeout(attempt, Math.max(0, after - Date.now()) + 50); };

/** Keeps a change for `time` milliseconds, so that it can be taken back, and then sends it, whatever becomes of this tab. */
export async function later(change: NewChange, time: number): Promise<Change> {
  const kept = await holdBack(change, time);
  sendWhenDue(kept);
  return kept;
}

export function startSync(): void {
  onReturn(attempt);
  attempt();
  // A server that is only busy says so and is asked again.
  setInterval(() => { if (online.value && waitingChanges.value) attempt(); }, AGAIN);
  void loadOutbox().then(() => { for (const change of outbox.value) if (change.after) sendWhenDue(change); });
  void tidyAnswers().catch(() => undefined);
}
