// The entry point of browsers, workers and bundlers.

import { start, type InitOptions, type Part } from './api.js';

export * from './api.js';

// The addresses stand here in full because bundlers look for exactly this expression.
const FILES: Record<Part, () => URL> = {
  engine: () => new URL('./engine_bg.wasm', import.meta.url),
  english: () => new URL('./english.data', import.meta.url),
  everything: () => new URL('./everything.data', import.meta.url),
  coaches: () => new URL('./coaches_bg.wasm', import.meta.url),
  knowledge: () => new URL('./coaches.data', import.meta.url),
};

/** Loads the engine; everything else waits for it. Calling it again is free. */
export const init = (options: InitOptions = {}): Promise<void> => start((part) => FILES[part](), options);
