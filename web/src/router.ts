// Views by the address's fragment, so that links, back and reload work without a server's help.

import { signal } from '@preact/signals';

export const views = ['create', 'coaches', 'log', 'progress', 'settings'] as const;
export type View = (typeof views)[number];

export interface Place {
  view: View;
  /** What follows the view: `#coaches/coach_1` has `['coach_1']`. */
  rest: string[];
}

function read(): Place {
  const [first = '', ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const view = (views as readonly string[]).includes(first) ? (first as View) : 'create';
  return { view, rest };
}

export const place = signal<Place>(read());

addEventListener('hashchange', () => {
  const before = place.value.view;
  place.value = read();
  if (place.value.view !== before) {
    scrollTo(0, 0);
    document.querySelector('main')?.focus({ preventScroll: true });
  }
});

export const link = (...parts: [View, ...string[]]): string => `#${parts.map(encodeURIComponent).join('/')}`;

export const go = (...parts: [View, ...string[]]): void => {
  location.hash = link(...parts);
};
