import { type InitOptions } from './api.js';
export * from './api.js';
/** Loads the engine; everything else waits for it. Calling it again is free. */
export declare const init: (options?: InitOptions) => Promise<void>;
