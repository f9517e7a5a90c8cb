// One workout as it was read: every value lights up its words, and one click corrects it.

import { useSignal } from '@preact/signals';
import type { Span, Workout } from 'coachwright';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { clock, day, number, t, tCode, today } from '../../i18n';
import { type Figure, rename, withCompleted, withDate, withFigure, withoutExercise, withoutNote, withSets } from './corrections';
import { DateForm, FigureForm, MovementForm, SetForm } from './forms';
import { groups, movementText, setText, titleOf } from './facts';

interface Props {
  workout: Workout;
  /** The day it was on, where the text names none. */
  date?: string;
  onLight: (spans: Span[]) => void;
  /** Left out where the workout is only shown. */
  onCorrect?: ((workout: Workout) => void) | undefined;
}

export function WorkoutView({ workout, date = today(), onLight, onCorrect }: Props) {
  const editing = useSignal('');
  const box = useRef<HTMLDivElement>(null);
  /** Closes the form, and gives the focus back to the value it corrected. */
  const close = () => {
    const key = editing.value;
    editing.value = '';
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-fact="${key}"]`)?.focus());
  };
  const correct = (changed: Workout) => { onCorrect?.(changed); close(); onLight([]); };
  const fact = (key: string, text: string, spans: Span[], label?: string) => (
    <Fact
      name={key} text={text} label={label} spans={spans} onLight={onLight} open={editing.value === key}
      onOpen={onCorrect && (() => { editing.value = editing.value === key ? '' : key; })}
    />
  );
  const figure = (name: Figure, text: (value: number) => string) => {
    const found = workout[name];
    return found ? [{ name, label: tCode('figure', name), text: text(found.value), span: found.span }] : [];
  };
  const figures = [
    ...figure('resultSeconds', clock),
    ...figure('rounds', (value) => number(value)),
    ...figure('reps', (value) => number(value)),
    ...figure('duration', (value) => t('log.minutes', { count: value })),
    ...figure('timeCapSeconds', clock),
    ...figure('perceivedExertion', (value) => number(value)),
  ];
  const dated = workout.date?.value ?? date;
  const notes = [
    ...workout.achievements.map(({ value, span }, at) => ({ list: 'achievements' as const, at, text: tCode('achievement', value), span })),
    ...workout.concerns.map(({ value, span }, at) => ({ list: 'concerns' as const, at, text: tCode('concern', value), span })),
  ];
  const told = [
    workout.format && workout.format.value !== 'other' && tCode('format', workout.format.value),
    workout.intensity && tCode('intensity', workout.intensity.value),
    workout.scaled?.value && tCode('set', 'scaled'),
    workout.environment && tCode('environment', workout.environment.value),
    workout.weather && tCode('weather', workout.weather.value),
  ].filter(Boolean);
  return (
    <div class="tight workout" ref={box}>
      <div class="row facts-line">
        <h3>{titleOf(workout)}</h3>
        {fact('date', day(dated, { weekday: 'short', day: 'numeric', month: 'short' }), workout.date ? [workout.date.span] : [], t('log.date'))}
        {told.length > 0 && <span class="quiet small">{told.join(' · ')}</span>}
      </div>
      {editing.value === 'date' && <DateForm value={dated} onSave={(value) => correct(withDate(workout, value))} onCancel={close} />}
      {figures.length > 0 && (
        <dl class="figures">
          {figures.map(({ name, label, text, span }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{fact(name, text, [span], label)}</dd>
            </div>
          ))}
        </dl>
      )}
      {figures.map(({ name, label }) => editing.value === name && (
        <FigureForm key={name} label={label} isTime={name.endsWith('Seconds')} value={workout[name]?.value ?? 0} onSave={(value) => correct(withFigure(workout, name, value))} onCancel={close} />
      ))}
      {workout.exercises.length > 0 && (
        <ul class="exercises">
          {workout.exercises.map((exercise, place) => (
            <li key={place}>
              <div class="row facts-line">
                {fact(`name-${place}`, movementText(exercise.name.value), [exercise.name.span], t('log.movement'))}
                <span class="row sets">
                  {groups(exercise.sets).map(({ at, count, set, spans }) => (
                    <span key={at}>{fact(`set-${place}-${at}`, setText(count, set), spans, movementText(exercise.name.value))}</span>
                  ))}
                </span>
                {onCorrect && exercise.sets.length === 0 && (
                  <button type="button" class="plain small" onClick={() => { editing.value = `set-${place}-0`; }}>{t('log.addSets')}</button>
                )}
              </div>
              {editing.value === `name-${place}` && (
                <MovementForm
                  code={exercise.name.value} onCancel={close} onSave={(code) => correct(rename(workout, place, code))}
                  onRemove={() => correct(withoutExercise(workout, place))}
                />
              )}
              {(exercise.sets.length ? groups(exercise.sets) : [{ at: 0, count: 0, set: { span: exercise.name.span } }]).map(({ at, count, set }) => editing.value === `set-${place}-${at}` && (
                <SetForm key={at} count={count} set={set} onCancel={close} onSave={(values) => correct(withSets(workout, place, at, count, values))} />
              ))}
            </li>
          ))}
        </ul>
      )}
      {(notes.length > 0 || !workout.isCompleted.value) && (
        <ul class="row notes">
          {!workout.isCompleted.value && (
            <li><Note text={t('log.unfinished')} span={workout.isCompleted.span} onLight={onLight} onRemove={onCorrect && (() => correct(withCompleted(workout, true)))} /></li>
          )}
          {notes.map(({ list, at, text, span }) => (
            <li key={list + at}><Note text={text} span={span} onLight={onLight} onRemove={onCorrect && (() => correct(withoutNote(workout, list, at)))} /></li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FactProps {
  name: string;
  text: string;
  /** What kind of value it is, for those who do not see where it stands. */
  label?: string | undefined;
  spans: Span[];
  open: boolean;
  onLight: (spans: Span[]) => void;
  onOpen?: (() => void) | undefined;
}

/** A value: looked at, its words light up; pressed, it can be corrected. */
function Fact({ name, text, label, spans, open, onLight, onOpen }: FactProps) {
  const light = { onPointerEnter: () => onLight(spans), onPointerLeave: () => onLight([]), onFocus: () => onLight(spans), onBlur: () => onLight([]) };
  if (!onOpen) return <button type="button" class="fact still" {...light} onClick={() => onLight(spans)}>{text}</button>;
  return (
    <button type="button" class="fact" data-fact={name} aria-expanded={open} title={t('log.correct')} {...light} onClick={onOpen}>
      {label && <span class="visually-hidden">{label}: </span>}{text}
    </button>
  );
}

function Note({ text, span, onLight, onRemove }: { text: ComponentChildren; span: Span; onLight: (spans: Span[]) => void; onRemove?: (() => void) | undefined }) {
  return (
    <span class="told" onPointerEnter={() => onLight([span])} onPointerLeave={() => onLight([])}>
      {text}
      {onRemove && <button type="button" class="plain" aria-label={t('log.removeNote', { text: String(text) })} onFocus={() => onLight([span])} onBlur={() => onLight([])} onClick={onRemove}>×</button>}
    </span>
  );
}
