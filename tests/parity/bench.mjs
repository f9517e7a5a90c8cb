// In the page: how long the engine takes until its first answer, and for one message. In Node, `bench.mjs PACKAGE MODULES
// CHROMIUM` opens that page and prints what it found.

const MESSAGE = 'Squatted 5x5 at 225 lb yesterday, then ran 5k in 27:30 outside';
const median = (times) => times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)];

/** Microseconds that one call takes, in the median of batches. */
function each(call) {
  for (let warm = 0; warm < 200; warm += 1) call();
  const batches = Array.from({ length: 31 }, () => {
    const start = performance.now();
    for (let times = 0; times < 50; times += 1) call();
    return (performance.now() - start) * 1000 / 50;
  });
  return Math.round(median(batches) * 10) / 10;
}

export async function measure() {
  const api = await import('/npm/index.js');
  const bytes = await (await fetch('/npm/engine_bg.wasm')).arrayBuffer();
  const english = await (await fetch('/npm/english.data')).arrayBuffer();
  const compiles = [];
  for (let times = 0; times < 5; times += 1) {
    const start = performance.now();
    await WebAssembly.compile(bytes.slice(0));
    compiles.push(performance.now() - start);
  }
  const start = performance.now();
  await api.init({ engine: bytes, english });
  const ready = performance.now();
  api.extractWorkouts({ text: MESSAGE });
  const answered = performance.now();
  const line = JSON.stringify({ text: MESSAGE, today: '2025-06-20' });
  const options = { sessionId: 's', userId: 'u', now: '2025-06-20T10:00:00Z' };
  return {
    'compile the engine, ms': median(compiles).toFixed(1),
    'compile, instantiate and load the data, ms': (ready - start).toFixed(1),
    'first call after that, ms': (answered - ready).toFixed(1),
    'extract one message, µs': each(() => api.extractLine(line)),
    'begin an interview and say one message, µs': each(() => {
      const { interview } = api.startInterview(options);
      api.turn(interview, { text: 'I train 4 days a week', now: '2025-06-20T10:01:00Z' });
      interview.free();
    }),
  };
}

if (typeof document !== 'undefined') {
  window.measured = measure();
} else {
  const { browse, serve } = await import('./browser.mjs');
  const [folder, modules, chromium] = process.argv.slice(2);
  const site = await serve({ npm: folder, parity: import.meta.dirname });
  const { browser, open } = await browse(modules, chromium);
  try {
    const page = await open(`${site.address}/parity/bench.html`);
    await page.waitForFunction(() => window.measured);
    for (const [what, value] of Object.entries(await page.evaluate(() => window.measured))) console.log(`${what.padEnd(46)}${value}`);
  } finally {
    await browser.close();
    site.stop();
  }
}
