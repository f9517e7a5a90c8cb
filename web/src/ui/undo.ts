// Removing with time to think: what is removed disappears at once, and is removed in earnest when nobody undid it.

import { toast, UNDO_TIME } from './toast';

interface Removal {
  text: string;
  /** Removes it in earnest. */
  commit: () => Promise<unknown>;
  /** Shows it again: undone, or it could not be removed. */
  restore: () => void;
  failed: (error: unknown) => void;
}

const pending = new Set<() => void>();

// A page that goes away does not forget what it was told to do.
addEventListener('pagehide', () => { for (const finish of pending) finish(); });

export function removeLater({ text, commit, restore, failed }: Removal): void {
  let timer = 0;
  const stop = () => {
    clearTimeout(timer);
    return pending.delete(finish);
  };
  const finish = () => {
    if (stop()) commit().catch((error: unknown) => { restore(); failed(error); });
  };
  timer = window.setTimeout(finish, UNDO_TIME);
  pending.add(finish);
  toast(text, () => { if (stop()) restore(); });
}
