// Views that show what the server has read it anew when something was sent, here or in another tab.

import { useEffect } from 'preact/hooks';
import { synchronised } from '../data/sync';
import { hear } from '../data/tabs';

/** Calls `load` at first, whenever one of `causes` changes, and whenever something was sent. */
export function useFresh(load: () => void, causes: unknown[] = []): void {
  useEffect(load, [synchronised.value, ...causes]);
  useEffect(() => {
    const stops = [hear('answers', load), hear('outbox', load)];
    return () => { for (const stop of stops) stop(); };
  }, []);
}
