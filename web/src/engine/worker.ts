// The engine in its own thread, so that reading a text never holds up typing. One request, one answer, in order.

import * as engine from 'coachwright';
import type { Answer, Calls, Request } from './protocol';

const ready = engine.init();
/** The other languages follow at once; only who speaks one of them waits. */
const languages = ready.then(engine.loadLanguages);
languages.catch(() => undefined);
/** The interviews that are being held, with the number of events each has taken in. */
const held = new Map<string, { interview: engine.Interview; events: number }>();

/** The interview of this id as its events tell it; replayed only when others were added elsewhere. */
function interview(id: string, events: engine.Event[]): engine.Interview {
  const known = held.get(id);
  if (known && known.events === events.length) return known.interview;
  known?.interview.free();
  const { interview } = engine.replay(events);
  held.set(id, { interview, events: events.length });
  return interview;
}

/** What a turn gives, with the record as it stands after it. */
function after(id: string, of: engine.Interview, { event, reply }: engine.Turn) {
  held.set(id, { interview: of, events: event.seq + 1 });
  return { event, reply, record: of.record() };
}

/** Runs a turn; one that fails leaves nothing half done behind. */
function turn(id: string, events: engine.Event[], take: (of: engine.Interview) => engine.Turn) {
  const of = interview(id, events);
  return after(id, of, take(of));
}

const calls: Calls = {
  extract: (request) => engine.extractWorkouts(request),
  detect: (request) => engine.detect(request),
  start: (options) => {
    const { interview: begun, ...first } = engine.startInterview(options);
    return after(options.sessionId, begun, first);
  },
  replay: (id, events) => {
    const { interview: of, reply } = engine.replay(events);
    held.get(id)?.interview.free();
    held.set(id, { interview: of, events: events.length });
    return { reply, record: of.record() };
  },
  say: (id, events, message) => turn(id, events, (of) => engine.turn(of, message)),
  correct: (id, events, correction) => turn(id, events, (of) => engine.correct(of, correction)),
  resume: (id, events, setting) => turn(id, events, (of) => engine.resume(of, setting)),
  complete: async (id, events, ids, setting) => {
    const of = interview(id, events);
    const { coach, ...last } = await engine.generateCoach(of, ids, setting);
    return { coach, ...after(id, of, last) };
  },
  templates: (setting) => engine.coachTemplates(setting),
  fromTemplate: (template, ids, setting) => engine.coachFromTemplate(template, ids, setting),
  render: (config, setting) => engine.renderPrompts(config, setting),
  prepare: () => engine.loadCoaches(),
};

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  const answer = await answered(data);
  postMessage(answer);
});

/** Whether it says to speak another language than English. */
const isForeign = (argument: unknown): boolean =>
  typeof argument === 'object' && argument !== null && 'locale' in argument && !String(argument.locale ?? 'en').startsWith('en');

async function answered({ id, call, with: args }: Request): Promise<Answer> {
  try {
    await (args.some(isForeign) ? languages : ready);
    return { id, value: await (calls[call] as (...args: unknown[]) => unknown)(...args) };
  } catch (error) {
    const code = error instanceof engine.CoachwrightError ? error.code : 'brokenData';
    return { id, error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}
