// The person's units: what numbers without a unit mean, and what is shown.

import { signal } from '@preact/signals';
import type { LoadUnit, Units } from 'coachwright';

const KEY = 'coachwright.units';

const stored = (): Units | null => {
  const value = localStorage.getItem(KEY);
  return value === 'metric' || value === 'imperial' ? value : null;
};

/** Null until the person chose: then the engine asks where a number has no unit. */
export const units = signal<Units | null>(stored());

export function chooseUnits(chosen: Units | null): void {
  units.value = chosen;
  if (chosen) localStorage.setItem(KEY, chosen);
  else localStorage.removeItem(KEY);
}

/** Kilograms of one unit of load; none for plates, whose weight depends on the gym. */
export const KILOGRAMS: Record<LoadUnit, number | null> = { kg: 1, lb: 0.453_592_37, pood: 16, plate: null };

/** The unit loads are shown in. */
export const loadUnit = (): 'kg' | 'lb' => (units.value === 'imperial' ? 'lb' : 'kg');

/** A load in the unit loads are shown in; none where its own is not known. */
export function shownLoad(value: number, unit: string | null | undefined): number | null {
  const kilograms = unit ? KILOGRAMS[unit as LoadUnit] : KILOGRAMS[loadUnit()];
  return kilograms ? (value * kilograms) / (KILOGRAMS[loadUnit()] ?? 1) : null;
}
