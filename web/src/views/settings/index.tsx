// Settings: how the page looks and speaks, who the person is, what they are told, what others see, and their data.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isKept, loadPreferences, loadProfile } from '../../data/me';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';
import { Data } from './data';
import { Look } from './look';
import { Memories } from './memories';
import { Notifications } from './notifications';
import { Privacy } from './privacy';
import { ProfileForm } from './profile';

export function Settings() {
  const error = useSignal('');
  const ready = useSignal(false);
  const attempt = () => {
    error.value = '';
    Promise.all([loadPreferences(), loadProfile()])
      .catch((problem) => { error.value = explain(problem); })
      .finally(() => { ready.value = true; });
  };
  useEffect(attempt, []);
  return (
    <section class="stack settings" aria-labelledby="settings-title">
      <h2 id="settings-title">{t('view.settings')}</h2>
      {error.value && <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>}
      {isKept.value === false && <p class="notice" role="status">{t('settings.notKept')}</p>}
      <Look />
      {!ready.value && <p class="quiet" role="status">{t('loading')}</p>}
      {ready.value && isKept.value !== false && (
        <>
          <ProfileForm />
          <Memories />
          <Notifications />
          <Privacy />
        </>
      )}
      <Data />
    </section>
  );
}
