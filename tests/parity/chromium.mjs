// chromium.mjs PACKAGE LINES MODULES CHROMIUM: the same bytes in Chromium as native, in a page and in a worker.

import { browse, serve } from './browser.mjs';
import { report } from './lines.mjs';

const [folder, lines, modules, chromium] = process.argv.slice(2);
const site = await serve({ npm: folder, lines, parity: import.meta.dirname });
const { browser, open, complaints } = await browse(modules, chromium);
let same = true;
try {
  const page = await open(`${site.address}/parity/page.html`);
  for (const place of ['page', 'worker']) {
    await page.waitForFunction((place) => window[place], place);
    const outcomes = await page.evaluate((place) => window[place], place);
    for (const [command, outcome] of Object.entries(outcomes)) same = report(`Chromium, ${place}`, command, outcome) && same;
  }
} finally {
  await browser.close();
  site.stop();
}
for (const complaint of complaints) console.log(complaint);
process.exit(same && complaints.length === 0 ? 0 : 1);
