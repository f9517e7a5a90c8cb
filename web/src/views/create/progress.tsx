// How far the interview is, honestly, and until when it is kept.

import { current, turn } from '../../data/interview';
import { day, percent, t } from '../../i18n';

export function Progress() {
  const interview = current.value;
  if (!interview) return null;
  const { record, expires } = interview;
  const share = turn.value?.progress ?? record.sessionProgress;
  const left = Math.ceil(record.estimatedDuration * (1 - share));
  const parts = [
    t('create.progress.text', { percent: percent(share), answered: record.questionsAnswered, total: record.totalQuestions }),
    left > 0 && t('create.progress.left', { minutes: left }),
    expires && t('create.expires', { day: day(new Date(expires * 1000).toISOString().slice(0, 10), { dateStyle: 'long' }) }),
  ].filter(Boolean);
  return (
    <div class="progress">
      <progress max={1} value={share} aria-label={t('create.progress.label')} />
      <p class="quiet small">{parts.join(' · ')}</p>
    </div>
  );
}
