// What axe-core finds on any view, light and dark, on a small phone and on a desk: nothing. Nothing is cut off either.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everyView } from '../views.mjs';

const AXE = join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Both colour schemes of what is on the page now. */
async function look(page, name, found) {
  for (const colorScheme of ['light', 'dark']) {
    await page.evaluate((scheme) => { document.documentElement.dataset.theme = scheme; }, colorScheme);
    const violations = await page.evaluate(async (rules) => {
      // Colours follow the scheme a frame later.
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      const { violations } = await globalThis.axe.run({ runOnly: rules });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.length} times, first ${nodes[0].target.join(' ')}: ${nodes[0].failureSummary}`);
    }, RULES);
    for (const violation of violations) found.push(`${name}, ${colorScheme}: ${violation}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.push(`${name}: ${wide} pixels are cut off at the side`);
}

async function audit(person, viewport) {
  await person.arrive({ viewport });
  const axe = await readFile(AXE, 'utf8');
  // Through the driver, so that the page's policy stays as it is.
  await person.context.addInitScript(axe);
  const page = await person.open();
  const found = [];
  await everyView(page, (name) => look(page, name, found));
  if (found.length) throw new Error(`${found.length} findings\n${[...new Set(found)].join('\n')}`);
}

export const axeFindsNothingOnAPhone = ({ person }) => audit(person, { width: 320, height: 640 });
export const axeFindsNothingOnADesk = ({ person }) => audit(person, { width: 1280, height: 800 });
