// What the person is told of.

import { frequencies, type Preferences } from '../../api/me';
import { preferences } from '../../data/me';
import { t } from '../../i18n';
import { Choice } from '../../ui/fields';
import { Switch, useChange } from './switches';

const SWITCHES = ['workout_reminders', 'coach_messages', 'progress_updates', 'push_notifications'] as const;

export function Notifications() {
  const { error, change } = useChange();
  const kept = preferences.value.notification_settings;
  const set = (patch: Partial<Preferences['notification_settings']>) => change({ notification_settings: patch });
  return (
    <section class="card stack" aria-labelledby="notifications-title">
      <h3 id="notifications-title">{t('notifications.title')}</h3>
      <div>{SWITCHES.map((name) => <Switch key={name} label={t(`notifications.${name}`)} on={kept[name]} onChange={(on) => set({ [name]: on })} />)}</div>
      <Choice
        label={t('notifications.email_frequency')} value={kept.email_frequency} options={frequencies.map((value) => ({ value, text: t(`notifications.${value}`) }))}
        onChoose={(value) => set({ email_frequency: value as (typeof frequencies)[number] })}
      />
      {error.value && <p class="error" role="alert">{error.value}</p>}
    </section>
  );
}
