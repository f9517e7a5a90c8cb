// A configuration's values in words.

import catalogue from 'virtual:catalogue';
import { list, number, t, tCode } from '../../i18n';

/** The values whose codes have words of their own kind. */
const KIND: Record<string, string> = { methodology: 'methodology', experience_level: 'experience', preferred_intensity: 'intensity' };

export const personaText = (persona: string): string =>
  persona ? list(persona.split('+').map((id) => tCode('persona', id))) : t('none');

/** A methodology, said to be inspired by somebody's where it is: there is no affiliation. */
export function methodText(id: string): string {
  const inspired = catalogue.inspired[id];
  return inspired ? t('coach.inspired', { name: inspired }) : tCode('methodology', id);
}

/** One value of the field, as people read it. */
export function fieldValue(field: string, value: unknown): string {
  if (field === 'persona' && typeof value === 'string') return personaText(value);
  if (Array.isArray(value)) return value.length ? list(value.map((code) => tCode('code', String(code)))) : t('none');
  if (typeof value === 'number') return number(value);
  if (value === null || value === undefined || value === '') return t('none');
  const text = String(value);
  return field === 'coachName' || field === 'customInstructions' ? text : tCode(KIND[field] ?? 'code', text);
}

export const fieldName = (field: string): string => tCode('field', field);
