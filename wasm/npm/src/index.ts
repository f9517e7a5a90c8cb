// The entry point of browsers, workers and bundlers.

import { start, type InitOptions, type WasmSource } from './api.js';

export * from './api.js';

// The addresses stand here in full because bundlers look for exactly this expression.
const FILES: Record<string, () => WasmSource> = {
  engine: () => new URL('./engine_bg.wasm', import.meta.url),
  coaches: () => new URL('./coaches_bg.wasm', import.meta.url),
};

/** Loads the engine; everything else waits for it. Calling it again is free. */
export const init = (options: InitOptions = {}): Promise<void> => start((part) => FILES[part]!(), options);
