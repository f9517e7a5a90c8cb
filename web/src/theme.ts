// Light, dark, or as the system says.

import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark' | 'auto';
const KEY = 'coachwright.theme';

const stored = (): Theme => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'auto';
};

export const theme = signal<Theme>(stored());

export function applyTheme(chosen: Theme = theme.value): void {
  theme.value = chosen;
  if (chosen === 'auto') {
    delete document.documentElement.dataset['theme'];
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset['theme'] = chosen;
    localStorage.setItem(KEY, chosen);
  }
}
