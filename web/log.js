// Logging in plain words: what will be saved is shown, with the words it came from, before it is saved.

import { call, newKey } from './api.js';
import { byId, element, marked, showError, words } from './dom.js';

const DRAFT = 'coachwright.workout';
let opened = false;
let timer = null;
let key = newKey();

const context = () => ({
  today: new Intl.DateTimeFormat('en-CA').format(new Date()),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

export async function openLog() {
  if (!opened) {
    opened = true;
    byId('workout').value = localStorage.getItem(DRAFT) ?? '';
    byId('workout').addEventListener('input', () => {
      localStorage.setItem(DRAFT, byId('workout').value);
      key = newKey();
      clearTimeout(timer);
      timer = setTimeout(preview, 250);
    });
    byId('log-form').addEventListener('submit', (event) => { event.preventDefault(); save(); });
  }
  await list();
  await preview();
}

function spansIn(value, found = []) {
  if (Array.isArray(value)) value.forEach((inner) => spansIn(inner, found));
  else if (value && typeof value === 'object') {
    if (Array.isArray(value.span) && value.span.length === 2) found.push(value.span);
    Object.values(value).forEach((inner) => spansIn(inner, found));
  }
  return found;
}

async function preview() {
  const text = byId('workout').value;
  if (!text.trim()) { byId('preview').replaceChildren(); return; }
  try {
    const answer = await call('POST', '/workouts:extract', { text, ...context() });
    const workouts = answer.workouts ?? [];
    byId('preview').replaceChildren(
      element('p', { className: 'said' }, ...marked(text, spansIn(workouts))),
      element('p', { textContent: workouts.length ? describe(workouts) : 'This does not read like a finished workout: nothing would be saved.' }),
    );
  } catch (error) {
    byId('preview').replaceChildren(element('p', { className: 'error', textContent: error.message }));
  }
}

function describe(workouts) {
  const names = workouts.map((workout) => {
    const name = workout.workoutName?.value ?? workout.workoutName;
    const exercises = (workout.exercises ?? []).map((exercise) => words(exercise.name?.value ?? exercise.name));
    return [name, ...exercises].filter(Boolean).join(', ');
  });
  return `${workouts.length === 1 ? 'One workout' : `${workouts.length} workouts`}: ${names.join(' · ')}`;
}

async function save() {
  const text = byId('workout').value;
  if (!text.trim()) return;
  showError(byId('log-error'), null);
  try {
    const answer = await call('POST', '/workouts', { text, ...context() }, { key });
    const records = answer.records?.length ? ` New record: ${answer.records.map((record) => words(record.movement ?? record.name ?? '')).join(', ')}!` : '';
    byId('log-state').textContent = `Saved.${records} ${answer.followUp?.text ?? answer.followUp ?? ''}`;
    byId('workout').value = '';
    localStorage.removeItem(DRAFT);
    key = newKey();
    byId('preview').replaceChildren();
    await list();
  } catch (error) {
    showError(byId('log-error'), new Error(`${error.message} Your text is still here.`));
  }
}

async function list() {
  const { items } = await call('GET', '/workouts?limit=20');
  byId('workouts-empty').hidden = items.length > 0;
  byId('workouts').replaceChildren(...items.map((item) => {
    const workout = item.attributes ?? item;
    const data = workout.extracted_data;
    const remove = element('button', { type: 'button', className: 'quiet', textContent: 'Delete' });
    const id = item.sk?.split('#')[2] ?? item.sessionId;
    remove.addEventListener('click', async () => {
      await call('DELETE', `/workouts/${workout.workoutDate}/${encodeURIComponent(id)}`);
      await list();
    });
    return element('li', {}, element('h4', { textContent: data.workoutName ?? words(data.workoutType ?? 'workout') }),
      element('p', { textContent: workout.workoutDate }),
      element('p', { textContent: (data.exercises ?? []).map(words).join(', ') }),
      ...(data.achievements ?? []).map((code) => element('span', { className: 'badge', textContent: words(code) })), remove);
  }));
}
