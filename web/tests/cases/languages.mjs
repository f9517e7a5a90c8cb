// Three languages, changed in the middle.

import { begin, coachLines, composer, say } from '../interview.mjs';
import { equal, eventually, expect } from '../world.mjs';

export async function theLanguageChangesInTheMiddle({ person }) {
  await person.arrive({ locale: 'es-ES' });
  const page = await person.open();
  await page.getByRole('button', { name: 'Empezar la conversación' }).click();
  await composer(page).waitFor();
  equal(await page.locator('html').getAttribute('lang'), 'es', 'the language of the page');
  expect((await coachLines(page))[0].includes('IA'), 'the coach speaks Spanish');
  await say(page, 'Quiero ganar fuerza y entreno tres días por semana');
  await page.evaluate(() => localStorage.setItem('coachwright.language', 'fr'));
  await page.reload();
  await page.getByRole('button', { name: 'Continuer en français' }).click();
  await eventually('the coach speaks French', async () => /français/i.test((await coachLines(page)).at(-1)));
  await eventually('nothing more is offered', async () => !(await page.getByRole('button', { name: 'Continuer en français' }).isVisible()));
}

export async function theLanguageOfTheBrowserIsTaken({ person }) {
  await person.arrive({ locale: 'fr-CA' });
  const page = await person.open();
  await page.getByRole('button', { name: 'Commencer la conversation' }).waitFor();
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await begin(page);
}
