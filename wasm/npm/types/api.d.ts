import type { Base, CoachConfig, CoachCreatorSession, CreationType, Detection, Event, Generated, Ids, Log, RenderedPrompts, Reply, Setting, Template } from './types.js';
export { CoachwrightError, type ErrorCode } from './error.js';
export type * from './types.js';
/** Where a WebAssembly module comes from, when not from beside this file: an address, a response, bytes, a compiled module. */
export type WasmSource = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;
/** Where a data file comes from, when not from beside this file: an address, a response, bytes. */
export type DataSource = RequestInfo | URL | Response | BufferSource;
export interface InitOptions {
    /** Which languages to begin with: `english` (the rest follows with `loadLanguages()`), or `all` at once. */
    languages?: 'english' | 'all';
    /** The first module (`engine_bg.wasm`), where the surroundings cannot load it by address. */
    engine?: WasmSource;
    /** What the engine knows in English (`english.data`). */
    english?: DataSource;
    /** What the engine knows in all languages (`everything.data`). */
    everything?: DataSource;
    /** The second module (`coaches_bg.wasm`), which is loaded when the first coach is made. */
    coaches?: WasmSource;
    /** What the second module knows (`coaches.data`). */
    knowledge?: DataSource;
}
/** What an interview starts with. */
export interface StartOptions extends Setting {
    sessionId: string;
    userId: string;
    /** Why it is held; a first coach unless said otherwise. */
    creationType?: CreationType;
    /** The coach to change or to make anew. */
    base?: Base;
    /** The person's time zone, an IANA name. */
    timeZone?: string;
}
/** One message of the person. */
export interface Message extends Setting {
    text: string;
    /** Seconds the person took. */
    responseTime?: number;
}
/** A new answer to a question that was answered before. */
export interface Correction extends Setting {
    /** The question's number, 1 to 18. */
    question: number;
    text: string;
}
/** A text with the moment and the person's setting. */
export interface TextRequest extends Setting {
    text: string;
}
/** A self-description: one text, or answers by the number of what was asked. */
export interface DetectRequest extends Setting {
    text?: string;
    answers?: Record<string, string>;
}
/** What follows from a call: keep the event, show the reply. */
export interface Turn {
    event: Event;
    reply: Reply;
}
/** Loads the words of all languages. Before, only English is understood and spoken; danger is recognised in every language. */
export declare function loadLanguages(): Promise<void>;
/** Loads the second module ahead of its first use: a page does so once it is idle, to be ready offline. */
export declare function loadCoaches(): Promise<void>;
/**
 * An interview. Its state lives in the module: keep the events of its turns and `replay` them to take it up again.
 * It is collected with the object; `free` gives its memory back at once.
 */
export declare class Interview {
    #private;
    /** The stored entity that describes it. */
    record(bucket?: string): CoachCreatorSession;
    free(): void;
}
/** Begins an interview. */
export declare function startInterview(options: StartOptions): Turn & {
    interview: Interview;
};
/** Takes an interview up again from the events that were kept, in their order; the reply is that to the last one. */
export declare function replay(events: Event[]): {
    interview: Interview;
    reply: Reply;
};
/** `replay` for events that were kept as JSON text. */
export declare function replayJson(events: string): {
    interview: Interview;
    reply: Reply;
};
/** Says a message. */
export declare const turn: (interview: Interview, message: Message) => Turn;
/** Replaces the answer to a question; everything that follows from it is recomputed. */
export declare const correct: (interview: Interview, correction: Correction) => Turn;
/** Comes back after a pause. */
export declare const resume: (interview: Interview, setting?: Setting) => Turn;
/** Gives the interview up; `resume` takes it up again. */
export declare const abandon: (interview: Interview, setting?: Setting) => Turn;
/** Makes the coach of an interview whose recap is confirmed, and completes the interview. */
export declare function generateCoach(interview: Interview, ids: Ids, setting?: Setting): Promise<Turn & {
    coach: Generated;
}>;
/** The instant coaches there are, in the setting's language. */
export declare const coachTemplates: (setting?: Setting) => Promise<Template[]>;
/** Makes an instant coach, without an interview. */
export declare const coachFromTemplate: (template: string, ids: Ids, setting?: Setting) => Promise<Generated>;
/** Everything a coach is told, each block with the configuration it comes from. */
export declare const renderPrompts: (config: CoachConfig, setting?: Setting) => Promise<RenderedPrompts>;
/** Reads what was trained, every value with the place of its words in the text (bytes of UTF-8). */
export declare const extractWorkouts: (text: TextRequest) => Log;
/** `extractWorkouts` with JSON text in and out. */
export declare const extractWorkoutsJson: (text: string) => string;
/** How trained a person is, with the evidence. */
export declare const detect: (description: DetectRequest) => Detection;
/** `detect` with JSON text in and out. */
export declare const detectJson: (description: string) => string;
/** One line of `coachwright extract --jsonl`: a JSON object in, a JSON object out. */
export declare const extractLine: (line: string) => string;
/** One line of `coachwright detect --jsonl`. */
export declare const detectLine: (line: string) => string;
/** One line of `coachwright interview --jsonl`; a coach that it wants is made by the second module. */
export declare function interviewLine(line: string): Promise<string>;
/** One line of `coachwright prompts --jsonl`. */
export declare const promptsLine: (line: string) => Promise<string>;
/** The version of this package and of its engine. */
export declare const version: () => string;
