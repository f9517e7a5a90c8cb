// Settings: at once, for good, and never by accident.

import { equal, eventually, expect, Person } from '../world.mjs';

export async function settingsHoldAtOnceAndForGood({ person }) {
  await person.arrive();
  const page = await person.open('#settings');
  await page.getByLabel('Dark').check();
  equal(await page.locator('html').getAttribute('data-theme'), 'dark', 'the colours');
  await page.getByLabel('lb, miles').check();
  await page.getByLabel('Français').check();
  await page.getByRole('heading', { name: 'Apparence et langue' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Apparence et langue' }).waitFor();
  equal(await page.locator('html').getAttribute('data-theme'), 'dark', 'the colours after a reload');
  expect(await page.getByLabel('lb, miles').isChecked(), 'the units after a reload');

  // Whose units are known is not asked for them.
  await page.evaluate(() => { location.hash = 'log'; });
  await page.getByLabel('Qu’as-tu fait ?').fill('Développé couché 3x8 à 60');
  await page.getByRole('button', { name: /3 × 8 · 60/ }).waitFor();
  expect(!(await page.getByText('en kilos ou en livres').isVisible()), 'nothing is asked');
}

export async function anAccountIsNotDeletedByAccident({ person }) {
  await person.arrive();
  const page = await person.open('#settings');
  await page.getByRole('button', { name: 'Delete account…' }).click();
  const forGood = page.getByRole('button', { name: 'Delete for good' });
  expect(await forGood.isDisabled(), 'one click is not enough');
  await page.getByLabel(/^Type “delete”/).fill('delet');
  expect(await forGood.isDisabled(), 'nor is half a word');
  await page.getByLabel(/^Type “delete”/).fill('delete');
  expect(await forGood.isEnabled(), 'the word is');
  await page.keyboard.press('Escape');
  await eventually('nothing happened', async () => !(await forGood.isVisible()));
  expect(await page.evaluate(() => /Delete account/.test(document.activeElement?.textContent ?? '')), 'the focus is where it was');
}

const stored = (page, path) => page.evaluate((path) => fetch(`/v1${path}`).then((answer) => answer.json()), path);

export async function thePersonIsKeptAndFollowsThem({ person, server, browser }) {
  await person.arrive();
  const page = await person.open('#settings');
  await page.getByLabel('First name').fill('Ana');
  await page.getByRole('group', { name: 'Goals' }).getByLabel('strength').check();
  await page.getByRole('group', { name: 'Training days' }).getByLabel('Friday').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByLabel('Reminders of workouts').uncheck();
  await page.getByLabel('lb, miles').check();
  await page.getByLabel('Español').check();
  await page.getByRole('heading', { name: 'Aspecto e idioma' }).waitFor();
  await eventually('the server has it', async () => (await stored(page, '/me/preferences')).attributes.ui_preferences.language === 'es');
  const { attributes: profile } = await stored(page, '/me/profile');
  equal([profile.firstName, profile.goals, profile.preferences.trainingDays], ['Ana', ['strength'], ['friday']], 'the profile');
  equal((await stored(page, '/me/preferences')).attributes.notification_settings.workout_reminders, false, 'the reminders');

  // Another device of the same person speaks like them.
  const other = await new Person(browser, server).arrive({ locale: 'fr-FR' });
  await other.context.addCookies(await person.context.cookies());
  const there = await other.open('#settings');
  await there.getByRole('heading', { name: 'Aspecto e idioma' }).waitFor();
  await eventually('the units', () => there.getByLabel('lb, millas').isChecked());
  equal(await there.getByLabel('Nombre', { exact: true }).inputValue(), 'Ana', 'the name');
  await other.leave();
}

export async function theFirstChangeChoosesNothingElse({ person }) {
  await person.arrive({ locale: 'es-ES' });
  const page = await person.open('#settings');
  await page.getByLabel('Oscuro').check();
  await eventually('the server has it', async () => (await stored(page, '/me/preferences')).attributes.ui_preferences.theme === 'dark');
  await page.reload();
  await page.getByRole('heading', { name: 'Aspecto e idioma' }).waitFor();
  expect(await page.getByLabel('Preguntarme').isChecked(), 'numbers without a unit are still asked for');
}

export async function whatCoachesRememberIsThePersons({ person }) {
  await person.arrive();
  const page = await person.open('#settings');
  await page.getByRole('button', { name: 'Tell them something' }).click();
  await page.getByRole('group', { name: 'What is it about?' }).getByLabel('Injury').check();
  await page.getByLabel('In one sentence').fill('My left knee hurts downhill');
  await page.getByRole('button', { name: 'Tell them something' }).click();
  const memory = page.locator('.memories li');
  await memory.getByText('My left knee hurts downhill').waitFor();
  await memory.getByRole('button', { name: 'Correct' }).click();
  await memory.getByLabel('Injury').fill('My right knee hurts downhill');
  await memory.getByRole('button', { name: 'Save' }).click();
  await memory.getByText('My right knee').waitFor();
  await memory.getByRole('button', { name: 'It is over' }).click();
  await memory.getByText('no longer').waitFor();
  const { items: [{ attributes }] } = await stored(page, '/me/memories');
  equal([attributes.text, attributes.kind, attributes.isActive], ['My right knee hurts downhill', 'injury', false], 'at the server');
  await memory.getByRole('button', { name: 'Forget' }).click();
  await page.getByText('Nothing yet.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await memory.getByText('My right knee').waitFor();
}

export async function dataComesInAndGoesOutAndAway({ person }) {
  await person.arrive();
  const page = await person.open('#settings');
  const table = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n'
    + '2025-03-01 10:00:00,"Morning",45m,"Squat (Barbell)",1,100,5,0,0,"","",8\n';
  await page.getByLabel('File to import').setInputFiles({ name: 'strong.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByText('Nothing was written yet').waitFor();
  equal((await stored(page, '/workouts')).items.length, 0, 'workouts before');
  await page.getByRole('button', { name: 'Import 1 entry' }).click();
  await page.getByText('It is all there now.').waitFor();
  equal((await stored(page, '/workouts')).items.length, 1, 'workouts after');

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await saving;
  expect(/^coachwright-\d{4}-\d\d-\d\d\.json$/.test(file.suggestedFilename()), file.suggestedFilename());
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  const whole = JSON.parse(Buffer.concat(chunks).toString());
  expect(whole.items.some(({ entityType }) => entityType === 'workoutHistory'), 'the workout is in the export');

  await page.getByRole('button', { name: 'Delete account…' }).click();
  await page.getByLabel(/^Type “delete”/).fill('delete');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('heading', { name: 'Everything is erased' }).waitFor();
  const row = page.getByRole('dialog').getByRole('row', { name: /^Workouts/ });
  equal((await row.innerText()).split(/\s+/), ['Workouts', '1', '0'], 'the proof');
  await page.getByRole('button', { name: 'Start anew' }).click();
  await page.getByRole('button', { name: 'Start the conversation' }).waitFor();
  equal((await stored(page, '/workouts')).items.length, 0, 'nothing is left');
}
