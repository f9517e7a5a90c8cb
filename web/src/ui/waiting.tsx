// What waits for the network, and what the server refused: nothing that a person wrote goes away by itself.

import { online } from '../data/network';
import { type Change, insist, outbox, withdraw } from '../data/outbox';
import { syncing, waitingChanges } from '../data/sync';
import { t } from '../i18n';
import { toast } from './toast';

export function Waiting() {
  const waiting = waitingChanges.value;
  const parts = [
    !online.value && t('offline'),
    waiting > 0 && (syncing.value && online.value ? t('sending') : t('waiting', { count: waiting })),
  ].filter(Boolean);
  return <div role="status">{parts.length > 0 && <p class="offline">{parts.join(' ')}</p>}</div>;
}

export function RefusedChanges() {
  const refused = outbox.value.filter((change) => change.refused);
  if (!refused.length) return null;
  return (
    <section class="stack refused" aria-labelledby="refused-title">
      <h2 id="refused-title" class="visually-hidden">{t('refused.title')}</h2>
      {refused.map((change) => <RefusedChange key={change.key} change={change} />)}
    </section>
  );
}

function RefusedChange({ change }: { change: Change }) {
  return (
    <article class="notice alarm tight">
      <h3>{t('refused.title')}</h3>
      <p>{reason(change)}</p>
      <blockquote>{change.words}</blockquote>
      <div class="row">
        <button type="button" class="second" onClick={() => void insist(change)}>{t('refused.again')}</button>
        <CopyWords words={change.words} />
        <button type="button" class="plain" onClick={() => void withdraw(change.key)}>{t('refused.discard')}</button>
      </div>
    </article>
  );
}

export function CopyWords({ words }: { words: string }) {
  return (
    <button type="button" class="second" onClick={() => void navigator.clipboard.writeText(words).then(() => toast(t('copied')))}>
      {t('copy')}
    </button>
  );
}

function reason({ refused }: Change): string {
  if (refused?.status === 412 || refused?.status === 409) return t('refused.stale');
  if (refused?.status === 404) return t('refused.gone');
  return t('refused.text', { reason: refused?.detail ?? refused?.title ?? '' });
}
