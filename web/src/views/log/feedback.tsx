// What the person thought of a workout.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { difficulties, type Feedback } from '../../api/workouts';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';
import { Choice } from '../../ui/fields';

interface Props {
  feedback: Feedback | null;
  onSave: (feedback: Feedback) => Promise<void>;
  onCancel: () => void;
}

const STEPS = [1, 2, 3, 4, 5].map((step) => ({ value: String(step), text: String(step) }));

export function FeedbackForm({ feedback, onSave, onCancel }: Props) {
  const value = useSignal<Feedback>(feedback ?? { satisfaction: 3, difficulty: 'just_right', enjoyment: 3, notes: '' });
  const error = useSignal('');
  const notes = useId();
  const set = (part: Partial<Feedback>) => { value.value = { ...value.value, ...part }; };
  return (
    <div class="stack">
      <Choice label={t('feedback.satisfaction')} value={String(value.value.satisfaction)} options={STEPS} onChoose={(step) => set({ satisfaction: Number(step) })} />
      <Choice label={t('feedback.enjoyment')} value={String(value.value.enjoyment)} options={STEPS} onChoose={(step) => set({ enjoyment: Number(step) })} />
      <Choice
        label={t('feedback.difficulty')} value={value.value.difficulty} options={difficulties.map((code) => ({ value: code, text: t(`feedback.${code}`) }))}
        onChoose={(code) => set({ difficulty: code as Feedback['difficulty'] })}
      />
      <div class="tight">
        <label for={notes}>{t('feedback.notes')}</label>
        <textarea id={notes} rows={2} maxLength={2000} value={value.value.notes} onInput={(event) => set({ notes: event.currentTarget.value })} />
      </div>
      {error.value && <p class="error" role="alert">{error.value}</p>}
      <div class="row">
        <button type="button" onClick={() => { onSave(value.value).catch((problem) => { error.value = explain(problem); }); }}>{t('save')}</button>
        <button type="button" class="plain" onClick={onCancel}>{t('cancel')}</button>
      </div>
    </div>
  );
}
