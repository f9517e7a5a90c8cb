// What the conversation will be like: a question, an answer, and what was understood of which words.

import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';

/** Text with the parts in brackets marked. */
const marked = (text: string): ComponentChildren[] =>
  text.split(/\[([^\]]*)\]/).map((part, at) => (at % 2 ? <mark>{part}</mark> : part));

export function Sample() {
  return (
    <figure class="sample tight">
      <p class="bubble">{t('welcome.sample.ask')}</p>
      <p class="bubble mine">{marked(t('welcome.sample.answer'))}</p>
      <p class="row facts-found">
        {t('welcome.sample.facts').split('|').map((fact) => <span key={fact} class="badge">{fact}</span>)}
      </p>
      <figcaption class="quiet small">{t('welcome.sample')}</figcaption>
    </figure>
  );
}
