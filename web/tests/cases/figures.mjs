// What the page weighs and how fast it is. The figures are printed; docs/performance.md has those of a quiet machine.

import { gzipSync } from 'node:zlib';
import { equal, expect } from '../world.mjs';

const BUDGET = 250_000;

/** Everything that a first visit loads until it rests, in bytes after gzip, by kind. */
export async function theFirstLoadStaysInItsBudget({ person }) {
  await person.arrive({ locale: 'fr-FR' });
  const sizes = { page: 0, engine: 0 };
  person.context.on('response', async (response) => {
    if (response.fromServiceWorker() || response.request().serviceWorker()) return;
    const body = await response.body().catch(() => Buffer.alloc(0));
    // The engine's tables (`.data`) were part of its modules before they became files of their own.
    sizes[/\.(wasm|data)$/.test(response.url()) ? 'engine' : 'page'] += gzipSync(body).length;
  });
  const page = await person.open();
  await page.waitForLoadState('networkidle');
  console.log(`       first load: ${sizes.page} bytes gzip, and ${sizes.engine} of the engine once it is at rest`);
  expect(sizes.page > 20_000 && sizes.page < BUDGET, `${sizes.page} bytes are within ${BUDGET}`);
}

const paint = (page) => page.evaluate(() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(Math.round(startTime));
  }).observe({ type: 'paint', buffered: true });
}));

export async function theFirstPaintIsQuick({ person }) {
  await person.arrive();
  const page = await person.open();
  const first = await paint(page);
  await person.settled(page);
  await page.reload();
  console.log(`       first contentful paint: ${first} ms at the first visit, ${await paint(page)} ms at the next`);
  expect(first < 2_000, `${first} ms are soon enough`);
}

/** How long the page takes to show each key, while the engine reads every one of them. */
export async function typingIsNotHeldUp({ person }) {
  await person.arrive();
  const page = await person.open('#log');
  await person.settled(page);
  await page.evaluate(() => {
    globalThis.latencies = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') globalThis.latencies.push(duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false });
  });
  const text = 'Back squat 5x5 @ 225 lb, bench press 3x8 at 60 kg, then Fran in 6:32 Rx and 3 rounds of 400 m run, 21 swings';
  await page.getByLabel('What did you do?').pressSequentially(text, { delay: 30 });
  const slow = await page.evaluate(() => globalThis.latencies);
  // Keys that take less than the observer's threshold are not told of.
  const all = [...slow, ...Array(Math.max(0, text.length - slow.length)).fill(8)].sort((a, b) => a - b);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
  console.log(`       a key until it is shown: ${at(0.5)} ms in the middle, ${at(0.95)} ms for 95 of 100, ${all.at(-1)} ms at most`);
  expect(at(0.5) < 50, `${at(0.5)} ms`);
  equal(await page.getByLabel('What did you do?').inputValue(), text, 'what was typed');
}
