// The log: write what was trained, look at what was logged.

import { t } from '../../i18n';
import { History } from './history';
import { takeBack } from './store';
import { put, Writer } from './writer';

export function Log() {
  return (
    <section class="stack log" aria-labelledby="log-title">
      <h2 id="log-title">{t('view.log')}</h2>
      <Writer />
      <History onTakeBack={(change) => void takeBack(change).then((words) => { if (words) put(words); })} />
    </section>
  );
}
