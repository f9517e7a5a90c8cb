// The entry point of browsers, workers and bundlers.

import { start, type InitOptions } from './api.js';

export * from './api.js';

/** Loads the engine; everything else waits for it. Calling it again is free. */
export const init = (options: InitOptions = {}): Promise<void> =>
  // The address stands here in full because bundlers look for exactly this expression.
  start(() => new URL('./engine_bg.wasm', import.meta.url), options);
