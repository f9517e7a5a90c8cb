// Logging a workout: read while it is typed, corrected with a click, kept, taken back.

import { equal, eventually, expect } from '../world.mjs';

const field = (page) => page.getByLabel('What did you do?');
const logged = async (page) => (await page.evaluate(() => fetch('/v1/workouts').then((answer) => answer.json()))).items;
const marks = (page) => page.locator('.writer .behind mark').allInnerTexts();

export async function aWorkoutIsReadWhileItIsTyped({ person }) {
  await person.arrive();
  const page = await person.open('#log');
  const asked = [];
  page.on('request', (request) => { if (request.url().includes('extract')) asked.push(request.url()); });
  await field(page).pressSequentially('Yesterday back squat 5x5 @ 225 lb. Today Fran in 6:32 Rx', { delay: 5 });
  const readings = page.locator('.reading');
  await eventually('two workouts are read', async () => (await readings.count()) === 2);
  equal(asked, [], 'requests to the server: the engine here reads it');
  const lit = (await marks(page)).join(' ');
  for (const words of ['squat', '225', '6:32']) expect(lit.includes(words), `“${words}” is marked in ${lit}`);
  await page.getByRole('button', { name: 'Save 2 workouts' }).click();
  await eventually('both are in the history', async () => (await page.locator('.logged > li').count()) === 2);
  const items = await logged(page);
  equal(items.length, 2, 'workouts at the server');
  equal(items.map(({ attributes }) => attributes.extracted_data.workoutName ?? null).filter(Boolean), ['Fran'], 'their names');
  equal(await field(page).inputValue(), '', 'the field is empty again');
}

export async function whatIsLeftOpenIsAsked({ person }) {
  await person.arrive();
  const page = await person.open('#log');
  await field(page).fill('Deadlift 3x5 at 100');
  const asks = page.locator('.reading').getByRole('button', { name: /^kg/ });
  await asks.first().click();
  await page.getByRole('button', { name: 'Save workout' }).click();
  const [item] = await eventually('it is kept', async () => { const items = await logged(page); return items.length && items; });
  const { workoutDate, s3Key } = item.attributes;
  const path = `/v1/workouts/${workoutDate}/${s3Key.split('/').at(-1).replace('.json', '')}`;
  const detail = await page.evaluate((path) => fetch(path).then((answer) => answer.text()), path);
  expect(/"unit":"kg"/.test(detail), `the unit is the one that was chosen: ${detail}`);
}

export async function aWorkoutIsLoggedOffline({ person }) {
  await person.arrive();
  const page = await person.open('#log');
  await person.settled(page);
  await person.context.setOffline(true);
  await page.reload();
  await field(page).fill('Ran 5 km in 24:30 outdoors');
  await page.locator('.reading').waitFor();
  await page.getByRole('button', { name: 'Save workout' }).click();
  await page.getByText('Waits to be sent', { exact: true }).waitFor();
  await field(page).fill('Half a thou');
  await page.reload();
  await page.getByText('Ran 5 km in 24:30 outdoors').waitFor();
  equal(await field(page).inputValue(), 'Half a thou', 'the unsent words');
  await person.context.setOffline(false);
  await eventually('it is at the server', async () => (await logged(page).catch(() => [])).length === 1, 20_000);
  await eventually('nothing waits any more', async () => !(await page.getByText('Waits to be sent', { exact: true }).isVisible()));
  const [item] = await logged(page);
  equal(item.attributes.extracted_data.workoutType, 'endurance', 'what it is');
}
