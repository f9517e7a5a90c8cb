// Create a coach: a conversation that is saved at every turn and can be taken up again.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { complete, current, type Made, remove, resume, start, turn } from '../../data/interview';
import { t } from '../../i18n';
import { link, place } from '../../router';
import { explain } from '../../ui/errors';
import { CoachCard } from '../coaches/card';
import { Composer } from './composer';
import { Conversation } from './conversation';
import { Known } from './known';
import { Notices, OtherLanguage } from './notices';
import { Progress } from './progress';
import { Welcome } from './welcome';

export function Create() {
  const ready = useSignal(current.value !== null);
  const made = useSignal<Made | null>(null);
  const error = useSignal('');

  const attempt = async (action: () => Promise<void>) => {
    error.value = '';
    try {
      await action();
    } catch (problem) {
      error.value = explain(problem);
    }
  };

  // `#create/change/<coach>` and `#create/again/<coach>` begin from a coach.
  const [wish, coachId] = place.value.rest;
  useEffect(() => {
    const begin = async () => {
      if (coachId && (wish === 'change' || wish === 'again')) {
        history.replaceState(null, '', link('create'));
        made.value = null;
        await start({ coachId, creationType: wish === 'change' ? 'modification' : 'recreation' });
      } else if (!current.value) {
        await resume();
      }
    };
    void attempt(begin).then(() => { ready.value = true; });
  }, [wish, coachId]);

  // What this device has is shown before the server has answered.
  if (!ready.value && !current.value) return <p class="quiet" role="status">{t('loading')}</p>;
  if (made.value) return <Ready made={made.value} onAnother={() => { made.value = null; }} />;
  if (!current.value) {
    return (
      <Welcome
        error={error.value}
        onStart={() => attempt(() => start())}
        onTaken={(taken) => { made.value = taken; }}
      />
    );
  }
  const lost = current.value.unplaced && current.value.unplaced.why !== 'notReady' && current.value.unplaced.why !== 'refused';
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
      <Notices onAgain={(texts) => attempt(() => texts())} />
      <div class="talk with-side">
        <div>
          <Conversation />
          {!lost && <OtherLanguage />}
          {turn.value?.readyToComplete && !lost && (
            <p class="row finish">
              <button type="button" onClick={() => attempt(async () => { made.value = await complete(); })}>
                {t('create.complete')}
              </button>
            </p>
          )}
          {error.value && <p class="error" role="alert">{error.value}</p>}
          {!lost && <Composer key={current.value.id} />}
        </div>
        <Known />
      </div>
    </section>
  );
}

function Ready({ made, onAnother }: { made: Made; onAnother: () => void }) {
  return (
    <section class="stack" aria-labelledby="ready">
      <h2 id="ready" tabIndex={-1} ref={(heading) => heading?.focus()}>{t('create.ready')}</h2>
      <p>{t('create.readyNext')}</p>
      {!made.saved && <p class="notice" role="status">{t('create.readyOffline')}</p>}
      <article class="card"><CoachCard coach={made.coach} /></article>
      <div class="row">
        <a class="button" href={link('log')}>{t('create.logFirst')}</a>
        <button class="second" type="button" onClick={onAnother}>{t('create.another')}</button>
      </div>
    </section>
  );
}
