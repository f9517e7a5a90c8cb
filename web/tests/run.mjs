// run.mjs SERVER MODULES CHROMIUM [NAME…]: the page in a real browser against a real server. With names, only those tests.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, Person, Server } from './world.mjs';

const [binary, modules, chromium, ...wanted] = process.argv.slice(2);
const files = (await readdir(join(import.meta.dirname, 'cases'))).filter((file) => file.endsWith('.mjs')).sort();
const server = await Server.begin(binary);
const browser = await launch(modules, chromium);
let failed = 0;
try {
  for (const file of files) {
    const cases = await import(`./cases/${file}`);
    for (const [name, test] of Object.entries(cases)) {
      if (wanted.length && !wanted.some((part) => name.includes(part) || file.startsWith(part))) continue;
      const begun = Date.now();
      const person = new Person(browser, server);
      try {
        await test({ person, server, browser, modules });
        if (person.context) await person.leave();
        console.log(`  ok   ${name} (${Date.now() - begun} ms)`);
      } catch (error) {
        failed++;
        console.log(`  FAIL ${name}: ${error.stack ?? error}`);
        const page = person.context?.pages().at(-1);
        await page?.screenshot({ path: join(import.meta.dirname, '../../build', `failed-${name}.png`) }).catch(() => undefined);
        const talk = await page?.locator('.bubble').allInnerTexts().catch(() => []);
        if (talk?.length) console.log(talk.join('\n---\n'));
        if (person.complaints.length) console.log(person.complaints.join('\n'));
        await person.context?.close().catch(() => undefined);
      }
    }
  }
} finally {
  await browser.close();
  await server.end();
}
if (failed) console.log(`${failed} failed; build/failed-*.png shows how the page looked`);
process.exit(failed ? 1 : 0);
