// Creating a coach.

import { ANSWERS, begin, coachLines, composer, fact, myLines, say, untilRecap } from '../interview.mjs';
import { equal, eventually, expect } from '../world.mjs';

export async function aWholeInterviewEndsWithACoach({ person }) {
  await person.arrive();
  const page = await person.open();
  await begin(page);
  expect(/AI/.test((await coachLines(page))[0]), 'the first line says that this is an AI');
  await say(page, ANSWERS[0]);
  equal(await myLines(page), [ANSWERS[0]], 'what was said is shown');

  // Why do you ask?
  const why = page.getByRole('button', { name: 'Why do you ask?' });
  await why.click();
  expect((await page.locator('.composer .notice').innerText()).length > 20, 'the reason is told');
  await why.click();

  // A fact lights up the words it came from.
  await page.locator('#known-title').click();
  const goals = page.locator('.facts button.fact').nth(0);
  await goals.click();
  const lit = await page.locator('.bubble.mine mark').allInnerTexts();
  const colour = await page.locator('.bubble.mine mark').first().evaluate((mark) => getComputedStyle(mark).backgroundColor);
  expect(!/rgba?\(0, 0, 0, 0\)|transparent/.test(colour), `they stand out: ${colour}`);
  expect(lit.length > 0 && lit.every((words) => ANSWERS[0].includes(words)), `words of the answer light up: ${lit}`);

  // Any earlier answer can be edited in place.
  await say(page, ANSWERS[1]);
  await say(page, ANSWERS[2]);
  const answer = page.locator('.bubble.mine').filter({ hasText: ANSWERS[2] });
  await answer.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Change your answer').fill('Three days a week');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Change your answer').waitFor({ state: 'detached' });
  await eventually('the answer is changed in place', async () => (await myLines(page))[2] === 'Three days a week');
  equal((await myLines(page)).length, 3, 'no line was added');

  await untilRecap(page, ANSWERS.slice(3));
  equal(await fact(page, 'Training'), '3 days', 'the recap knows the change');

  // "Change this" in the recap.
  await page.getByRole('button', { name: /^Change this: Session/ }).click();
  await page.getByLabel(/how is it really/).fill('45 minutes');
  await page.getByRole('button', { name: 'Save' }).click();
  await eventually('the recap is changed', async () => (await fact(page, 'Session')) === '45 minutes');

  await eventually('the coach can be made', () => page.getByRole('button', { name: 'Create my coach' }).isVisible());
  await page.getByRole('button', { name: 'Create my coach' }).click();
  await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
  const { items } = await page.evaluate(() => fetch('/v1/coaches').then((answer) => answer.json()));
  equal(items.length, 1, 'coaches at the server');
  equal(items[0].attributes.technical_config.training_frequency, 3, 'days of training');
  equal(items[0].attributes.technical_config.time_constraints.session_length, 45, 'minutes of a session');
}

export async function anInterviewIsTakenUpWhereItWasLeft({ person }) {
  await person.arrive();
  let page = await person.open();
  await begin(page);
  await say(page, ANSWERS[0]);
  await say(page, ANSWERS[1]);
  const before = await coachLines(page);
  await composer(page).fill('Three days, I thi');
  await page.close();
  page = await person.open();
  await composer(page).waitFor();
  equal(await composer(page).inputValue(), 'Three days, I thi', 'the unsent message');
  equal(await coachLines(page), before, 'the conversation');
}

export async function aReadyCoachIsTaken({ person }) {
  await person.arrive();
  const page = await person.open();
  await page.getByRole('button', { name: /^Take this coach:/ }).first().click();
  await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
  const { items } = await page.evaluate(() => fetch('/v1/coaches').then((answer) => answer.json()));
  equal(items.length, 1, 'coaches at the server');
}

export async function dangerIsAnsweredAtOnce({ person }) {
  await person.arrive();
  const page = await person.open();
  await begin(page);
  await say(page, 'I have crushing chest pain right now and my left arm is numb');
  await page.locator('.bubble.alarm').waitFor();
}
