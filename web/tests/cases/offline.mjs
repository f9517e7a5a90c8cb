// Without a network: everything goes on, nothing is lost, and all of it is at the server afterwards.

import { ANSWERS, begin, coachLines, composer, myLines, say, untilRecap } from '../interview.mjs';
import { equal, eventually, expect, Person } from '../world.mjs';

const fetched = (page, path) => page.evaluate((path) => fetch(path).then((answer) => answer.json()), path);
const nothingWaits = (page) => eventually('everything is sent', async () => !(await page.locator('.offline').isVisible()), 20_000);

export async function anInterviewGoesOnOffline({ person }) {
  await person.arrive();
  const page = await person.open();
  await begin(page);
  await say(page, ANSWERS[0]);
  await say(page, ANSWERS[1]);
  await person.settled(page);

  await person.context.setOffline(true);
  await say(page, ANSWERS[2]);
  await say(page, ANSWERS[3]);
  await composer(page).fill('Not yet se');
  const before = await coachLines(page);

  // The page opens without a network and shows the same.
  await page.reload();
  await composer(page).waitFor();
  equal(await coachLines(page), before, 'the conversation after a reload');
  equal(await composer(page).inputValue(), 'Not yet se', 'the unsent message');
  expect(await page.locator('.offline').isVisible(), 'the page says that it is offline');
  await say(page, ANSWERS[4]);
  const told = [await myLines(page), await coachLines(page)];

  await person.context.setOffline(false);
  await nothingWaits(page);
  const { items: [session] } = await fetched(page, '/v1/coach-creator-sessions');
  const { events } = await fetched(page, `/v1/coach-creator-sessions/${session.attributes.sessionId}?include=events`);
  equal(events.slice(1).map(({ what }) => what.said?.text), ANSWERS.slice(0, 5), 'what the server was told');
  equal(events.slice(1).map(({ what }) => what.said?.shown.reply), told[1].slice(1), 'the server says the same as this device');
  equal([await myLines(page), await coachLines(page)], told, 'the conversation is unchanged');
}

export async function aCoachIsMadeOffline({ person }) {
  await person.arrive();
  const page = await person.open();
  await person.settled(page);
  await page.getByRole('button', { name: /^Take this coach:/ }).first().waitFor();
  await person.context.setOffline(true);
  await page.reload();
  await begin(page);
  await untilRecap(page);
  await page.getByRole('button', { name: 'Create my coach' }).click();
  await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
  await page.getByText('It was made on this device').waitFor();
  const name = await page.locator('article.card h3').innerText();

  await person.context.setOffline(false);
  await nothingWaits(page);
  const { items } = await fetched(page, '/v1/coaches');
  equal(items.map(({ attributes }) => attributes.coachName), [name], 'coaches at the server');
}

export async function aReadyCoachIsTakenOffline({ person }) {
  await person.arrive();
  const page = await person.open();
  await person.settled(page);
  await person.context.setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: /^Take this coach:/ }).first().click();
  await page.getByRole('heading', { name: 'Your coach is ready' }).waitFor();
  await person.context.setOffline(false);
  await nothingWaits(page);
  equal((await fetched(page, '/v1/coaches')).items.length, 1, 'coaches at the server');
}

export async function theServerMayGoAwayInTheMiddle({ person, server }) {
  await person.arrive();
  const page = await person.open();
  await begin(page);
  await say(page, ANSWERS[0]);
  await person.settled(page);
  await server.stop();
  try {
    await say(page, ANSWERS[1]);
    await say(page, ANSWERS[2]);
    await page.reload();
    await composer(page).waitFor();
    equal(await myLines(page), ANSWERS.slice(0, 3), 'what was said');
  } finally {
    await server.start();
  }
  await nothingWaits(page);
  const { items: [session] } = await fetched(page, '/v1/coach-creator-sessions');
  equal(session.attributes.questionHistoryCount, 3, 'messages at the server');
}

/** Two devices of one person: the same cookie in two profiles. */
export async function twoDevicesNeverLoseAWord({ person, server, browser }) {
  await person.arrive();
  const page = await person.open();
  await begin(page);
  await say(page, ANSWERS[0]);
  await person.settled(page);

  const other = await new Person(browser, server).arrive();
  await other.context.addCookies(await person.context.cookies());
  const there = await other.open();
  await composer(there).waitFor();
  equal(await myLines(there), [ANSWERS[0]], 'the interview on the other device');

  await person.context.setOffline(true);
  await say(page, ANSWERS[1]);
  await say(there, ANSWERS[2]);
  await person.context.setOffline(false);
  await page.getByText('This interview went on in two places').waitFor();
  equal(await myLines(page), [ANSWERS[0], ANSWERS[2], ANSWERS[1]], 'both answers are there');
  await page.getByRole('button', { name: 'All right' }).click();

  // Deleted on one device while the other one writes without a network: the words stay.
  await person.context.setOffline(true);
  await say(page, 'My words that must not be lost');
  await there.getByRole('button', { name: 'Start over' }).click();
  await there.getByRole('button', { name: 'Start the conversation' }).waitFor();
  await person.context.setOffline(false);
  await page.getByText('These words could not be added').waitFor();
  await page.getByRole('button', { name: 'Start a new interview with them' }).click();
  await eventually('the words are in a new interview', async () => (await myLines(page)).includes('My words that must not be lost'));
  await other.leave();
}

export async function aBusyServerIsAskedAgain({ person }) {
  await person.arrive();
  const page = await person.open();
  await begin(page);
  let busy = true;
  await page.route('**/v1/coach-creator-sessions/**', (route) =>
    busy ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"status":503,"title":"busy"}' }) : route.continue());
  await say(page, ANSWERS[0]);
  expect(await page.locator('.offline').isVisible(), 'the page says that something waits');
  busy = false;
  // The next message takes along what waits.
  await say(page, ANSWERS[1]);
  await nothingWaits(page);
  busy = true;
  await say(page, ANSWERS[2]);
  busy = false;
  await nothingWaits(page);
  const { items: [session] } = await fetched(page, '/v1/coach-creator-sessions');
  equal(session.attributes.questionHistoryCount, 3, 'messages at the server');
}
