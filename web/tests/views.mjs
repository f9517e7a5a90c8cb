// Every view in the states that people see, for tests that look at all of them.

import { begin, composer, say, ANSWERS, untilRecap } from './interview.mjs';

/** Workouts of the last weeks, so that every view has something to show. */
const WORKOUTS = [
  [2, 'Back squat 5x5 @ 100 kg, then Fran in 6:32 Rx'],
  [4, 'Deadlift 3x5 at 140 kg, felt strong. PR!'],
  [6, 'Ran 5 km in 24:30 outdoors, easy'],
  [9, 'Back squat 5x3 @ 105 kg and 3x10 pull-ups'],
  [11, 'Bench press 5x5 80 kg, 3x12 rows at 50 kg'],
  [13, 'Cindy, 17 rounds + 4 reps Rx'],
  [16, 'Back squat 3x3 @ 102.5 kg'],
  [20, 'Deadlift 5x3 at 135 kg'],
  [23, 'Rowed 2000 m in 7:45'],
  [27, 'Fran in 7:10 Rx'],
  [30, 'Back squat 5x5 @ 95 kg'],
];

/** Gives a person a coach and some weeks of training. */
export async function withHistory(page) {
  const failed = await page.evaluate(async (workouts) => {
    const send = (path, body) => fetch(path, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }, body: JSON.stringify(body),
    });
    const [template] = (await (await fetch('/v1/coach-templates')).json()).items;
    const answers = [await send('/v1/coaches', { template: template.id })];
    for (const [days, text] of workouts) {
      const today = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
      answers.push(await send('/v1/workouts', { text, today, timeZone: 'Europe/Paris' }));
    }
    return (await Promise.all(answers.filter(({ ok }) => !ok).map((answer) => answer.text()))).join('\n');
  }, WORKOUTS);
  if (failed) throw new Error(failed);
}

const settled = (page) => page.waitForLoadState('networkidle');

/** Brings the page to each view in turn, `look` in between. */
export async function everyView(page, look) {
  await page.getByRole('button', { name: /^Take this coach:/ }).first().waitFor();
  await look('welcome');
  for (const view of ['coaches', 'log', 'progress', 'settings']) {
    await page.evaluate((view) => { location.hash = view; }, view);
    await settled(page);
    await look(`${view}-empty`);
  }
  await withHistory(page);
  await page.evaluate(() => { location.hash = 'create'; });
  await begin(page);
  for (const answer of ANSWERS.slice(0, 3)) await say(page, answer);
  await page.locator('#known-title').evaluate((title) => { title.parentElement.open = true; });
  await look('create');
  await page.locator('.bubble.mine').last().getByRole('button', { name: 'Edit' }).click();
  await look('create-edit');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await untilRecap(page, ANSWERS.slice(3));
  await look('create-recap');
  await page.getByRole('button', { name: 'Create my coach' }).click();
  await page.locator('#ready').waitFor();
  await look('create-ready');
  for (const view of ['coaches', 'log', 'progress', 'settings']) {
    await page.evaluate((view) => { location.hash = view; }, view);
    await settled(page);
    await look(view);
  }
}

export { composer };
