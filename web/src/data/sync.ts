// Everything that waits goes to the server: at the start, when the network is back, when the page is looked at again.

import { signal } from '@preact/signals';
import { tidyAnswers } from './answers';
import { onReturn } from './network';
import { flush, loadOutbox, outbox } from './outbox';
import { aloneOrNot, tell } from './tabs';

/** Raised whenever something was sent, so that views read anew. */
export const synchronised = signal(0);

export const syncing = signal(false);

export async function sync(): Promise<void> {
  await loadOutbox();
  const waited = outbox.value.filter(({ refused }) => !refused).length;
  if (!waited) return;
  syncing.value = true;
  try {
    await aloneOrNot('sync', flush);
  } finally {
    syncing.value = false;
    await loadOutbox();
    if (outbox.value.filter(({ refused }) => !refused).length < waited) {
      synchronised.value++;
      tell('outbox');
      tell('answers');
    }
  }
}

export function startSync(): void {
  const attempt = () => void sync().catch(() => undefined);
  onReturn(attempt);
  attempt();
  void tidyAnswers().catch(() => undefined);
}
