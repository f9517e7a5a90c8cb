// The person's coaches.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get } from '../../api/http';
import type { Coach, Item, Page } from '../../api/types';
import { t } from '../../i18n';
import { link } from '../../router';
import { explain } from '../../ui/errors';
import { CoachCard } from './card';

export function Coaches() {
  const coaches = useSignal<Item<Coach>[] | null>(null);
  const error = useSignal('');
  useEffect(() => {
    get<Page<Item<Coach>>>('/coaches')
      .then(({ items }) => { coaches.value = items; })
      .catch((problem) => { error.value = explain(problem); });
  }, []);
  return (
    <section class="stack" aria-labelledby="coaches-title">
      <h2 id="coaches-title">{t('view.coaches')}</h2>
      {error.value && <p class="error" role="alert">{error.value}</p>}
      {coaches.value?.length === 0 && <p>{t('coaches.empty')} <a href={link('create')}>{t('coaches.create')}</a></p>}
      <ul class="cards">
        {coaches.value?.map((item) => <li key={item.sk} class="card"><CoachCard coach={item.attributes} /></li>)}
      </ul>
    </section>
  );
}
