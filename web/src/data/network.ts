// Whether the server can be reached: what the browser says, and what the last request found.

import { computed, signal } from '@preact/signals';

const connected = signal(navigator.onLine);
const reached = signal(true);

export const online = computed(() => connected.value && reached.value);

const returned = new Set<() => void>();
/** Calls `listener` whenever the server may be reachable again. */
export const onReturn = (listener: () => void): void => { returned.add(listener); };

function back(): void {
  for (const listener of returned) listener();
}

addEventListener('online', () => { connected.value = true; back(); });
addEventListener('offline', () => { connected.value = false; });
document.addEventListener('visibilitychange', () => { if (!document.hidden) back(); });

const FIRST = 2_000;
const LONGEST = 60_000;
let wait = FIRST;
let probing = 0;

/** A request got an answer, whatever it says. */
export function reachedServer(): void {
  wait = FIRST;
  clearTimeout(probing);
  probing = 0;
  if (reached.value) return;
  reached.value = true;
  back();
}

/** A request got no answer: the server is asked again, less and less often. */
export function missedServer(): void {
  reached.value = false;
  if (probing) return;
  probing = window.setTimeout(async () => {
    probing = 0;
    wait = Math.min(wait * 2, LONGEST);
    const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null);
    if (answer?.ok) reachedServer();
    else missedServer();
  }, wait);
}
