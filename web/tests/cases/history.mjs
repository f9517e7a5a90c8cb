// What was logged: found again, corrected, judged, removed and kept; its records lead to their words.

import { withHistory } from '../views.mjs';
import { equal, eventually, expect } from '../world.mjs';

const stored = (page, query = '') => page.evaluate((query) => fetch(`/v1/workouts${query}`).then((answer) => answer.json()).then(({ items }) => items), query);

async function atTheLog(person) {
  await person.arrive();
  const page = await person.open();
  await page.getByRole('button', { name: /^Take this coach:/ }).first().waitFor();
  await withHistory(page);
  await page.evaluate(() => { location.hash = 'log'; });
  await page.getByRole('heading', { name: 'Your workouts' }).waitFor();
  return page;
}

const rows = (page) => page.locator('.logged article h4').allInnerTexts();

export async function workoutsAreFoundByTheirDays({ person }) {
  const page = await atTheLog(person);
  const all = await stored(page);
  await eventually('30 days', async () => (await rows(page)).length === all.length - 1);
  await page.getByLabel('7 days').check();
  await eventually('7 days', async () => (await rows(page)).length === 3);
  await page.getByLabel('From … to …').check();
  const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('From', { exact: true }).fill(day(13));
  await page.getByLabel('To', { exact: true }).fill(day(9));
  await eventually('both days are included', async () => (await rows(page)).length === 3);
}

export async function aRecordLeadsToItsWords({ person }) {
  const page = await atTheLog(person);
  const row = page.locator('.logged article').filter({ hasText: '★ Fran' });
  await row.getByRole('button', { name: /^Details of/ }).click();
  const record = row.locator('.records li').filter({ hasText: 'Fran' });
  expect(/6:32/.test(await record.innerText()) && /7:10/.test(await record.innerText()), 'the record and what it beat');
  await record.hover();
  await eventually('its words light up', async () => (await row.locator('.words mark.lit').allInnerTexts()).join(' ').includes('6:32'));
}

export async function aLoggedWorkoutIsCorrected({ person }) {
  const page = await atTheLog(person);
  const row = page.locator('.logged article').filter({ has: page.getByRole('heading', { name: 'Run', exact: false }) }).first();
  await row.getByRole('button', { name: /^Details of/ }).click();
  await row.getByRole('button', { name: 'Edit' }).click();
  const words = row.getByLabel('Your words');
  equal(await words.inputValue(), 'Ran 5 km in 24:30 outdoors, easy', 'the words as they were written');
  await words.fill('Ran 6 km in 24:30 outdoors, easy');
  await row.getByRole('button', { name: /6 km/ }).click();
  await row.getByLabel('Distance').fill('5.5');
  await row.getByRole('button', { name: 'Apply' }).click();
  await row.getByRole('button', { name: /5.5 km/ }).waitFor();
  expect(await page.evaluate(() => /5.5 km/.test(document.activeElement?.textContent ?? '')), 'the focus is back at the value');
  await row.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Changed', { exact: true }).waitFor();
  const [item] = (await stored(page)).filter(({ attributes }) => attributes.extracted_data.exercises.includes('run'));
  const [, date, id] = item.sk.split('#');
  const { document } = await page.evaluate((path) => fetch(path).then((answer) => answer.json()), `/v1/workouts/${date}/${id}`);
  equal([document.text, document.workout.exercises[0].sets[0].distance.value.value], ['Ran 6 km in 24:30 outdoors, easy', 5.5], 'words and what the person made of them');

  await row.getByRole('button', { name: 'How was it?' }).click();
  await row.getByLabel('too hard').check();
  await row.getByLabel('In your words').fill('Windy');
  await row.getByRole('button', { name: 'Save' }).click();
  await row.getByText(/too hard.*Windy/).waitFor();
}

export async function aRemovedWorkoutCanBeTakenBack({ person }) {
  const page = await atTheLog(person);
  const before = (await stored(page)).length;
  const row = page.locator('.logged article').first();
  const name = await row.locator('h4').innerText();
  await row.getByRole('button', { name: /^Details of/ }).click();
  await row.getByRole('button', { name: 'Delete' }).click();
  await eventually('it is out of sight', async () => (await rows(page))[0] !== name);
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually('it is back', async () => (await rows(page))[0] === name);
  equal((await stored(page)).length, before, 'workouts at the server');
}

export async function whatIsLeftOpenIsAsked({ person }) {
  await person.arrive();
  const page = await person.open('#log');
  const field = page.getByLabel('What did you do?');
  await field.fill('Bench press 3x8, then back squat 5x5 225');
  await page.getByText('Is “225” in kilograms or pounds?').waitFor();
  await page.getByRole('button', { name: 'lb', exact: true }).click();
  await page.getByRole('button', { name: /5 × 5 · 225 lb/ }).waitFor();

  await field.fill('Bench press 3x8');
  const answer = page.getByLabel(/What weight did you use/);
  await answer.fill('60 kg');
  await page.keyboard.press('Enter');
  await eventually('the answer is in the words', async () => (await field.inputValue()) === 'Bench press 3x8 @ 60 kg');
  await page.getByRole('button', { name: /3 × 8 · 60 kg/ }).waitFor();

  // Several at once; one is left out.
  await field.fill('Yesterday I ran 5k in 27:30. Today: deadlift 3x3 at 140 kg');
  await page.getByRole('button', { name: 'Save 2 workouts' }).waitFor();
  await page.getByRole('button', { name: 'Leave this one out' }).first().click();
  await page.getByRole('button', { name: 'Save workout' }).click();
  await page.getByText('1 workout saved').waitFor();
  equal((await stored(page)).map(({ attributes }) => attributes.extracted_data.exercises), [['deadlift']], 'only what was meant is logged');
  equal(await field.inputValue(), '', 'the field is empty again');

  await field.fill('Tomorrow I will squat 5x5');
  await page.getByText('This reads like a plan').waitFor();
  expect(await page.getByRole('button', { name: 'Save workout' }).isDisabled(), 'a plan is not logged');
}
