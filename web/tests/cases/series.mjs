// What the page computes by itself, without a browser: series, differences, corrections, patches.

import { withModules } from '../modules.mjs';
import { equal, expect } from '../world.mjs';

const span = [0, 1];
const found = (value) => ({ value, span });
const set = (reps, kilograms, more = {}) => ({ span, reps: found(reps), weight: found({ value: kilograms, unit: 'kg' }), ...more });
const workout = (parts) => ({ span, exercises: [], achievements: [], concerns: [], isCompleted: found(true), completeness: 1, ambiguities: [], ...parts });
const lift = (name, ...sets) => ({ name: found(name), sets });

export const seriesAreWhatWasLifted = () => withModules(['views/progress/compute.ts'], ({ progressOf, oneRepMax, streaks, lastWeeks, merged }) => {
  // Epley says 116.7, Brzycki 112.5.
  equal([oneRepMax(100, 1), oneRepMax(100, 5), oneRepMax(100, 12), oneRepMax(100, 13), oneRepMax(100, 0)], [100, 114.6, 142, null, null], 'estimates');
  const entries = [
    { id: 'b', date: '2026-11-18', workout: workout({ exercises: [lift('back_squat', set(5, 100), set(5, 100), set(5, 110, { failed: span }))], duration: found(60), perceivedExertion: found(8) }) },
    { id: 'a', date: '2026-11-16', workout: workout({ exercises: [lift('back_squat', set(1, 120), { span, reps: found(3), weight: found({ value: 200, unit: 'lb' }) })] }) },
    { id: 'c', date: '2026-11-25', workout: workout({ benchmark: found('fran'), resultSeconds: found(380), scaled: found(true), exercises: [lift('thruster', set(21, 43))] }) },
    { id: 'd', date: '2026-11-25', workout: workout({ benchmark: found('cindy'), rounds: found(15), reps: found(4), exercises: [lift('weighted', set(5, 10))] }) },
  ];
  const series = progressOf(entries, '2026-11-25', 'kg');
  equal(progressOf([...entries].reverse(), '2026-11-25', 'kg'), series, 'the order of the workouts does not matter');
  for (const part of [1, 2, 3]) {
    const [known, waiting] = [entries.slice(0, part), entries.slice(part)].map((some) => progressOf(some, '2026-11-25', 'kg'));
    const { lifts, benchmarks, ...rest } = merged(known, waiting, '2026-11-25');
    const sorted = (list) => [...list].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
    equal([rest, sorted(lifts), sorted(benchmarks)], [{ calendar: series.calendar, weeks: series.weeks, streaks: series.streaks }, sorted(series.lifts), sorted(series.benchmarks)], `the first ${part} and then the others`);
  }
  equal(series.calendar.map(({ date, workouts, minutes }) => [date, workouts, Math.round(minutes)]), [['2026-11-16', 1, 0], ['2026-11-18', 1, 60], ['2026-11-25', 2, 6]], 'days');
  const [first, second] = series.weeks;
  equal([first.monday, first.workouts, Math.round(first.volume), first.load, first.rated], ['2026-11-16', 2, 1000 + 120 + Math.round(600 * 0.45359237), 480, 1], 'a week; failed sets count for nothing');
  equal(Math.round(second.volume), 21 * 43 + 15 * 5 * 10, 'sets of a round count for each round');
  const squat = series.lifts.find(({ movement }) => movement === 'back_squat');
  equal(squat.points.map(({ date, value, isEstimate, evidence }) => [date, value, isEstimate, evidence.workoutId]), [['2026-11-16', 120, false, 'a'], ['2026-11-18', 114.6, true, 'b']], 'the best of each day');
  expect(!series.lifts.some(({ movement }) => movement === 'thruster'), 'nothing is estimated from 21 repetitions');
  equal(series.benchmarks.map(({ benchmark, score, points: [{ value, reps, isScaled }] }) => [benchmark, score, value, reps, isScaled]), [['cindy', 'rounds', 15, 4, false], ['fran', 'time', 380, 0, true]], 'benchmarks');
  equal(series.streaks, { current: 2, longest: 2 }, 'weeks in a row');
  equal(streaks(['2026-11-02', '2026-11-09', '2026-10-05', '2026-09-28', '2026-09-21'], '2026-11-25'), { current: 0, longest: 3 }, 'a streak that ended');
  equal(streaks(['2026-11-16', '2026-11-09'], '2026-11-23'), { current: 2, longest: 2 }, 'a week that has just begun ends no streak');
  equal(lastWeeks(series.weeks, '2026-11-25', 3).map(({ monday, workouts }) => [monday, workouts]), [['2026-11-09', 0], ['2026-11-16', 2], ['2026-11-23', 2]], 'weeks without training are shown');
});

export const axesAreRound = () => withModules(['charts/scale.ts'], ({ ticks, dayNumber, dayOf, monday }) => {
  equal(ticks(0, 9), [0, 2.5, 5, 7.5, 10], 'ticks');
  equal(ticks(112.5, 171.9), [100, 120, 140, 160, 180], 'ticks that hold both ends');
  for (const [low, high] of [[0, 0], [5, 5], [-3, -3], [0.001, 0.002], [1e6, 3e6]]) {
    const found = ticks(low, high);
    expect(found.length > 1 && found.length < 9 && found[0] <= low && found.at(-1) >= high, `ticks of ${low} to ${high}: ${found}`);
  }
  for (const date of ['2024-02-29', '2026-03-29', '2026-10-25', '1999-12-31']) equal(dayOf(dayNumber(date)), date, 'a day and back');
  equal(dayOf(monday(dayNumber('2026-11-29'))), '2026-11-23', 'Sunday belongs to the week before');
});

/** A small generator of texts, the same in every run. */
function* texts(count) {
  let state = 7;
  const next = (below) => { state = (state * 1103515245 + 12345) % 2147483648; return state % below; };
  const word = () => ['you', 'are', 'a', 'coach', 'who', 'plans', '5', 'days.', 'Rest\n', '- lift'][next(10)];
  for (let made = 0; made < count; made++) {
    const old = Array.from({ length: next(40) }, word);
    const edited = old.flatMap((same) => (next(6) === 0 ? [word(), word()].slice(0, next(3)) : [same]));
    yield [old.join(' '), edited.join(' ')];
  }
}

export const differencesGiveBothTextsBack = () => withModules(['ui/diff.ts'], ({ diff }) => {
  equal(diff('one two three', 'one 2 three'), [{ kind: 'same', text: 'one ' }, { kind: 'gone', text: 'two ' }, { kind: 'new', text: '2 ' }, { kind: 'same', text: 'three' }], 'a word');
  for (const [before, after] of texts(300)) {
    const pieces = diff(before, after);
    const side = (kind) => pieces.filter((piece) => piece.kind !== kind).map(({ text }) => text).join('');
    equal([side('new'), side('gone')], [before, after], 'both texts');
  }
});

export const correctionsKeepTheirWords = () => withModules(['views/log/corrections.ts', 'ui/bytes.ts'], (corrections, { shifted, quote, insertAt }) => {
  const squat = workout({ exercises: [{ name: { value: 'back_squat', span: [0, 10] }, sets: [5, 5, 3].map((reps) => ({ span: [11, 20], reps: { value: reps, span: [13, 14] }, weight: { value: { value: 100 }, span: [17, 20] } })) }],
    ambiguities: [{ kind: 'loadUnit', span: [17, 20] }] });
  const values = { count: 3, reps: 4, weight: 90, unit: 'kg', distance: null, distanceUnit: null, seconds: null, calories: null, rpe: 8 };
  const changed = corrections.withSets(squat, 0, 0, 2, values);
  equal(changed.exercises[0].sets.map(({ reps, weight, rpe }) => [reps.value, weight.value.value, rpe?.value ?? null]), [[4, 90, 8], [4, 90, 8], [4, 90, 8], [3, 100, null]], 'two equal sets became three others');
  equal(changed.exercises[0].sets[0].weight, { value: { value: 90, unit: 'kg' }, span: [17, 20] }, 'the words stay');
  const inPounds = corrections.withLoadUnit(squat, 'lb');
  expect(inPounds.ambiguities.length === 0 && inPounds.exercises[0].sets.every(({ weight }) => weight.value.unit === 'lb'), 'the unit is chosen for all');
  equal(corrections.withFigure(squat, 'resultSeconds', 90).resultSeconds, { value: 90, span: squat.span }, 'a figure that nobody wrote rests on the whole');
  expect(!('resultSeconds' in corrections.withFigure(corrections.withFigure(squat, 'resultSeconds', 90), 'resultSeconds', null)), 'what is taken away is absent');
  equal(shifted(squat, 7).exercises[0].name.span, [7, 17], 'spans move with their words');
  equal(shifted(shifted(squat, 7), -7), squat, 'and back');
  const text = 'Développé couché à 60 kg';
  equal([quote(text, [0, 11]), insertAt(text, 19, '!')], ['Développé', 'Développé couché! à 60 kg'], 'bytes, not characters');
});

export const patchesHoldWhatChanged = () => withModules(['views/coaches/draft.ts'], ({ draftOf, changesOf, patchOf, personaOf, touches, withChanges }) => {
  const coach = {
    coachName: 'Emma · Strength', customInstructions: '', isActive: true, isPrimary: true,
    technical_config: {
      methodology: 'general_foundations', programming_focus: ['strength'], experience_level: 'beginner', training_frequency: 3, specializations: [], injury_considerations: [],
      goal_timeline: 'ongoing', preferred_intensity: 'low', equipment_available: ['barbell'], time_constraints: { session_length: 45, available_days: [] },
    },
    metadata: { version: '1.1', last_updated: '2026-11-25T00:00:00Z', adaptation_history: [{ change: 'persona: null -> "emma"' }, { change: 'training_frequency: 4 -> 3; persona: "emma" -> "emma+alex"' }] },
  };
  equal(personaOf(coach), 'emma+alex', 'the persona that the history names last');
  const draft = { ...draftOf(coach), training_frequency: 4, persona: 'marcus', 'time_constraints.session_length': 60 };
  const changes = changesOf(coach, draft);
  equal(patchOf(changes), { persona: 'marcus', technical_config: { training_frequency: 4, time_constraints: { session_length: 60 } } }, 'only what changed is sent');
  equal(changesOf(coach, draftOf(coach)), [], 'nothing changed');
  equal(personaOf(withChanges(coach, draft, changes)), 'marcus', 'a preview has the persona that saving would give');
  expect(touches('technical_config', 'time_constraints.session_length') && touches('technical_config.time_constraints', 'time_constraints.session_length'), 'a nested field touches its group');
  expect(!touches('technical_config.methodology', 'persona') && touches('metadata.adaptation_history.persona', 'persona'), 'the persona has its own source');
});
