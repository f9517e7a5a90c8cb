/* tslint:disable */
/* eslint-disable */

/**
 * The loaded engine: lexicons, questions, rules of danger.
 */
export class Engine {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * One line of `coachwright detect --jsonl`.
     */
    detectLine(line: string): string;
    /**
     * Rates a self-description: a `DetectRequest` to a `Detection`.
     *
     * # Errors
     * When the request is not of that shape.
     */
    detect(request: string): string;
    /**
     * One line of `coachwright extract --jsonl`.
     */
    extractLine(line: string): string;
    /**
     * Reads what was trained: a `TextRequest` to a `Log`.
     *
     * # Errors
     * When the request is not of that shape.
     */
    extractWorkouts(request: string): string;
    /**
     * One line of `coachwright interview --jsonl`: holds it. What follows is up to the [`HeldLine`].
     */
    interviewLine(line: string): HeldLine;
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

/**
 * An interview of a line that was held and may want a coach, which the other module makes.
 */
export class HeldLine {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The answer, with the coach where one was wanted.
     *
     * # Errors
     * When that coach is none.
     */
    answer(engine: Engine, made?: string | null): string;
    /**
     * What the other module's `make` is to be called with, if with anything.
     *
     * # Errors
     * Never in practice: what is wanted always serialises.
     */
    wanted(): string | undefined;
}

/**
 * An interview. It begins with [`start`](Self::start) or, from kept events, with [`replay`](Self::replay).
 */
export class Interview {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Gives the interview up: a `Setting` to a `Turn`.
     *
     * # Errors
     * When the interview is complete.
     */
    abandon(engine: Engine, setting: string): string;
    /**
     * Ends with the coach that was made: its `GeneratedCoach` summary and a `Setting` to a `Turn`.
     *
     * # Errors
     * When the recap was not reached.
     */
    complete(engine: Engine, coach: string, setting: string): string;
    /**
     * Replaces the answer to one question: a `Correction` to a `Turn`.
     *
     * # Errors
     * When the request is not of that shape, or there is no such question or no new answer.
     */
    correct(engine: Engine, request: string): string;
    /**
     * An interview that has not begun.
     */
    constructor();
    /**
     * What a coach is made of, a `Profile`.
     *
     * # Errors
     * Never in practice: the profile always serialises.
     */
    profile(): string;
    /**
     * The stored entity, a `CoachCreatorSession`.
     *
     * # Errors
     * Never in practice: the record always serialises.
     */
    record(engine: Engine, bucket: string): string;
    /**
     * Takes in events that were kept, in their order; gives the reply to the last one.
     *
     * # Errors
     * When they are no events, or there is none.
     */
    replay(engine: Engine, events: string): string;
    /**
     * Comes back after a pause: a `Setting` to a `Turn`.
     *
     * # Errors
     * When the interview is complete.
     */
    resume(engine: Engine, setting: string): string;
    /**
     * Begins: a `StartRequest` to a `Turn`.
     *
     * # Errors
     * When the request is not of that shape.
     */
    start(engine: Engine, request: string): string;
    /**
     * Says a message: a `MessageRequest` to a `Turn`.
     *
     * # Errors
     * When the request is not of that shape or the interview is complete.
     */
    turn(engine: Engine, request: string): string;
}

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_engine_free: (a: number, b: number) => void;
    readonly __wbg_heldline_free: (a: number, b: number) => void;
    readonly __wbg_interview_free: (a: number, b: number) => void;
    readonly engine_detect: (a: number, b: number, c: number) => [number, number, number, number];
    readonly engine_detectLine: (a: number, b: number, c: number) => [number, number];
    readonly engine_extractLine: (a: number, b: number, c: number) => [number, number];
    readonly engine_extractWorkouts: (a: number, b: number, c: number) => [number, number, number, number];
    readonly engine_interviewLine: (a: number, b: number, c: number) => number;
    readonly engine_new: () => [number, number, number];
    readonly engine_version: (a: number) => [number, number];
    readonly heldline_answer: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly heldline_wanted: (a: number) => [number, number, number, number];
    readonly interview_abandon: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly interview_complete: (a: number, b: number, c: number, d: number, e: number, f: number) => [number, number, number, number];
    readonly interview_correct: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly interview_new: () => number;
    readonly interview_profile: (a: number) => [number, number, number, number];
    readonly interview_record: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly interview_replay: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly interview_resume: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly interview_start: (a: number, b: number, c: number, d: number) => [number, number, number, number];
    readonly interview_turn: (a: number, b: number, c: number, d: number) => [number, number, number, number];
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
