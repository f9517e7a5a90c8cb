// Small forms in place, to correct what was read.

import { useSignal } from '@preact/signals';
import type { DistanceUnit, LoadUnit, Set } from 'coachwright';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { clock, t, tCode, today } from '../../i18n';
import { loadUnit } from '../../units';
import type { SetValues } from './corrections';
import { DISTANCE_UNITS, LOAD_UNITS, movementCode, movementText, seconds } from './facts';

interface FormProps {
  label: string;
  onSave: () => void;
  onCancel: () => void;
  onRemove?: (() => void) | undefined;
  children: ComponentChildren;
}

/** The frame: the first field has the focus; Enter saves, Escape leaves everything as it was. */
function Form({ label, onSave, onCancel, onRemove, children }: FormProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.querySelector<HTMLElement>('input, select')?.focus(); }, []);
  // No form element: it stands inside the one that logs.
  return (
    <div
      class="correction" role="group" aria-label={label} ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape') { event.stopPropagation(); onCancel(); }
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) { event.preventDefault(); onSave(); }
      }}
    >
      <div class="row fields">{children}</div>
      <div class="row">
        <button type="button" class="second" onClick={onSave}>{t('log.take')}</button>
        <button type="button" class="plain" onClick={onCancel}>{t('cancel')}</button>
        {onRemove && <button type="button" class="plain danger" onClick={onRemove}>{t('remove')}</button>}
      </div>
    </div>
  );
}

interface InputProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  mode?: 'decimal' | 'numeric' | 'text';
  list?: string;
  wide?: boolean;
}

function Input({ label, value, onInput, mode = 'decimal', list, wide }: InputProps) {
  const id = useId();
  return (
    <div class={wide ? 'wide' : ''}>
      <label for={id} class="small">{label}</label>
      <input id={id} inputMode={mode} list={list} value={value} autocomplete="off" onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  );
}

interface UnitProps<U extends string> {
  label: string;
  value: U | null;
  units: U[];
  onChange: (unit: U | null) => void;
}

function Unit<U extends string>({ label, value, units, onChange }: UnitProps<U>) {
  const id = useId();
  return (
    <div>
      <label for={id} class="small">{label}</label>
      <select id={id} value={value ?? ''} onChange={(event) => onChange((event.currentTarget.value || null) as U | null)}>
        <option value="">–</option>
        {units.map((unit) => <option key={unit} value={unit} selected={unit === value}>{tCode('unit', unit)}</option>)}
      </select>
    </div>
  );
}

/** A number as typed, comma or point; null for an empty field, undefined for what is none. */
function parsed(text: string, isTime = false): number | null | undefined {
  if (!text.trim()) return null;
  const value = isTime ? seconds(text) : Number(text.trim().replace(',', '.'));
  return value !== null && Number.isFinite(value) && value >= 0 ? value : undefined;
}

const plain = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

export function SetForm({ count, set, onSave, onCancel }: { count: number; set: Set; onSave: (values: SetValues) => void; onCancel: () => void }) {
  const fields = useSignal({
    count: String(Math.max(1, count)),
    reps: plain(set.reps?.value),
    weight: plain(set.weight?.value.value),
    distance: plain(set.distance?.value.value),
    seconds: set.durationSeconds ? clock(set.durationSeconds.value) : '',
    calories: plain(set.calories?.value),
    rpe: plain(set.rpe?.value),
  });
  const unit = useSignal<LoadUnit | null>(set.weight ? (set.weight.value.unit ?? null) : loadUnit());
  const distanceUnit = useSignal<DistanceUnit | null>(set.distance?.value.unit ?? 'm');
  const wrong = useSignal(false);
  // What an effort over a distance or a time is told by differs from what a lift is told by.
  const endurance = Boolean(set.distance || set.durationSeconds || set.calories) && !set.weight;
  const save = () => {
    const [number, reps, weight, distance, time, calories, rpe] = [
      parsed(fields.value.count), parsed(fields.value.reps), parsed(fields.value.weight), parsed(fields.value.distance),
      parsed(fields.value.seconds, true), parsed(fields.value.calories), parsed(fields.value.rpe),
    ];
    if (!number || !Number.isInteger(number) || number > 100 || [reps, weight, distance, time, calories, rpe].includes(undefined) || (reps && !Number.isInteger(reps))) {
      wrong.value = true;
      return;
    }
    onSave({
      count: number, reps: reps ?? null, weight: weight ?? null, unit: unit.value, distance: distance ?? null, distanceUnit: distanceUnit.value,
      seconds: time ?? null, calories: calories ?? null, rpe: rpe ?? null,
    });
  };
  const input = (name: keyof typeof fields.value, mode?: 'decimal' | 'numeric' | 'text') => (
    <Input label={tCode('set', name)} value={fields.value[name]} mode={mode ?? 'decimal'} onInput={(value) => { fields.value = { ...fields.value, [name]: value }; }} />
  );
  return (
    <Form label={t('log.correct')} onSave={save} onCancel={onCancel}>
      {input('count', 'numeric')}
      {endurance ? (
        <>
          {input('distance')}
          <Unit label={t('log.unit')} value={distanceUnit.value} units={DISTANCE_UNITS} onChange={(value) => { distanceUnit.value = value; }} />
          {input('seconds', 'text')}
          {input('calories')}
        </>
      ) : (
        <>
          {input('reps', 'numeric')}
          {input('weight')}
          <Unit label={t('log.unit')} value={unit.value} units={LOAD_UNITS} onChange={(value) => { unit.value = value; }} />
        </>
      )}
      {input('rpe')}
      {wrong.value && <p class="error small" role="alert">{t('log.wrong')}</p>}
    </Form>
  );
}

export function FigureForm({ label, isTime, value, onSave, onCancel }: { label: string; isTime: boolean; value: number; onSave: (value: number | null) => void; onCancel: () => void }) {
  const text = useSignal(isTime ? clock(value) : String(value));
  const wrong = useSignal(false);
  const save = () => {
    const typed = parsed(text.value, isTime);
    if (typed === undefined) wrong.value = true;
    else onSave(typed);
  };
  return (
    <Form label={t('log.correct')} onSave={save} onCancel={onCancel} onRemove={() => onSave(null)}>
      <Input label={label} value={text.value} mode={isTime ? 'text' : 'decimal'} onInput={(typed) => { text.value = typed; }} />
      {wrong.value && <p class="error small" role="alert">{t('log.wrong')}</p>}
    </Form>
  );
}

export function DateForm({ value, onSave, onCancel }: { value: string; onSave: (date: string) => void; onCancel: () => void }) {
  const date = useSignal(value);
  const id = useId();
  return (
    <Form label={t('log.date')} onSave={() => { if (date.value) onSave(date.value); }} onCancel={onCancel}>
      <div class="wide">
        <label for={id} class="small">{t('log.date')}</label>
        <input id={id} type="date" max={today()} value={date.value} onInput={(event) => { date.value = event.currentTarget.value; }} />
      </div>
    </Form>
  );
}

interface MovementProps {
  code: string;
  onSave: (code: string) => void;
  onRemove: () => void;
  onCancel: () => void;
}

export function MovementForm({ code, onSave, onRemove, onCancel }: MovementProps) {
  const text = useSignal(movementText(code));
  const known = useSignal<string[]>([]);
  const list = useId();
  useEffect(() => { void import('virtual:movements').then(({ default: codes }) => { known.value = codes; }); }, []);
  const save = () => {
    const typed = text.value.trim().toLowerCase();
    if (!typed) return;
    onSave(known.value.find((other) => movementText(other).toLowerCase() === typed) ?? movementCode(typed));
  };
  return (
    <Form label={t('log.correct')} onSave={save} onCancel={onCancel} onRemove={onRemove}>
      <Input label={t('log.movement')} value={text.value} mode="text" list={list} wide onInput={(typed) => { text.value = typed; }} />
      <datalist id={list}>{known.value.map((other) => <option key={other} value={movementText(other)} />)}</datalist>
    </Form>
  );
}
