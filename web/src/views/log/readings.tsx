// What was read from a text: its workouts, what is left open, the one question worth asking.

import type { Span } from 'coachwright';
import { t } from '../../i18n';
import { Ambiguities, FollowUpQuestion } from './questions';
import type { Reading } from './reading';
import { WorkoutView } from './workout';

interface Props {
  reading: Reading;
  /** The day a workout was on where the text names none. */
  date?: string;
  onLight: (spans: Span[]) => void;
  onText: (text: string) => void;
}

export function Readings({ reading, date, onLight, onText }: Props) {
  const text = reading.text.value;
  const entries = reading.entries.value;
  const followUp = reading.followUp.value;
  const asked = followUp ? entries[followUp.workout] : undefined;
  if (!text.trim()) return null;
  if (reading.failed.value) return <p class="notice">{t('log.unread')}</p>;
  return (
    <div class="stack readings" aria-live="polite">
      {entries.length === 0 && text.trim().length > 3 && <p class="quiet small">{t(`log.kind.${reading.kind.value}`)}</p>}
      {entries.map(({ workout, words, corrected, left }, at) => (
        <article key={at} class={`card tight reading${left ? ' left' : ''}`} aria-label={t('log.read', { number: at + 1 })}>
          <WorkoutView workout={workout} onLight={onLight} {...(date ? { date } : {})} onCorrect={left ? undefined : (changed) => reading.correct(words, changed)} />
          {!left && <Ambiguities text={text} workout={workout} onCorrect={(changed) => reading.correct(words, changed)} />}
          {!left && followUp && asked?.words === words && <FollowUpQuestion key={followUp.missing} text={text} followUp={followUp} workout={workout} onAnswer={onText} />}
          <div class="row under">
            {corrected && <button type="button" class="plain small" onClick={() => reading.reread(words)}>{t('log.reread')}</button>}
            {(entries.length > 1 || left) && (
              <button type="button" class="plain small" onClick={() => reading.leave(words, !left)}>{left ? t('log.takeIn') : t('log.leaveOut')}</button>
            )}
          </div>
        </article>
      ))}
    </div>
  );
}
