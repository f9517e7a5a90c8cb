// The empty state: start talking, or take a coach that is ready.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call, get } from '../../api/http';
import type { Coach, Item, Page, Template } from '../../api/types';
import { language, locale, t } from '../../i18n';
import { explain } from '../../ui/errors';

interface Props {
  error: string;
  onStart: () => void;
  onTaken: (coach: Item<Coach>) => void;
}

export function Welcome({ error, onStart, onTaken }: Props) {
  const templates = useSignal<Template[]>([]);
  const problem = useSignal('');
  useEffect(() => {
    get<Page<Template>>(`/coach-templates?locale=${language.value}`)
      .then(({ items }) => { templates.value = items; })
      .catch((failure) => { problem.value = explain(failure); });
  }, [language.value]);
  const take = async (template: string) => {
    try {
      const { coach } = await call<{ coach: Item<Coach> }>('POST', '/coaches', { body: { template, locale: locale.value } });
      onTaken(coach);
    } catch (failure) {
      problem.value = explain(failure);
    }
  };
  const shown = error || problem.value;
  return (
    <section class="stack" aria-labelledby="welcome-title">
      <h2 id="welcome-title">{t('welcome.title')}</h2>
      <p>{t('welcome.text')}</p>
      <p class="quiet small">{t('welcome.ai')}</p>
      <div><button type="button" onClick={onStart}>{t('welcome.start')}</button></div>
      {shown && <p class="error" role="alert">{shown}</p>}
      {templates.value.length > 0 && (
        <>
          <h3>{t('welcome.templates')}</h3>
          <ul class="cards">
            {templates.value.map(({ id, name, description }) => (
              <li key={id} class="card tight">
                <h4>{name}</h4>
                <p class="quiet">{description}</p>
                <div>
                  <button type="button" class="second" onClick={() => take(id)} aria-label={t('welcome.takeNamed', { name })}>
                    {t('welcome.take')}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
