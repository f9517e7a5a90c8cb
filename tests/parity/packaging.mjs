// packaging.mjs PACKAGE FOLDER MODULES CHROMIUM: the packed package installed into a fresh Vite project and used by it in
// Chromium, from a plain page beside it, and by the README's own example in Node.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { browse, serve } from './browser.mjs';

const [folder, project, modules, chromium] = process.argv.slice(2);
const run = (program, ...rest) => execFileSync(program, rest, { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });

const tarball = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', project], { cwd: folder }))[0];
const names = tarball.files.map((file) => file.path);
for (const name of ['README.md', 'LICENSE-MIT', 'index.js', 'index.d.ts', 'node.js', 'engine_bg.wasm', 'english.data', 'everything.data', 'coaches_bg.wasm', 'coaches.data']) {
  assert.ok(names.includes(name), `${name} is in the package`);
}
run('npm', 'install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', `./${tarball.filename}`);

const source = join(import.meta.dirname, 'vite');
for (const name of await readdir(source)) if (!name.startsWith('package')) await cp(join(source, name), join(project, name));
run(join(project, 'node_modules/.bin/tsc'), '--project', '.');
run(join(project, 'node_modules/.bin/vite'), 'build', '--logLevel', 'warn', '--base', '/dist/');

const readme = await readFile(join(folder, 'README.md'), 'utf8');
const example = /```js\n([\s\S]*?)```/.exec(readme)[1];
await writeFile(join(project, 'readme.mjs'), example);
run('node', 'readme.mjs');

await mkdir(join(project, 'plain'), { recursive: true });
for (const name of ['plain.html', 'plain.mjs']) await cp(join(import.meta.dirname, name), join(project, 'plain', name));
const site = await serve({ dist: join(project, 'dist'), plain: join(project, 'plain'), node_modules: join(project, 'node_modules') });
const { browser, open, complaints } = await browse(modules, chromium);
try {
  const built = await open(`${site.address}/dist/index.html`);
  await built.waitForFunction(() => window.outcome && ['worker', 'refused', 'coach'].every((name) => name in window.outcome), null, { timeout: 20_000 });
  assert.deepEqual(await built.evaluate(() => window.outcome), {
    workouts: 1, level: 'BEGINNER', replayed: true, coach: true, refused: 'notPossible', worker: 1,
  });
  const plain = await open(`${site.address}/plain/plain.html`);
  await plain.waitForFunction(() => window.outcome, null, { timeout: 20_000 });
  assert.deepEqual(await plain.evaluate(() => window.outcome), { workouts: 1 });
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
  site.stop();
}
console.log('installed, built and used: a Vite project with a worker, a plain page, the README in Node');
