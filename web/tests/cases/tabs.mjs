// Two tabs of one person do not fight.

import { ANSWERS, begin, coachLines, composer, myLines, say } from '../interview.mjs';
import { equal, eventually, expect } from '../world.mjs';

export async function twoTabsShowTheSameInterview({ person }) {
  await person.arrive();
  const one = await person.open();
  await begin(one);
  const two = await person.open();
  await composer(two).waitFor();

  await composer(two).fill('Half a thought in the second tab');
  await composer(one).fill('And one in the first');
  await say(one, ANSWERS[0]);
  await eventually('the other tab shows it', async () => (await myLines(two)).includes(ANSWERS[0]));
  equal(await composer(two).inputValue(), 'Half a thought in the second tab', 'the draft of the other tab');
  await say(two, ANSWERS[1]);
  await eventually('the first tab shows that', async () => (await myLines(one)).includes(ANSWERS[1]));
  equal(await coachLines(one), await coachLines(two), 'both conversations');

  // Both at once: one of them is told to look again, and keeps its words.
  await Promise.all([one, two].map(async (page, at) => {
    await composer(page).fill(ANSWERS[2 + at]);
    await composer(page).press('Enter');
  }));
  await eventually('both tabs agree', async () => JSON.stringify(await myLines(one)) === JSON.stringify(await myLines(two)) && (await myLines(one)).length >= 3);
  const left = (await Promise.all([one, two].map((page) => composer(page).inputValue()))).filter(Boolean);
  const said = await myLines(one);
  for (const answer of [ANSWERS[2], ANSWERS[3]]) expect(said.includes(answer) || left.includes(answer), `“${answer}” is said or still there`);
}

export async function aDraftOfAClosedTabIsTakenOver({ person }) {
  await person.arrive();
  const one = await person.open();
  await begin(one);
  await composer(one).fill('Written in a tab that closes');
  const two = await person.open();
  await composer(two).waitFor();
  equal(await composer(two).inputValue(), '', 'the draft belongs to the open tab');
  await one.close();
  await two.reload();
  await composer(two).waitFor();
  equal(await composer(two).inputValue(), 'Written in a tab that closes', 'the draft is taken over');
}

export async function whatIsBeingLoggedBelongsToItsTab({ person }) {
  await person.arrive();
  const one = await person.open('#log');
  const field = (page) => page.getByLabel('What did you do?');
  await field(one).fill('Squats in the first tab');
  const two = await person.open('#log');
  equal(await field(two).inputValue(), '', 'the field of another tab');
  await two.close();
  await one.reload();
  equal(await field(one).inputValue(), 'Squats in the first tab', 'the field after a reload');
}
