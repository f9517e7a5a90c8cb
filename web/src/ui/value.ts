// Facts in words.

import type { SlotValue } from '../api/types';
import { list, number, t, tCode } from '../i18n';

export function valueText(value: SlotValue): string {
  switch (value.kind) {
    case 'codes':
      return value.codes.length ? list(value.codes.map((code) => tCode('code', code))) : t('none');
    case 'number':
      return value.low === value.high ? number(value.low) : `${number(value.low)}–${number(value.high)}`;
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
