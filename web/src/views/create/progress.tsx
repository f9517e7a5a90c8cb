// How far the interview is, honestly.

import { session, turn } from '../../data/interview';
import { percent, t } from '../../i18n';

export function Progress() {
  const record = session.value?.attributes;
  if (!record) return null;
  const share = turn.value?.progress ?? record.sessionProgress;
  return (
    <div class="progress">
      <progress max={1} value={share} aria-label={t('create.progress.label')} />
      <p class="quiet small">
        {t('create.progress.text', { percent: percent(share), answered: record.questionsAnswered, total: record.totalQuestions })}
      </p>
    </div>
  );
}
