// A plain page without any bundler: the package in a module script and in a worker.

import * as api from '/npm/index.js';
import { COMMANDS, differences } from './lines.mjs';

export async function compare(api) {
  await api.init({ languages: 'all' });
  const outcomes = {};
  for (const command of Object.keys(COMMANDS)) {
    const [input, expected] = await Promise.all(['in', 'out'].map(async (side) => (await fetch(`/lines/${command}.${side}.jsonl`)).text()));
    outcomes[command] = await differences(api, command, input, expected);
  }
  return outcomes;
}

if (typeof document === 'undefined') {
  self.postMessage(await compare(api));
} else {
  window.page = compare(api);
  window.worker = new Promise((resolve, reject) => {
    const worker = new Worker('page.mjs', { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}
