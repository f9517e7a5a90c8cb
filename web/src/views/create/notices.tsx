// What the person must know before going on: words that found no place, another device, another language, a coach that waits.

import { current, languageOf, send, settle, start, unsavedCoaches, type Unplaced } from '../../data/interview';
import { language, t } from '../../i18n';
import { CopyWords } from '../../ui/waiting';

export function Notices({ onAgain }: { onAgain: (action: () => Promise<void>) => void }) {
  const interview = current.value;
  if (!interview) return null;
  const { id, unplaced, merged } = interview;
  return (
    <>
      {unplaced && <Lost id={id} unplaced={unplaced} onAgain={onAgain} />}
      {merged && !unplaced && (
        <section class="notice tight" role="status">
          <h3>{t('merged.title')}</h3>
          <p>{t('merged.text')}</p>
          <div><button type="button" class="second" onClick={() => void settle(id, true)}>{t('merged.ok')}</button></div>
        </section>
      )}
    </>
  );
}

function Lost({ id, unplaced: { why, messages }, onAgain }: { id: string; unplaced: Unplaced; onAgain: (action: () => Promise<void>) => void }) {
  const goesOn = why === 'notReady' || why === 'refused';
  const words = messages.map(({ text }) => text);
  const again = () => onAgain(async () => {
    await start();
    for (const text of words) await send(text);
    await settle(id, false);
  });
  return (
    <section class="notice alarm tight" role="alert">
      <h3>{t(words.length ? 'unplaced.title' : 'unplaced.notSaved')}</h3>
      <p>{t(`unplaced.${why}`)}</p>
      {words.map((text, at) => <blockquote key={at}>{text}</blockquote>)}
      <div class="row">
        {!goesOn && <button type="button" onClick={again}>{t('unplaced.again')}</button>}
        {words.length > 0 && <CopyWords words={words.join('\n')} />}
        <button type="button" class="second" onClick={() => void settle(id, goesOn)}>
          {t(words.length ? 'unplaced.discard' : 'merged.ok')}
        </button>
      </div>
    </section>
  );
}

/** The page's language was changed in the middle: the conversation can follow. */
export function OtherLanguage() {
  const interview = current.value;
  if (!interview || languageOf(interview) === language.value) return null;
  return (
    <p class="row small">
      <span class="quiet">{t('create.speakOffer')}</span>
      <button type="button" class="second" onClick={() => void send(t('create.speak')).catch(() => undefined)}>{t('create.speakTake')}</button>
    </p>
  );
}

export function UnsavedCoaches() {
  return (
    <>
      {unsavedCoaches.value.map(({ id, finish }) => finish && (
        <p key={id} class="notice" role="status">{t('create.unsaved', { name: finish.coach.config.coachName })}</p>
      ))}
    </>
  );
}
