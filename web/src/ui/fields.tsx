// The fields of a configuration.

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { t } from '../i18n';

interface Labelled {
  label: string;
  hint?: string | undefined;
  /** What the server refused about it. */
  problem?: string | undefined;
}

/** A label, its field, what helps and what is wrong; the field is told which of them describe it. */
export function Field({ label, hint, problem, children }: Labelled & { children: (attributes: { id: string; 'aria-describedby'?: string }) => ComponentChildren }) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="tight">
      <label for={id}>{label}</label>
      {hint && <p class="quiet small" id={`${id}-hint`}>{hint}</p>}
      {children(described ? { id, 'aria-describedby': described } : { id })}
      {problem && <p class="error small" id={`${id}-problem`}>{problem}</p>}
    </div>
  );
}

interface ChoiceProps extends Labelled {
  value: string;
  options: { value: string; text: string; disabled?: boolean }[];
  onChoose: (value: string) => void;
  /** Whether the label is only for those who do not see where it stands. */
  hidden?: boolean;
}

/** One of a few, all of them in sight. */
export function Choice({ label, hint, problem, value, options, onChoose, hidden = false }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset class="choice" aria-describedby={problem ? `${name}-problem` : undefined}>
      <legend class={hidden ? 'visually-hidden' : ''}>{label}</legend>
      {hint && <p class="quiet small">{hint}</p>}
      <div class="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} disabled={option.disabled} onChange={() => onChoose(option.value)} />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
      {problem && <p class="error small" id={`${name}-problem`}>{problem}</p>}
    </fieldset>
  );
}

export function Select({ label, hint, problem, value, options, onChoose }: ChoiceProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(attributes) => (
        <select {...attributes} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled} selected={option.value === value}>{option.text}</option>)}
        </select>
      )}
    </Field>
  );
}

interface ManyProps extends Labelled {
  chosen: string[];
  codes: string[];
  text: (code: string) => string;
  onChange: (chosen: string[]) => void;
  /** How many are shown before the person asks for all; the chosen ones always are. */
  shown?: number;
}

/** Any of many: chips that are on or off. */
export function Many({ label, hint, problem, chosen, codes, text, onChange, shown = 12 }: ManyProps) {
  const all = useSignal(false);
  // Those that were chosen at first lead, and stay where they are whatever happens to them.
  const first = useRef(chosen);
  const known = [...new Set([...first.current, ...codes, ...chosen])];
  const visible = all.value || known.length <= shown + 3 ? known : known.filter((code, at) => at < shown || chosen.includes(code) || first.current.includes(code));
  const toggle = (code: string) => onChange(chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code]);
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {hint && <p class="quiet small">{hint}</p>}
      <div class="chips">
        {visible.map((code) => (
          <label key={code} class="toggle">
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            <span>{text(code)}</span>
          </label>
        ))}
        {visible.length < known.length && (
          <button type="button" class="plain" onClick={() => { all.value = true; }}>{t('coaches.more', { count: known.length - visible.length })}</button>
        )}
      </div>
      {problem && <p class="error small">{problem}</p>}
    </fieldset>
  );
}
