// Changing a coach: every field of its configuration, and what each change does to what the coach is told, before it is kept.

import { useSignal } from '@preact/signals';
import catalogue from 'virtual:catalogue';
import choices from 'virtual:choices';
import { Problem } from '../../api/http';
import type { Coach, Item } from '../../api/types';
import { t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';
import { changesOf, type Draft, draftOf, patchOf } from './draft';
import { Choice, Field, Many, Select } from '../../ui/fields';
import { Preview } from './preview';
import { change, load } from './store';
import { fieldName } from './values';

const LEVELS = ['beginner', 'intermediate', 'advanced'];
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const TIMELINES = ['3_months', '6_months', '1_year', 'ongoing'];
const NAME_LIMIT = 25;
const WISHES_LIMIT = 3000;

export function Editor({ item }: { item: Item<Coach> }) {
  const coach = item.attributes;
  // What was edited, over whatever the coach is now: a change made elsewhere meanwhile takes nothing away.
  const edited = useSignal<Partial<Draft>>({});
  const draft: Draft = { ...draftOf(coach), ...edited.value };
  const problems = useSignal<Record<string, string>>({});
  const error = useSignal('');
  const busy = useSignal(false);
  const changes = changesOf(coach, draft);
  const set = <F extends keyof Draft>(field: F, value: Draft[F]) => {
    edited.value = { ...edited.value, [field]: value };
    problems.value = {};
  };
  const bind = <F extends keyof Draft>(field: F) => ({
    label: fieldName(field),
    value: draft[field],
    problem: problems.value[field],
    onChoose: (value: string) => set(field, value as Draft[F]),
  });
  const many = (field: 'programming_focus' | 'specializations' | 'equipment_available' | 'injury_considerations') => ({
    label: fieldName(field),
    chosen: draft[field],
    problem: problems.value[field],
    text: (code: string) => tCode('code', code),
    onChange: (chosen: string[]) => set(field, chosen),
  });
  const save = async () => {
    busy.value = true;
    error.value = '';
    problems.value = {};
    try {
      const changed = await change(item, patchOf(changes));
      edited.value = {};
      toast(changed ? t('coaches.saved', { version: changed.attributes.metadata.version }) : t('coaches.keptForLater'));
    } catch (problem) {
      if (problem instanceof Problem) problems.value = refused(problem);
      if (problem instanceof Problem && problem.status === 412) {
        error.value = t('coaches.changedElsewhere');
        await load().catch(() => undefined);
      } else {
        error.value = explain(problem);
      }
    } finally {
      busy.value = false;
    }
  };
  const levelOf = (level: string) => LEVELS.indexOf(level);
  const [lead = '', second = ''] = draft.persona.split('+');
  const personas = Object.keys(catalogue.persona).map((id) => ({ value: id, text: tCode('character', id) }));
  const blend = (first: string, other: string) => set('persona', other && other !== first ? `${first}+${other}` : first);
  const days = draft['time_constraints.available_days'];
  return (
    <form class="editor" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div class="stack">
        <fieldset class="stack">
          <legend>{t('coaches.part.character')}</legend>
          <Field label={fieldName('coachName')} problem={problems.value['coachName']}>
            {(attributes) => <input {...attributes} maxLength={NAME_LIMIT} required value={draft.coachName} onInput={(event) => set('coachName', event.currentTarget.value)} />}
          </Field>
          <Select label={fieldName('persona')} value={lead} problem={problems.value['persona']} options={personas} onChoose={(id) => blend(id, second)} />
          <Select
            label={t('coaches.second')} value={second} options={[{ value: '', text: t('none') }, ...personas.filter(({ value }) => value !== lead)]}
            onChoose={(id) => blend(lead, id)}
          />
          <Field label={fieldName('customInstructions')} hint={t('coaches.wishes')} problem={problems.value['customInstructions']}>
            {(attributes) => (
              <textarea {...attributes} rows={3} maxLength={WISHES_LIMIT} value={draft.customInstructions} onInput={(event) => set('customInstructions', event.currentTarget.value)} />
            )}
          </Field>
        </fieldset>
        <fieldset class="stack">
          <legend>{t('coaches.part.training')}</legend>
          <Choice {...bind('experience_level')} options={LEVELS.map((value) => ({ value, text: tCode('experience', value) }))} />
          <Select
            {...bind('methodology')}
            hint={catalogue.inspired[draft.methodology] && t('coach.inspired', { name: catalogue.inspired[draft.methodology] ?? '' })}
            options={choices.methodologies.map(({ id, level }) => {
              const above = levelOf(level) > levelOf(draft.experience_level);
              const name = tCode('methodology', id);
              return { value: id, text: above ? t('coaches.from', { name, level: tCode('experience', level) }) : name, disabled: above };
            })}
          />
          <Many {...many('programming_focus')} codes={choices.focus} />
          <Many {...many('specializations')} codes={choices.specializations} />
          <Choice {...bind('preferred_intensity')} options={['low', 'moderate', 'high'].map((value) => ({ value, text: tCode('intensity', value) }))} />
          <Choice {...bind('goal_timeline')} options={TIMELINES.map((value) => ({ value, text: tCode('code', value) }))} />
        </fieldset>
        <fieldset class="stack">
          <legend>{t('coaches.part.time')}</legend>
          <Choice
            label={fieldName('training_frequency')} value={String(draft.training_frequency)} problem={problems.value['training_frequency']}
            options={[1, 2, 3, 4, 5, 6, 7].map((count) => ({ value: String(count), text: String(count) }))}
            onChoose={(value) => set('training_frequency', Number(value))}
          />
          <Many
            label={fieldName('time_constraints.available_days')} hint={t('coaches.anyDay')} chosen={days} codes={DAYS} text={(code) => tCode('code', code)}
            problem={problems.value['time_constraints.available_days']}
            onChange={(chosen) => set('time_constraints.available_days', DAYS.filter((name) => chosen.includes(name)))}
          />
          <Field label={fieldName('time_constraints.session_length')} problem={problems.value['time_constraints.session_length']}>
            {(attributes) => (
              <input
                {...attributes} class="short" type="number" inputMode="numeric" min={5} max={300} step={5} value={draft['time_constraints.session_length']}
                onInput={(event) => set('time_constraints.session_length', Number(event.currentTarget.value))}
              />
            )}
          </Field>
        </fieldset>
        <fieldset class="stack">
          <legend>{t('coaches.part.body')}</legend>
          <Many {...many('equipment_available')} codes={choices.equipment} />
          <Many {...many('injury_considerations')} hint={t('coaches.careHint')} codes={choices.injuries} />
          {choices.marks.some((mark) => changes.some(({ field, from, to }) => field === 'injury_considerations' && has(from, mark) && !has(to, mark))) && (
            <p class="notice" role="status">{t('coaches.careLifted')}</p>
          )}
        </fieldset>
      </div>
      {changes.length > 0 && (
        <div class="changebar">
          <button type="button" class="plain" onClick={() => document.getElementById('preview-title')?.scrollIntoView({ block: 'start' })}>{t('coaches.seeEffect', { count: changes.length })}</button>
          <button type="submit" disabled={busy.value}>{t('save')}</button>
        </div>
      )}
      <Preview coach={coach} draft={draft} changes={changes}>
        {error.value && <p class="error" role="alert">{error.value}</p>}
        <div class="row">
          <button type="submit" disabled={busy.value || changes.length === 0}>{t('save')}</button>
          {changes.length > 0 && (
            <button type="button" class="plain" onClick={() => { edited.value = {}; problems.value = {}; error.value = ''; }}>{t('coaches.discard')}</button>
          )}
        </div>
      </Preview>
    </form>
  );
}

const has = (list: unknown, code: string): boolean => Array.isArray(list) && list.includes(code);

/** What the server refused, by field: `/technical_config/methodology` is `methodology`. */
function refused({ body }: Problem): Record<string, string> {
  return Object.fromEntries((body.errors ?? []).map(({ pointer, detail }) => {
    const path = pointer.split('/').filter((part) => part && part !== 'technical_config' && !/^\d+$/.test(part));
    return [path.join('.'), detail];
  }));
}
