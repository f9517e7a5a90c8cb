// Short messages at the bottom, with undo where something can be undone.

import { signal } from '@preact/signals';
import { t } from '../i18n';

/** Something to do about it. */
export interface Action {
  label: string;
  run: () => void;
}

interface Toast {
  id: number;
  text: string;
  action?: Action | undefined;
}

const toasts = signal<Toast[]>([]);
let last = 0;

/** How long something can be undone, in milliseconds: twice as long as a message shows, so that there is time to think. */
export const UNDO_TIME = 12_000;

/** Shows `text` for a while, with a button where there is something to do about it; a function is an undo. */
export function toast(text: string, todo?: Action | (() => void)): void {
  const id = ++last;
  const action = typeof todo === 'function' ? { label: t('undo'), run: todo } : todo;
  toasts.value = [...toasts.value.slice(-2), { id, text, action }];
  setTimeout(() => dismiss(id), action ? UNDO_TIME : UNDO_TIME / 2);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, action }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {action && (
            <button type="button" onClick={() => { dismiss(id); action.run(); }}>{action.label}</button>
          )}
        </div>
      ))}
    </div>
  );
}
