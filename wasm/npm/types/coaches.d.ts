/* tslint:disable */
/* eslint-disable */

/**
 * Personas, methodologies and templates of prompts.
 */
export class Coaches {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Makes an instant coach from the template of this id: a `Generated`.
     *
     * # Errors
     * When there is no such template.
     */
    fromTemplate(template: string, ids: string, setting: string): string;
    /**
     * Makes a coach of a `Profile`, `Ids` and a `Setting`: `{"generated": Generated, "summary": GeneratedCoach}`.
     *
     * # Errors
     * When one of them is not of that shape.
     */
    generate(profile: string, ids: string, setting: string): string;
    /**
     * The coach that a held line of interviews wants.
     *
     * # Errors
     * When the line wants none.
     */
    make(wanted: string): string;
    /**
     * Loads the embedded data.
     *
     * # Errors
     * When the module's own data does not load.
     */
    constructor();
    /**
     * One line of `coachwright prompts --jsonl`.
     */
    promptsLine(line: string): string;
    /**
     * Everything a coach is told: a `CoachConfig` and a `Setting` to `RenderedPrompts`.
     *
     * # Errors
     * When the coach is not of that shape, or its methodology or persona is not known.
     */
    render(config: string, setting: string): string;
    /**
     * The instant coaches there are, in the setting's language: a list of `Template`.
     *
     * # Errors
     * When the setting is none.
     */
    templates(setting: string): string;
}

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_coaches_free: (a: number, b: number) => void;
    readonly coaches_fromTemplate: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number, number];
    readonly coaches_generate: (a: number, b: number, c: number, d: number, e: number, f: number, g: number) => [number, number, number, number];
    readonly coaches_make: (a: number, b: number, c: number) => [number, number, number, number];
    readonly coaches_new: () => [number, number, number];
    readonly coaches_promptsLine: (a: number, b: number, c: number) => [number, number];
    readonly coaches_render: (a: number, b: number, c: number, d: number, e: number) => [number, number, number, number];
    readonly coaches_templates: (a: number, b: number, c: number) => [number, number, number, number];
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
