// How a person talks with the page.

import { eventually } from './world.mjs';

/** Answers that a person gives in turn; enough for the recap, whatever the order of the questions. */
export const ANSWERS = [
  'I want to get stronger and lose a few kilos before next summer',
  'I have lifted for about two years, squat 100 kg and deadlift 140 kg',
  'Four days a week, usually Monday, Tuesday, Thursday and Saturday',
  'My left knee hurts a bit when I lunge, otherwise nothing',
  'I train in a full gym with barbells, rings and a rower',
  'Somebody direct who explains the reasons',
  'I like heavy sets of five',
  'Seeing numbers go up keeps me going',
  'An hour at most, in the evening',
  'Good at deadlifts, bad at pull-ups',
  'Desk job, two small children, I sleep six hours',
  'I eat balanced and try to get enough protein',
  'No competition',
  'A check once a week',
  'A squat of 120 kg would be success',
  'No special method',
  'Sunday is for rest, and a walk',
  'I learn best when it is explained',
];

export const composer = (page) => page.locator('#message');

export const coachLines = (page) => page.locator('.bubble:not(.mine) .message-text').allInnerTexts();
export const myLines = (page) => page.locator('.bubble.mine .message-text').allInnerTexts();

export async function begin(page, button = 'Start the conversation') {
  await page.getByRole('button', { name: button }).click();
  await composer(page).waitFor();
}

/** Sends a message and waits for the answer. */
export async function say(page, text) {
  const before = (await coachLines(page)).length;
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await eventually(`an answer to “${text}”`, async () => (await coachLines(page)).length > before);
}

/** Answers until the coach can be made. */
export async function untilRecap(page, answers = ANSWERS) {
  for (const answer of [...answers, 'That is all, finish please', 'Yes']) {
    if (await page.getByRole('button', { name: 'Create my coach' }).isVisible()) return;
    await say(page, answer);
  }
  await page.getByRole('button', { name: 'Create my coach' }).waitFor();
}

/** What the page has understood under a name. */
export const fact = (page, name) =>
  page.locator('.facts > div', { has: page.getByText(name, { exact: true }) }).locator('button.fact').innerText();
