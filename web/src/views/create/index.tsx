// Create a coach: a conversation that is saved at every turn and can be taken up again.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Coach, Item } from '../../api/types';
import { complete, remove, resume, session, start, turn } from '../../data/interview';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';
import { CoachCard } from '../coaches/card';
import { Composer } from './composer';
import { Conversation } from './conversation';
import { Known } from './known';
import { Progress } from './progress';
import { Welcome } from './welcome';

export function Create() {
  const ready = useSignal(session.value !== null);
  const coach = useSignal<Item<Coach> | null>(null);
  const error = useSignal('');

  useEffect(() => {
    if (ready.value) return;
    resume().catch((problem) => { error.value = explain(problem); }).finally(() => { ready.value = true; });
  }, []);

  const attempt = async (action: () => Promise<void>) => {
    error.value = '';
    try {
      await action();
    } catch (problem) {
      error.value = explain(problem);
    }
  };

  if (!ready.value) return <p class="quiet" role="status">{t('loading')}</p>;
  if (coach.value) {
    return (
      <section class="stack" aria-labelledby="ready">
        <h2 id="ready">{t('create.ready')}</h2>
        <p>{t('create.readyNext')}</p>
        <article class="card"><CoachCard coach={coach.value.attributes} /></article>
        <div class="row">
          <a class="button" href="#log">{t('create.logFirst')}</a>
          <button class="second" type="button" onClick={() => { coach.value = null; }}>{t('create.another')}</button>
        </div>
      </section>
    );
  }
  if (!session.value) {
    return (
      <Welcome
        error={error.value}
        onStart={() => attempt(() => start())}
        onTaken={(made) => { coach.value = made; }}
      />
    );
  }
  return (
    <section class="stack" aria-labelledby="create-title">
      <div class="row spread">
        <h2 id="create-title">{t('view.create')}</h2>
        <button
          type="button"
          class="plain"
          onClick={() => { if (confirm(t('create.restartSure'))) void attempt(remove); }}
        >
          {t('create.restart')}
        </button>
      </div>
      <Progress />
      <div class="talk with-side">
        <div>
          <Conversation />
          {turn.value?.readyToComplete && (
            <p class="row">
              <button type="button" onClick={() => attempt(async () => { coach.value = await complete<Item<Coach>>(); })}>
                {t('create.complete')}
              </button>
            </p>
          )}
          <Composer />
        </div>
        <Known />
      </div>
      {error.value && <p class="error" role="alert">{error.value}</p>}
    </section>
  );
}
