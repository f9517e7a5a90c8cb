// The empty state: start talking, or take a coach that is ready.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, isPassing, newKey } from '../../api/http';
import type { Coach, Item, Page, Template } from '../../api/types';
import type { Made } from '../../data/interview';
import { write } from '../../data/outbox';
import { engine, setting } from '../../engine';
import { language, languages, speak, t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { UnsavedCoaches } from './notices';
import { Sample } from './sample';

interface Props {
  error: string;
  onStart: () => void;
  onTaken: (coach: Made) => void;
}

/** The instant coaches, from the server or from this device's engine. */
const offered = (): Promise<Pick<Template, 'id' | 'name' | 'description'>[]> =>
  get<Page<Template>>(`/coach-templates?locale=${language.value}`).then(({ items }) => items, (error: unknown) => {
    if (!isPassing(error)) throw error;
    return engine.templates(setting());
  });

async function take(template: string, name: string): Promise<Made> {
  const body = { template, locale: language.value };
  const key = newKey();
  const outcome = await write<{ coach: Item<Coach> }>({ method: 'POST', path: '/coaches', body, key, kind: 'coach', words: name });
  if (outcome.sent) return { saved: true, coach: outcome.value.coach.attributes };
  const made = await engine.fromTemplate(template, { coachId: `local-${key}`, userId: 'local' }, setting());
  return { saved: false, coach: made.config };
}

export function Welcome({ error, onStart, onTaken }: Props) {
  const templates = useSignal<Pick<Template, 'id' | 'name' | 'description'>[]>([]);
  const problem = useSignal('');
  const busy = useSignal(false);
  useEffect(() => {
    let wanted = true;
    offered()
      .then((items) => { if (wanted) templates.value = items; })
      .catch((failure) => { if (wanted) problem.value = explain(failure); });
    return () => { wanted = false; };
  }, [language.value]);
  const chosen = async (id: string, name: string) => {
    if (busy.value) return;
    busy.value = true;
    try {
      onTaken(await take(id, name));
    } catch (failure) {
      problem.value = explain(failure);
    } finally {
      busy.value = false;
    }
  };
  const shown = error || problem.value;
  return (
    <section class="stack welcome" aria-labelledby="welcome-title">
      <UnsavedCoaches />
      <div class="hero">
        <div class="stack">
          <h2 id="welcome-title">{t('welcome.title')}</h2>
          <p class="lead">{t('welcome.text')}</p>
          <div class="row"><button type="button" onClick={onStart}>{t('welcome.start')}</button></div>
          <p class="quiet small">{t('welcome.ai')}</p>
        </div>
        <Sample />
      </div>
      {shown && <p class="error" role="alert">{shown}</p>}
      {templates.value.length > 0 && (
        <>
          <h3>{t('welcome.templates')}</h3>
          <ul class="cards">
            {templates.value.map(({ id, name, description }) => (
              <li key={id} class="card template">
                <h4>{name}</h4>
                <p class="quiet">{description}</p>
                <div>
                  <button type="button" class="second" disabled={busy.value} onClick={() => void chosen(id, name)} aria-label={t('welcome.takeNamed', { name })}>
                    {t('welcome.take')}
                  </button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      <ul class="row languages" aria-label={t('language')}>
        {languages.map((code) => (
          <li key={code}>
            <button type="button" class="plain small" lang={code} aria-pressed={code === language.value} onClick={() => void speak(code)}>
              {tCode('language', code)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
