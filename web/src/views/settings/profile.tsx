// Who the person is and how they train: all of it optional.

import { useSignal } from '@preact/signals';
import choices from 'virtual:choices';
import { genders, levels, type Patch, type Profile } from '../../api/me';
import { Problem } from '../../api/http';
import { changeProfile, isMissing, profile } from '../../data/me';
import { t, tCode, timeZone } from '../../i18n';
import { explain } from '../../ui/errors';
import { Choice, Field, Many, Select } from '../../ui/fields';
import { toast } from '../../ui/toast';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const zones = (): string[] => [...new Set([timeZone(), ...Intl.supportedValuesOf('timeZone')])];

export function ProfileForm() {
  /** What was edited, over what is kept. */
  const edited = useSignal<Patch<Profile>>({});
  const problems = useSignal<Record<string, string>>({});
  const error = useSignal('');
  const busy = useSignal(false);
  const kept = profile.value;
  const value = { ...kept, ...edited.value, preferences: { ...kept.preferences, ...edited.value.preferences } };
  const set = (patch: Patch<Profile>) => {
    edited.value = { ...edited.value, ...patch, ...(patch.preferences ? { preferences: { ...edited.value.preferences, ...patch.preferences } } : {}) };
    problems.value = {};
  };
  const text = (name: 'firstName' | 'lastName' | 'email' | 'dateOfBirth', type: 'text' | 'email' | 'date', complete: string) => (
    <Field label={t(`profile.${name}`)} problem={problems.value[name]}>
      {(attributes) => (
        <input
          {...attributes} type={type as 'text'} autocomplete={complete} maxLength={200} value={value[name] ?? ''}
          onInput={(event) => set({ [name]: event.currentTarget.value.trim() ? event.currentTarget.value : null })}
        />
      )}
    </Field>
  );
  const save = async () => {
    busy.value = true;
    error.value = '';
    try {
      const sent = await changeProfile(edited.value);
      edited.value = {};
      toast(t(sent ? 'settings.saved' : 'settings.savedHere'));
    } catch (problem) {
      if (problem instanceof Problem) problems.value = Object.fromEntries((problem.body.errors ?? []).map(({ pointer, detail }) => [pointer.split('/').at(-1) ?? '', detail]));
      error.value = isMissing(problem) ? t('settings.missing') : explain(problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="card stack" aria-labelledby="profile-title" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div><h3 id="profile-title">{t('profile.title')}</h3><p class="quiet small">{t('profile.text')}</p></div>
      <div class="two">
        {text('firstName', 'text', 'given-name')}
        {text('lastName', 'text', 'family-name')}
        {text('email', 'email', 'email')}
        {text('dateOfBirth', 'date', 'bday')}
        <Select
          label={t('profile.gender')} value={value.gender ?? ''} options={[{ value: '', text: '–' }, ...genders.map((code) => ({ value: code, text: t(`gender.${code}`) }))]}
          onChoose={(code) => set({ gender: (code || null) as Profile['gender'] & string })}
        />
        <Select
          label={t('profile.timezone')} value={value.timezone ?? ''} problem={problems.value['timezone']}
          options={[{ value: '', text: t('profile.thisDevice', { zone: timeZone() }) }, ...zones().map((zone) => ({ value: zone, text: zone.replace(/_/g, ' ') }))]}
          onChoose={(zone) => set({ timezone: zone || null })}
        />
      </div>
      <Choice
        label={t('profile.fitnessLevel')} value={value.fitnessLevel ?? ''} options={levels.map((code) => ({ value: code, text: tCode('experience', code) }))}
        onChoose={(code) => set({ fitnessLevel: code as Profile['fitnessLevel'] & string })}
      />
      <Many label={t('profile.goals')} chosen={value.goals} codes={choices.goals} text={(code) => tCode('code', code)} onChange={(goals) => set({ goals })} />
      <Many label={t('profile.workoutTypes')} chosen={value.preferences.workoutTypes} codes={choices.activities} text={(code) => tCode('code', code)} onChange={(workoutTypes) => set({ preferences: { workoutTypes } })} />
      <Many
        label={t('profile.trainingDays')} chosen={value.preferences.trainingDays} codes={DAYS} text={(code) => tCode('code', code)}
        onChange={(days) => set({ preferences: { trainingDays: DAYS.filter((name) => days.includes(name)) } })}
      />
      <Field label={t('profile.availableTime')} problem={problems.value['availableTime']}>
        {(attributes) => (
          <input
            {...attributes} class="short" type="number" inputMode="numeric" min={5} max={300} step={5} value={value.preferences.availableTime ?? ''}
            onInput={(event) => set({ preferences: { availableTime: event.currentTarget.value ? Number(event.currentTarget.value) : null } })}
          />
        )}
      </Field>
      <Many label={t('profile.equipment')} chosen={value.preferences.equipment} codes={choices.equipment} text={(code) => tCode('code', code)} onChange={(equipment) => set({ preferences: { equipment } })} />
      {error.value && <p class="error" role="alert">{error.value}</p>}
      <div><button type="submit" disabled={busy.value || Object.keys(edited.value).length === 0}>{t('save')}</button></div>
    </form>
  );
}
