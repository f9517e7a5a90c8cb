// The HTTP interface: JSON, problems as errors, streamed turns.

import { missedServer, reachedServer } from '../data/network';
import { newKey } from '../key';

export { newKey };

/** A refusal by the server, in words a person can act on (RFC 9457). */
export class Problem extends Error {
  constructor(readonly status: number, readonly body: ProblemBody) {
    super(body.detail ?? body.title ?? String(status));
  }
}

export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  [key: string]: unknown;
}

/** The server could not be reached: the change is kept and sent later. */
export class Offline extends Error {}

/** Whether waiting may help: the server cannot be reached, or asks for patience. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Offline || (error instanceof Problem && [408, 425, 429, 502, 503, 504].includes(error.status));

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Options {
  body?: unknown;
  key?: string | undefined;
  /** The version a change builds on. */
  version?: number;
  signal?: AbortSignal;
}

async function send(method: Method, path: string, accept: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['Idempotency-Key'] = options.key ?? newKey();
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  const request: RequestInit = { method, headers };
  if (options.body !== undefined) request.body = JSON.stringify(options.body);
  if (options.signal) request.signal = options.signal;
  const answer = await oneFirst(() => fetch(`/v1${path}`, request)).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    missedServer();
    throw new Offline();
  });
  reachedServer();
  if (!answer.ok) throw new Problem(answer.status, (await answer.json().catch(() => ({}))) as ProblemBody);
  return answer;
}

/** The first request goes alone: its answer tells the browser who this is, and all others must be of the same person. */
let introduced: Promise<unknown> | undefined;
async function oneFirst(request: () => Promise<Response>): Promise<Response> {
  if (introduced) {
    await introduced.catch(() => undefined);
    return request();
  }
  const first = request();
  introduced = first;
  first.catch(() => { introduced = undefined; });
  return first;
}

export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const answer = await send(method, path, 'application/json', options);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);

/** After so long without a word the connection counts as lost, in milliseconds. */
const SILENCE = 20_000;

/** Sends a message and hands on each event as it arrives; resolves with the `done` event's data. */
export async function stream<T>(path: string, options: Options, onEvent: (event: string, data: unknown) => void): Promise<T> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE);
  try {
    return await listen<T>(path, { ...options, signal: silent.signal }, (event, data) => {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE);
      onEvent(event, data);
    });
  } catch (error) {
    if (!silent.signal.aborted) throw error;
    missedServer();
    throw new Offline();
  } finally {
    clearTimeout(timer);
  }
}

async function listen<T>(path: string, options: Options, onEvent: (event: string, data: unknown) => void): Promise<T> {
  const answer = await send('POST', path, 'text/event-stream', options);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  let done: T | undefined;
  try {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) break;
      pending += part.value;
      const events = pending.split(/\r?\n\r?\n/);
      pending = events.pop() ?? '';
      for (const text of events) {
        const [event, data] = parse(text);
        if (data === '') continue;
        const value: unknown = JSON.parse(data);
        if (event === 'error') {
          const body = value as ProblemBody;
          throw new Problem(body.status ?? 500, body);
        }
        if (event === 'done') done = value as T;
        onEvent(event, value);
      }
    }
  } catch (error) {
    if (error instanceof Problem || options.signal?.aborted) throw error;
    throw new Offline();
  }
  // Ended before it was acknowledged: sending again with the same key is safe.
  if (done === undefined) throw new Offline();
  return done;
}

function parse(text: string): [string, string] {
  let event = 'message';
  const data: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
  }
  return [event, data.join('\n')];
}
