// The engine as the page uses it: the same as on the server, in a worker, without a network.
//
//   const log = await engine.extract({ text: 'Fran in 6:32 Rx', ...setting() });

import type { ErrorCode, Setting } from 'coachwright';
import { locale, today } from '../i18n';
import type { Answer, Calls, Request } from './protocol';

export type * from 'coachwright';
export type { Step } from './protocol';

/** A call that the engine refused. */
export class Refused extends Error {
  constructor(readonly code: ErrorCode, message: string) {
    super(message);
  }
}

type Engine = { [C in keyof Calls]: (...args: Parameters<Calls[C]>) => Promise<Awaited<ReturnType<Calls[C]>>> };

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Refused) => void;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Starts the worker at the first call: a page that only shows something does without. */
function running(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) asked?.reject(new Refused(data.error.code, data.error.message));
    else asked?.resolve(data.value);
  });
  worker.addEventListener('error', () => {
    // It could not be loaded, or broke: whoever waits is told, and the next call starts another.
    worker?.terminate();
    worker = undefined;
    const told = [...waiting.values()];
    waiting.clear();
    for (const { reject } of told) reject(new Refused('notLoaded', 'the engine could not be started'));
  });
  return worker;
}

function ask(call: keyof Calls, args: unknown[]): Promise<unknown> {
  const id = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    running().postMessage({ id, call, with: args } satisfies Request);
  });
}

export const engine = new Proxy({} as Engine, {
  get: (_, call: string) => (...args: unknown[]) => ask(call as keyof Calls, args),
});

/** This moment and the person's language, as the engine wants to be told. */
export const setting = (): Setting => ({ now: new Date().toISOString(), today: today(), locale: locale.value });
