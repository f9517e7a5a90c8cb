// How every view looks, light and dark, on a phone, a tablet and a desk: pictures in build/screens for people to look at.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { everyView } from '../views.mjs';
import { expect } from '../world.mjs';

const FOLDER = join(import.meta.dirname, '../../../build/screens');

export async function everyViewIsPictured({ person }) {
  await mkdir(FOLDER, { recursive: true });
  await person.arrive({ viewport: { width: 1280, height: 800 } });
  const page = await person.open();
  let pictures = 0;
  await everyView(page, async (name) => {
    for (const [width, height] of [[320, 640], [768, 1024], [1280, 800]]) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: join(FOLDER, `${name}-${width}-${colorScheme}.png`) });
        pictures++;
      }
    }
  });
  expect(pictures >= 60, 'every view was pictured');
}
