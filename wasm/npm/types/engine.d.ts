/* tslint:disable */
/* eslint-disable */

/**
 * The loaded engine: lexicons and questions.
 */
export class Engine {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * One line of `coachwright detect --jsonl`.
     */
    detectLine(line: string): string;
    /**
     * One line of `coachwright extract --jsonl`.
     */
    extractLine(line: string): string;
    /**
     * One line of `coachwright interview --jsonl`.
     */
    interviewLine(line: string): string;
    /**
     * Loads the embedded data.
     *
     * # Errors
     * When the module's own data does not load.
     */
    constructor();
    /**
     * The version of the package.
     */
    version(): string;
}

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_engine_free: (a: number, b: number) => void;
    readonly engine_detectLine: (a: number, b: number, c: number) => [number, number];
    readonly engine_extractLine: (a: number, b: number, c: number) => [number, number];
    readonly engine_interviewLine: (a: number, b: number, c: number) => [number, number];
    readonly engine_new: () => [number, number, number];
    readonly engine_version: (a: number) => [number, number];
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_malloc: (a: number, b: number) => number;
    readonly __wbindgen_realloc: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_free: (a: number, b: number, c: number) => void;
    readonly __externref_table_dealloc: (a: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
