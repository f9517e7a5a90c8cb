// What went wrong, in the person's language.

import { Offline, Problem } from '../api/http';
import { t } from '../i18n';

export function explain(error: unknown): string {
  if (error instanceof Offline) return t('error.offline');
  if (error instanceof Problem) return error.message;
  return t('error.unexpected');
}
