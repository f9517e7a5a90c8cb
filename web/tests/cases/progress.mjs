// Progress: charts that say the same as their tables, by pointer and by keys, with and without a network.

import { withHistory } from '../views.mjs';
import { equal, eventually, expect } from '../world.mjs';

async function atProgress(person) {
  await person.arrive();
  const page = await person.open();
  await page.getByRole('button', { name: /^Take this coach:/ }).first().waitFor();
  await withHistory(page);
  await page.evaluate(() => { location.hash = 'progress'; });
  await page.getByRole('heading', { name: 'Estimated one-rep max' }).waitFor();
  return page;
}

export async function chartsSayWhatTheirTablesSay({ person }) {
  const page = await atProgress(person);
  const lifts = page.locator('.card').filter({ has: page.getByRole('heading', { name: 'Estimated one-rep max' }) });
  equal(await lifts.getByLabel('Lift').locator('option:checked').innerText(), 'back squat (4)', 'the lift that was trained most');
  await lifts.getByText('Show as a table').click();
  // 5 × 100 kg: Epley says 116.7, Brzycki 112.5.
  const newest = lifts.locator('tbody tr').first();
  expect((await newest.innerText()).includes('114.6 kg (estimated)'), `the estimate: ${await newest.innerText()}`);
  const chart = lifts.getByRole('slider');
  await chart.focus();
  await page.keyboard.press('End');
  expect((await chart.getAttribute('aria-valuetext')).includes('114.6 kg'), 'the last point');
  await page.keyboard.press('ArrowLeft');
  const second = (await lifts.locator('tbody tr').nth(1).locator('td').first().innerText()).split(' (')[0];
  expect((await chart.getAttribute('aria-valuetext')).includes(second), `the point before: ${second}`);
  equal(await lifts.locator('.readout').innerText(), await chart.getAttribute('aria-valuetext'), 'it is shown and said');

  // Every number leads to the workout it comes from.
  await newest.getByRole('link', { name: 'See the workout' }).click();
  await page.locator('.opened .words').getByText('Back squat').waitFor();
}

export async function daysAreThoseOfThePerson({ person }) {
  const page = await atProgress(person);
  const calendar = page.getByRole('slider', { name: 'Days of training' });
  await calendar.focus();
  await page.keyboard.press('End');
  const today = await page.evaluate(() => new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Paris' }).format());
  expect((await calendar.getAttribute('aria-valuetext')).includes(today.replace(/^(\w+),? /, '').split(' ').slice(0, 2).join(' ')), `it ends today: ${today}`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(/: 1 workout/.test(await calendar.getAttribute('aria-valuetext')), 'two days ago something was trained');
}

export async function progressIsThereOffline({ person }) {
  const page = await atProgress(person);
  await person.settled(page);
  await person.context.setOffline(true);
  await page.evaluate(() => { location.hash = 'log'; });
  await page.getByLabel('What did you do?').fill('Back squat 1x1 150 kg');
  await page.getByRole('button', { name: 'Save workout' }).click();
  await page.getByText('kept on this device').waitFor();
  await page.reload();
  await page.evaluate(() => { location.hash = 'progress'; });
  const chart = page.getByRole('slider', { name: 'Estimated one-rep max: back squat' });
  await eventually('what waits is counted', async () => (await chart.getAttribute('aria-valuetext'))?.includes('150 kg, lifted'));
}
