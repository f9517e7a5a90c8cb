// Line icons of the navigation, drawn on a 24 grid.

import type { View } from '../router';

const paths: Record<View, string> = {
  create: 'M4 5h16v11H9l-5 4z',
  coaches: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-6 8-6s8 2 8 6',
  log: 'M4 9v6M7 6v12M17 6v12M20 9v6M7 12h10',
  progress: 'M4 19h16M6 15l4-5 4 3 5-8',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
};

export function Icon({ name }: { name: View }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
