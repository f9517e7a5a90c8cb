// The keyboard alone.

import { ANSWERS, coachLines, composer } from '../interview.mjs';
import { eventually, expect } from '../world.mjs';

/** Presses Tab until what has the focus is called so. */
async function tabTo(page, name, most = 60) {
  for (let presses = 0; presses < most; presses++) {
    const found = await page.evaluate(() => {
      const { activeElement: at } = document;
      const style = getComputedStyle(at);
      return { name: at.getAttribute('aria-label') ?? at.textContent ?? '', visible: style.outlineStyle !== 'none' || at.tagName === 'BODY' };
    });
    if (name.test(found.name)) {
      expect(found.visible, `the focus on “${found.name}” can be seen`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

export async function theKeyboardIsEnough({ person }) {
  await person.arrive({ viewport: { width: 1280, height: 800 } });
  const page = await person.open();
  await page.getByRole('button', { name: 'Start the conversation' }).waitFor();
  await page.keyboard.press('Tab');
  await tabTo(page, /^Skip to the content$/);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement.tagName === 'MAIN'), 'the link skips to the content');
  await tabTo(page, /^Start the conversation$/);
  await page.keyboard.press('Enter');
  await composer(page).waitFor();
  // The field has the focus: one can write at once.
  await eventually('the field has the focus', () => page.evaluate(() => document.activeElement.id === 'message'));
  await page.keyboard.type(ANSWERS[0]);
  await page.keyboard.press('Enter');
  await eventually('an answer', async () => (await coachLines(page)).length > 1);
  await page.locator('body').press('Home');
  await page.evaluate(() => document.activeElement.blur());
  await tabTo(page, /^Edit$/);
  await page.keyboard.press('Enter');
  await eventually('the answer can be changed at once', () => page.evaluate(() => document.activeElement.id.startsWith('edit-')));
  await page.keyboard.type('I want to get stronger');
  await page.keyboard.press('Escape');
  await tabTo(page, /^Why do you ask\?$/);
  await page.keyboard.press('Enter');
  await page.locator('.composer .notice').waitFor();
  await tabTo(page, /strength/);
  expect((await page.locator('.bubble.mine mark').count()) > 0, 'the focus lights the words up');
}
