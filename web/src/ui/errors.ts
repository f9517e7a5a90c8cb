// What went wrong, in the person's language.

import { Offline, Problem } from '../api/http';
import { MovedOn } from '../data/interview';
import { Refused } from '../engine';
import { t } from '../i18n';

export function explain(error: unknown): string {
  if (error instanceof Offline) return t('error.offline');
  if (error instanceof MovedOn) return t('error.movedOn');
  if (error instanceof Refused) return t(error.code === 'notLoaded' ? 'error.engine' : 'error.impossible');
  if (error instanceof Problem) return error.message;
  return t('error.unexpected');
}
