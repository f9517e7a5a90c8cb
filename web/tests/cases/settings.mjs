// Settings: at once, for good, and never by accident.

import { equal, eventually, expect } from '../world.mjs';

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
