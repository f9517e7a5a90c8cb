// A person's coaches: changed with the effect in sight, looked into, brought back, removed and kept.

import { withHistory } from '../views.mjs';
import { equal, eventually, expect } from '../world.mjs';

const stored = (page) => page.evaluate(() => fetch('/v1/coaches').then((answer) => answer.json()).then(({ items }) => items));
const nothingWaits = (page) => eventually('everything is sent', async () => !(await page.locator('.offline').isVisible()), 20_000);

async function atTheCoach(person) {
  await person.arrive({ viewport: { width: 1280, height: 900 } });
  const page = await person.open();
  await page.getByRole('button', { name: /^Take this coach:/ }).first().waitFor();
  await withHistory(page);
  await page.evaluate(() => { location.hash = 'coaches'; });
  await page.getByRole('link', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What your changes do' }).waitFor();
  return page;
}

export async function aChangeShowsWhatItDoesBeforeItIsKept({ person }) {
  const page = await atTheCoach(person);
  const preview = page.locator('.preview');
  const [{ attributes: before }] = await stored(page);
  const days = before.technical_config.training_frequency === 4 ? 5 : 4;
  await page.getByRole('group', { name: 'Days a week' }).getByLabel(String(days), { exact: true }).check();
  await page.getByLabel('Persona').selectOption('diana');
  await preview.getByRole('heading', { name: 'Who it is' }).waitFor();
  expect((await preview.locator('ins').allInnerTexts()).some((text) => text.includes('Diana')), 'the new words are marked');
  expect((await preview.locator('section').count()) >= 3, 'several parts change');
  await preview.getByText('Because of: Persona').first().waitFor();
  equal((await stored(page))[0].attributes.technical_config.training_frequency, before.technical_config.training_frequency, 'nothing is kept yet');

  await preview.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as version 2.0').waitFor();
  const [{ attributes: after }] = await stored(page);
  equal(after.technical_config.training_frequency, days, 'it is kept');

  // What was shown is what the coach is told now.
  await page.getByRole('link', { name: 'What it sees' }).click();
  await page.getByText(after.generated_prompts.personality_prompt.split('\n')[0]).first().waitFor();
  await page.getByLabel('As one text').check();
  expect((await page.locator('pre.card').innerText()).includes(after.generated_prompts.methodology_prompt.slice(0, 80)), 'the whole text holds the parts');

  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'Go back to 1.0' }).click();
  await page.getByText('You are back at version 1.0.').waitFor();
  equal((await stored(page))[0].attributes.technical_config, before.technical_config, 'it is what it was');
  equal((await stored(page))[0].attributes.metadata.version, '3.0', 'as a new version');
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually('back and forth again', async () => (await stored(page))[0].attributes.technical_config.training_frequency === days);
}

export async function aRefusedChangeSaysWhere({ person }) {
  const page = await atTheCoach(person);
  // The first template is written for beginners: nothing hard is allowed.
  await page.getByRole('group', { name: 'Intensity' }).getByLabel('High').check();
  await page.locator('.preview').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('group', { name: 'Intensity' }).locator('.error').waitFor();
  expect(await page.getByLabel('High').isChecked(), 'the choice is still there');
}

export async function aChangeMadeElsewhereTakesNothingAway({ person }) {
  const page = await atTheCoach(person);
  await page.getByLabel('Your wishes').fill('Short sessions on Mondays, please');
  // Meanwhile, elsewhere.
  await page.evaluate(async () => {
    const { items: [item] } = await (await fetch('/v1/coaches')).json();
    await fetch(`/v1/coaches/${item.sk.split('#')[1]}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }, body: JSON.stringify({ coachName: 'Renamed' }) });
  });
  await page.locator('.preview').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your changes are still here').waitFor();
  await page.getByRole('heading', { name: 'Renamed' }).waitFor();
  equal(await page.getByLabel('Your wishes').inputValue(), 'Short sessions on Mondays, please', 'the words');
  await page.locator('.preview').getByRole('button', { name: 'Save' }).click();
  await eventually('both changes are kept', async () => {
    const [{ attributes }] = await stored(page);
    return attributes.coachName === 'Renamed' && attributes.customInstructions.startsWith('Short sessions');
  });
}

export async function coachesAreChangedOffline({ person }) {
  const page = await atTheCoach(person);
  await person.settled(page);
  await person.context.setOffline(true);
  await page.getByLabel('Name', { exact: true }).fill('Coach of the island');
  await page.locator('.preview').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Coach of the island' }).waitFor();
  await page.getByRole('link', { name: 'All coaches' }).click();
  await page.getByText('Waits to be sent').first().waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('paused').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Coach of the island' }).waitFor();
  await person.context.setOffline(false);
  await nothingWaits(page);
  const [{ attributes }] = await stored(page);
  equal([attributes.coachName, attributes.isActive], ['Coach of the island', false], 'at the server');
}

export async function aRemovedCoachCanBeTakenBack({ person }) {
  const page = await atTheCoach(person);
  await page.getByRole('link', { name: 'All coaches' }).click();
  const remove = page.getByRole('button', { name: /^Delete / });
  await remove.click();
  await page.getByRole('heading', { name: 'No coach yet' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await remove.waitFor();
  equal((await stored(page)).length, 1, 'coaches at the server');
  // The page is left before the time is over: what was decided holds.
  await remove.click();
  await page.getByRole('heading', { name: 'No coach yet' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'No coach yet' }).waitFor();
  equal((await stored(page)).length, 1, 'coaches at the server while it can be undone');
  await page.clock.setFixedTime(Date.now() + 60_000);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await eventually('it is gone at the server', async () => (await stored(page)).length === 0);
}

export async function aCoachTakenOfflineIsAmongTheOthers({ person }) {
  await person.arrive();
  const page = await person.open();
  await page.getByRole('button', { name: /^Take this coach:/ }).first().waitFor();
  await person.settled(page);
  await person.context.setOffline(true);
  await page.getByRole('button', { name: /^Take this coach:/ }).first().click();
  await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
  const name = await page.locator('article.card h3').innerText();
  await page.evaluate(() => { location.hash = 'coaches'; });
  await page.locator('.card').filter({ hasText: name }).getByText('Waits to be sent').waitFor();
  await person.context.setOffline(false);
  await nothingWaits(page);
  await page.getByRole('link', { name: 'Open' }).waitFor();
  equal((await stored(page)).map(({ attributes }) => attributes.coachName), [name], 'coaches at the server');
}
