// Facts in words.

import type { SlotValue } from '../api/types';
import { list, number, t, tCode } from '../i18n';

/** What the numbers of a slot count. */
const UNITS: Record<string, string> = { yearsTraining: 'year', trainingFrequency: 'day', sessionLength: 'minute', age: 'year' };

/** A slot's value in words. */
export function valueText(value: SlotValue, slot = ''): string {
  switch (value.kind) {
    case 'codes':
      return value.codes.length ? list(value.codes.map((code) => tCode('code', code))) : t('none');
    case 'number':
      return amount(value, UNITS[slot]);
    case 'quantity':
      return `${number(value.value)} ${value.unit}`;
    case 'injuries':
      return value.injuries.length
        ? list(value.injuries.map(({ code, state }) => `${tCode('code', code)} (${tCode('injury', state)})`))
        : t('none');
    case 'lifts':
      return list(value.lifts.map((lift) => {
        const unit = lift.unit === 'xbw' ? '× BW' : (lift.unit ?? '');
        const reps = lift.reps && lift.unit !== 'reps' ? ` × ${lift.reps}` : '';
        return `${tCode('movement', lift.movement)} ${number(lift.value)} ${unit}${reps}`.trim();
      }));
    case 'without':
      return t('without', { what: list(value.codes.map((code) => tCode('code', code))) });
    case 'note':
      return value.text;
  }
}

function amount({ low, high }: { low: number; high: number }, unit?: string): string {
  const last = unit ? number(high, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 }) : number(high);
  return low === high ? last : `${number(low)}–${last}`;
}
