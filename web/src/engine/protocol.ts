// What the page and the engine's worker say to each other.

import type {
  CoachConfig, CoachCreatorSession, Correction, Detection, DetectRequest, ErrorCode, Event, Generated, Ids, Log, Message,
  RenderedPrompts, Reply, Setting, StartOptions, Template, TextRequest,
} from 'coachwright';

type Now<T> = T | Promise<T>;

/** One step of an interview: the event to keep, the reply to show, the record as it stands now. */
export interface Step {
  event: Event;
  reply: Reply;
  record: CoachCreatorSession;
}

/** What can be asked of the worker. An interview is named by its id and given by its events so far. */
export interface Calls {
  extract(request: TextRequest): Now<Log>;
  detect(request: DetectRequest): Now<Detection>;
  start(options: StartOptions): Now<Step>;
  replay(id: string, events: Event[]): Now<{ reply: Reply; record: CoachCreatorSession }>;
  say(id: string, events: Event[], message: Message): Now<Step>;
  correct(id: string, events: Event[], correction: Correction): Now<Step>;
  resume(id: string, events: Event[], setting: Setting): Now<Step>;
  complete(id: string, events: Event[], ids: Ids, setting: Setting): Now<Step & { coach: Generated }>;
  templates(setting: Setting): Now<Template[]>;
  fromTemplate(template: string, ids: Ids, setting: Setting): Now<Generated>;
  render(config: CoachConfig, setting: Setting): Now<RenderedPrompts>;
  /** Loads the module that makes coaches ahead of its first use. */
  prepare(): Now<void>;
}

export interface Request {
  id: number;
  call: keyof Calls;
  with: unknown[];
}

export interface Answer {
  id: number;
  value?: unknown;
  error?: { code: ErrorCode; message: string };
}
