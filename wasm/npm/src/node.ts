// The entry point of Node, which does not fetch from its own file system.

import { readFile } from 'node:fs/promises';

import { start, type InitOptions } from './api.js';

export * from './api.js';

/** Loads the engine; everything else waits for it. Calling it again is free. */
export const init = (options: InitOptions = {}): Promise<void> =>
  start((part) => readFile(new URL(`./${part}_bg.wasm`, import.meta.url)), options);
