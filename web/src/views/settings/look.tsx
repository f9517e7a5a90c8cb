// How the page looks and speaks. It changes at once, and on the other devices when they look.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { coachId } from '../../api/coaches';
import type { Preferences } from '../../api/me';
import { changePreferences, preferences } from '../../data/me';
import { language, languages, t } from '../../i18n';
import { theme } from '../../theme';
import { explain } from '../../ui/errors';
import { Choice, Select } from '../../ui/fields';
import { units } from '../../units';
import { coaches, load } from '../coaches/store';

type Ui = Preferences['ui_preferences'];

/** Languages under their own names. */
const nameOf = (code: string): string => {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
};

export function Look() {
  const error = useSignal('');
  useEffect(() => { load().catch(() => undefined); }, []);
  const change = (ui: { [K in keyof Ui]?: Ui[K] | null }) => {
    error.value = '';
    changePreferences({ ui_preferences: ui }).catch((problem) => { error.value = explain(problem); });
  };
  const known = coaches.value ?? [];
  return (
    <section class="card stack" aria-labelledby="look-title">
      <h3 id="look-title">{t('settings.look')}</h3>
      <div class="two">
        <Choice
          label={t('settings.theme')} value={theme.value} options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, text: t(`settings.theme.${value}`) }))}
          onChoose={(value) => change({ theme: value as Ui['theme'] })}
        />
        <Choice
          label={t('settings.language')} value={language.value} options={languages.map((value) => ({ value, text: nameOf(value) }))}
          onChoose={(value) => change({ language: value as Ui['language'] })}
        />
        <Choice
          label={t('settings.units')} hint={t('settings.unitsText')} value={units.value ?? ''}
          options={(['metric', 'imperial', ''] as const).map((value) => ({ value, text: t(`settings.units.${value || 'ask'}`) }))}
          onChoose={(value) => change({ measurement_units: (value || null) as 'metric' | 'imperial' | null })}
        />
        {known.length > 0 && (
          <Select
            label={t('settings.coach')} hint={t('settings.coachText')} value={preferences.value.ui_preferences.default_coach ?? ''}
            options={[{ value: '', text: t('settings.primary') }, ...known.map((item) => ({ value: coachId(item), text: item.attributes.coachName }))]}
            onChoose={(value) => change({ default_coach: value || null })}
          />
        )}
      </div>
      {error.value && <p class="error" role="alert">{error.value}</p>}
    </section>
  );
}
