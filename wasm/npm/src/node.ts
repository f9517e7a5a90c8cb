// The entry point of Node, which does not fetch from its own file system.

import { readFile } from 'node:fs/promises';

import { start, type InitOptions, type Part } from './api.js';

export * from './api.js';

const FILES: Record<Part, string> = {
  engine: 'engine_bg.wasm',
  english: 'english.data',
  everything: 'everything.data',
  coaches: 'coaches_bg.wasm',
  knowledge: 'coaches.data',
};

/** Loads the engine; everything else waits for it. Calling it again is free. */
export const init = (options: InitOptions = {}): Promise<void> =>
  start((part) => readFile(new URL(`./${FILES[part]}`, import.meta.url)), options);
