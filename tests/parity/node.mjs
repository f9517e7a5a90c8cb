// node.mjs PACKAGE LINES: the same bytes in Node as native.

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

import { COMMANDS, differences, report } from './lines.mjs';

const [folder, lines] = process.argv.slice(2);
const api = await import(pathToFileURL(`${folder}/node.js`));

let refused;
try { api.version(); } catch (error) { refused = error; }
if (refused?.code !== 'notInitialised') throw new Error(`a call before init() must be refused, but gave ${refused}`);
await Promise.all([api.init(), api.init()]);
const spanish = () => api.extractWorkouts({ text: 'Sentadilla 5x5 con 100 kg' }).workouts[0]?.exercises?.[0]?.name;
const before = spanish();
await Promise.all([api.loadLanguages(), api.loadLanguages()]);
if (!spanish() || spanish() === before) throw new Error(`Spanish must be read once it is loaded, but gave ${before}, then ${spanish()}`);

let same = true;
for (const command of Object.keys(COMMANDS)) {
  const [input, expected] = await Promise.all(['in', 'out'].map((side) => readFile(`${lines}/${command}.${side}.jsonl`, 'utf8')));
  same = report('Node', command, await differences(api, command, input, expected)) && same;
}
process.exit(same ? 0 : 1);
