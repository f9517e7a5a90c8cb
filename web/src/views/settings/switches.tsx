// Settings that are on or off, kept as soon as they change.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { changePreferences } from '../../data/me';
import type { Patch, Preferences } from '../../api/me';
import { explain } from '../../ui/errors';

/** Changes preferences at once; says so where it cannot. */
export function useChange() {
  const error = useSignal('');
  const change = (patch: Patch<Preferences>) => {
    error.value = '';
    changePreferences(patch).catch((problem) => { error.value = explain(problem); });
  };
  return { error, change };
}

interface Props {
  label: string;
  hint?: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

export function Switch({ label, hint, on, onChange }: Props) {
  const id = useId();
  return (
    <div class="switch">
      <label for={id}>{label}{hint && <span class="quiet small" id={`${id}-hint`}>{hint}</span>}</label>
      <input id={id} type="checkbox" role="switch" aria-checked={on} checked={on} aria-describedby={hint ? `${id}-hint` : undefined} onChange={() => onChange(!on)} />
    </div>
  );
}
