// What a browser and Node share. Each entry point gives `start` its own way of finding the package's files.

import instantiateCoaches, { Coaches } from './coaches.js';
import instantiateEngine, { Engine, Interview as Handle } from './engine.js';
import { CoachwrightError } from './error.js';
import type {
  Base, CoachConfig, CoachCreatorSession, CreationType, Detection, Event, Generated, GeneratedCoach, Ids, Log, RenderedPrompts,
  Reply, Setting, Template,
} from './types.js';

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

/** @internal The files of the package that are loaded when they are needed. */
export type Part = 'engine' | 'english' | 'everything' | 'coaches' | 'knowledge';
type Source<P extends Part> = NonNullable<InitOptions[P]>;
/** @internal */
export type Loader = (part: Part) => URL | Promise<BufferSource>;

let engine: Engine | undefined;
let given: InitOptions;
let load: Loader;

/** Runs once; again only when it failed. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => running ??= run().catch((error: unknown) => {
    running = undefined;
    throw error;
  });
}

/** @internal */
export function start(loader: Loader, options: InitOptions): Promise<void> {
  [load, given] = [loader, options];
  return starting();
}

const starting = once(async () => {
  const [data] = await Promise.all([
    bytes(given.languages === 'all' ? 'everything' : 'english'),
    opened('engine', (source) => instantiateEngine({ module_or_path: source })),
  ]);
  engine = new Engine(data);
});

const allLanguages = once(async () => {
  const data = await bytes('everything');
  ready().free();
  engine = new Engine(data);
});

/** Loads the words of all languages. Before, only English is understood and spoken; danger is recognised in every language. */
export function loadLanguages(): Promise<void> {
  ready();
  return given.languages === 'all' ? Promise.resolve() : allLanguages();
}

async function opened<P extends Part, T>(part: P, open: (source: Source<P>) => Promise<T>): Promise<T> {
  try {
    return await open((given[part] ?? await load(part)) as Source<P>);
  } catch (cause) {
    throw new CoachwrightError('notLoaded', `the file for \`${part}\` cannot be loaded (${String(cause)}); serve it beside the package's scripts or pass it to init()`);
  }
}

const bytes = (part: 'english' | 'everything' | 'knowledge'): Promise<Uint8Array> =>
  opened(part, async (source) => {
    if (source instanceof ArrayBuffer) return new Uint8Array(source);
    if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    const response = source instanceof Response ? source : await fetch(source as RequestInfo | URL);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });

function ready(): Engine {
  if (!engine) throw new CoachwrightError('notInitialised', 'call `await init()` first');
  return engine;
}

/** Loads the second module ahead of its first use: a page does so once it is idle, to be ready offline. */
export function loadCoaches(): Promise<void> {
  return theCoaches().then(() => undefined);
}

function theCoaches(): Promise<Coaches> {
  ready();
  return coaches();
}

const coaches = once(async () => {
  const [data] = await Promise.all([
    bytes('knowledge'),
    opened('coaches', (source) => instantiateCoaches({ module_or_path: source })),
  ]);
  return new Coaches(data);
});

/** The setting with this moment and this day where the caller leaves them out. The engine itself has no clock. */
function request<T extends Setting>(fields: T): string {
  const clock = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  const today = `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
  return JSON.stringify(fields.now == null ? { now: clock.toISOString(), today, ...fields } : fields);
}

/**
 * An interview. Its state lives in the module: keep the events of its turns and `replay` them to take it up again.
 * It is collected with the object; `free` gives its memory back at once.
 */
export class Interview {
  readonly #handle = new Handle();

  /** The stored entity that describes it. */
  record(bucket = ''): CoachCreatorSession {
    return JSON.parse(this.#handle.record(ready(), bucket)) as CoachCreatorSession;
  }

  free(): void {
    this.#handle.free();
  }

  /** @internal */
  get handle(): Handle {
    return this.#handle;
  }
}

/** Begins an interview. */
export function startInterview(options: StartOptions): Turn & { interview: Interview } {
  const interview = new Interview();
  return { interview, ...(JSON.parse(interview.handle.start(ready(), request(options))) as Turn) };
}

/** Takes an interview up again from the events that were kept, in their order; the reply is that to the last one. */
export function replay(events: Event[]): { interview: Interview; reply: Reply } {
  return replayJson(JSON.stringify(events));
}

/** `replay` for events that were kept as JSON text. */
export function replayJson(events: string): { interview: Interview; reply: Reply } {
  const interview = new Interview();
  return { interview, reply: JSON.parse(interview.handle.replay(ready(), events)) as Reply };
}

/** Says a message. */
export const turn = (interview: Interview, message: Message): Turn =>
  JSON.parse(interview.handle.turn(ready(), request(message))) as Turn;

/** Replaces the answer to a question; everything that follows from it is recomputed. */
export const correct = (interview: Interview, correction: Correction): Turn =>
  JSON.parse(interview.handle.correct(ready(), request(correction))) as Turn;

/** Comes back after a pause. */
export const resume = (interview: Interview, setting: Setting = {}): Turn =>
  JSON.parse(interview.handle.resume(ready(), request(setting))) as Turn;

/** Gives the interview up; `resume` takes it up again. */
export const abandon = (interview: Interview, setting: Setting = {}): Turn =>
  JSON.parse(interview.handle.abandon(ready(), request(setting))) as Turn;

/** Makes the coach of an interview whose recap is confirmed, and completes the interview. */
export async function generateCoach(interview: Interview, ids: Ids, setting: Setting = {}): Promise<Turn & { coach: Generated }> {
  const made = await theCoaches();
  const moment = request(setting);
  const json = made.generate(interview.handle.profile(), JSON.stringify(ids), moment);
  const { generated, summary } = JSON.parse(json) as { generated: Generated; summary: GeneratedCoach };
  const completed = interview.handle.complete(ready(), JSON.stringify(summary), moment);
  return { coach: generated, ...(JSON.parse(completed) as Turn) };
}

/** The instant coaches there are, in the setting's language. */
export const coachTemplates = async (setting: Setting = {}): Promise<Template[]> =>
  JSON.parse((await theCoaches()).templates(request(setting))) as Template[];

/** Makes an instant coach, without an interview. */
export const coachFromTemplate = async (template: string, ids: Ids, setting: Setting = {}): Promise<Generated> =>
  JSON.parse((await theCoaches()).fromTemplate(template, JSON.stringify(ids), request(setting))) as Generated;

/** Everything a coach is told, each block with the configuration it comes from. */
export const renderPrompts = async (config: CoachConfig, setting: Setting = {}): Promise<RenderedPrompts> =>
  JSON.parse((await theCoaches()).render(JSON.stringify(config), request(setting))) as RenderedPrompts;

/** Reads what was trained, every value with the place of its words in the text (bytes of UTF-8). */
export const extractWorkouts = (text: TextRequest): Log => JSON.parse(extractWorkoutsJson(request(text))) as Log;

/** `extractWorkouts` with JSON text in and out. */
export const extractWorkoutsJson = (text: string): string => ready().extractWorkouts(text);

/** How trained a person is, with the evidence. */
export const detect = (description: DetectRequest): Detection => JSON.parse(detectJson(request(description))) as Detection;

/** `detect` with JSON text in and out. */
export const detectJson = (description: string): string => ready().detect(description);

/** One line of `coachwright extract --jsonl`: a JSON object in, a JSON object out. */
export const extractLine = (line: string): string => ready().extractLine(line);

/** One line of `coachwright detect --jsonl`. */
export const detectLine = (line: string): string => ready().detectLine(line);

/** One line of `coachwright interview --jsonl`; a coach that it wants is made by the second module. */
export async function interviewLine(line: string): Promise<string> {
  const held = ready().interviewLine(line);
  const wanted = held.wanted();
  return held.answer(ready(), wanted === undefined ? undefined : (await theCoaches()).make(wanted));
}

/** One line of `coachwright prompts --jsonl`. */
export const promptsLine = async (line: string): Promise<string> => (await theCoaches()).promptsLine(line);

/** The version of this package and of its engine. */
export const version = (): string => ready().version();
