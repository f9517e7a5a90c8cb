// What others may see and learn: nothing, until the person says otherwise.

import { audiences, type Preferences, sharings } from '../../api/me';
import { preferences } from '../../data/me';
import { t } from '../../i18n';
import { Choice } from '../../ui/fields';
import { Switch, useChange } from './switches';

export function Privacy() {
  const { error, change } = useChange();
  const kept = preferences.value.privacy_settings;
  const set = (patch: Partial<Preferences['privacy_settings']>) => change({ privacy_settings: patch });
  return (
    <section class="card stack" aria-labelledby="privacy-title">
      <h3 id="privacy-title">{t('privacy.title')}</h3>
      <Choice
        label={t('privacy.data_sharing')} hint={t('privacy.data_sharingText')} value={kept.data_sharing} options={sharings.map((value) => ({ value, text: t(`privacy.sharing.${value}`) }))}
        onChoose={(value) => set({ data_sharing: value as (typeof sharings)[number] })}
      />
      <Choice
        label={t('privacy.workout_sharing')} value={kept.workout_sharing} options={audiences.map((value) => ({ value, text: t(`privacy.audience.${value}`) }))}
        onChoose={(value) => set({ workout_sharing: value as (typeof audiences)[number] })}
      />
      <div><Switch label={t('privacy.public_profile')} on={kept.public_profile} onChange={(on) => set({ public_profile: on })} /></div>
      {error.value && <p class="error" role="alert">{error.value}</p>}
    </section>
  );
}
