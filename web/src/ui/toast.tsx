// Short messages at the bottom, with undo where something can be undone.

import { signal } from '@preact/signals';
import { t } from '../i18n';

interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
}

const toasts = signal<Toast[]>([]);
let last = 0;

/** How long something can be undone, in milliseconds: twice as long as a message shows, so that there is time to think. */
export const UNDO_TIME = 12_000;

/** Shows `text` for a while; with `undo`, with a button that calls it. */
export function toast(text: string, undo?: () => void): void {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-2), { id, text, undo }];
  setTimeout(() => dismiss(id), undo ? UNDO_TIME : UNDO_TIME / 2);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, undo }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {undo && (
            <button type="button" onClick={() => { dismiss(id); undo(); }}>{t('undo')}</button>
          )}
        </div>
      ))}
    </div>
  );
}
