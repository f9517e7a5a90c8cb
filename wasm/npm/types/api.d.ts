import { type InitInput } from './engine.js';
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
/** One line of `coachwright extract --jsonl`: a JSON object in, a JSON object out. */
export declare const extractLine: (line: string) => string;
/** One line of `coachwright detect --jsonl`. */
export declare const detectLine: (line: string) => string;
/** One line of `coachwright interview --jsonl`. */
export declare const interviewLine: (line: string) => string;
/** The version of this package and of its engine. */
export declare const version: () => string;
