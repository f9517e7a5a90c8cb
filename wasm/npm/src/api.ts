// What a browser and Node share. Each entry point gives `start` its own way of finding the package's files.

import instantiate, { Engine, type InitInput } from './engine.js';
import { CoachwrightError } from './error.js';

export { CoachwrightError, type ErrorCode } from './error.js';

/** Where the WebAssembly module comes from, when not from beside this file: an address, a response, bytes or a compiled module. */
export type WasmSource = InitInput;

export interface InitOptions {
  /** The engine's module (`engine_bg.wasm`), where the surroundings cannot load it by address. */
  engine?: WasmSource;
}

/** A file of the package. */
export type Part = 'engine';

/** Finds a file of the package. */
export type Loader = (part: Part) => WasmSource | Promise<WasmSource>;

let engine: Engine | undefined;
let starting: Promise<void> | undefined;

/** @internal */
export function start(load: Loader, options: InitOptions): Promise<void> {
  starting ??= open(load, options).catch((cause: unknown) => {
    starting = undefined;
    if (cause instanceof CoachwrightError) throw cause;
    throw new CoachwrightError('notLoaded', `engine_bg.wasm cannot be loaded (${String(cause)}); serve it beside the package's scripts or pass it to init()`);
  });
  return starting;
}

async function open(load: Loader, options: InitOptions): Promise<void> {
  await instantiate({ module_or_path: options.engine ?? (await load('engine')) });
  engine = new Engine();
}

function ready(): Engine {
  if (!engine) throw new CoachwrightError('notInitialised', 'call `await init()` first');
  return engine;
}

/** One line of `coachwright extract --jsonl`: a JSON object in, a JSON object out. */
export const extractLine = (line: string): string => ready().extractLine(line);

/** One line of `coachwright detect --jsonl`. */
export const detectLine = (line: string): string => ready().detectLine(line);

/** One line of `coachwright interview --jsonl`. */
export const interviewLine = (line: string): string => ready().interviewLine(line);

/** The version of this package and of its engine. */
export const version = (): string => ready().version();
