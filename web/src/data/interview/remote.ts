// An interview's way to the server and back. Everything here runs while no other tab works on the same interview.

import { call, get, isPassing, Problem } from '../../api/http';
import type { Coach, Item, Session, Turn } from '../../api/types';
import { engine, type Event, setting } from '../../engine';
import type { KeptInterview, QueuedMessage, Unplaced } from './kept';
import { forget, keep } from './store';

const BASE = '/coach-creator-sessions';
/** Messages that the server takes at once. */
const AT_ONCE = 100;

export const path = (remote: string, rest = ''): string => `${BASE}/${encodeURIComponent(remote)}${rest}`;

interface Detail {
  session: Item<Session>;
  turn: Turn | null;
  events?: Event[];
}

/** What is kept of a session's item. */
export const of = ({ attributes: record, version, ttl }: Item<Session>) =>
  ({ record, version, ...(ttl == null ? {} : { expires: ttl }) });

const detail = (remote: string, from: number): Promise<Detail> => get(path(remote, `?include=events&from=${from}`));

/** Takes the server's events over, and does what waits here once more after them. */
export async function mirror(known: KeptInterview): Promise<KeptInterview | null> {
  if (!known.remote) return known;
  let told = await detail(known.remote, known.confirmed);
  let before = known.events.slice(0, known.confirmed);
  if (told.events && told.session.version !== before.length + told.events.length) {
    // The server has other events than those that were taken over: from the beginning then.
    told = await detail(known.remote, 0);
    before = [];
  }
  const { session, turn, events: news } = told;
  if (!news || !turn) return ended(known);
  const events = [...before, ...news];
  const keys = new Set(events.map(({ key }) => key));
  const queue = known.queue.filter(({ key }) => !keys.has(key));
  const now: KeptInterview = {
    ...known, ...of(session), events, queue, confirmed: events.length, reply: turn,
  };
  return keep(await again(now, queue));
}

/** Does messages of this device over on top of what is known. */
async function again(known: KeptInterview, messages: QueuedMessage[]): Promise<KeptInterview> {
  let now = known;
  for (const message of messages) now = await take(now, message).catch(() => now);
  return now;
}

/** Takes a message on this device alone. */
export async function take(known: KeptInterview, message: QueuedMessage): Promise<KeptInterview> {
  const { text, question, responseTime } = message;
  const words = { ...setting(), now: message.at, text };
  const step = question === undefined
    ? await engine.say(known.id, known.events, { ...words, ...(responseTime === undefined ? {} : { responseTime }) })
    : await engine.correct(known.id, known.events, { ...words, question });
  const { event, reply, record } = step;
  return { ...known, events: [...known.events, { ...event, key: message.key }], reply, record };
}

/** An interview the server knows and this device does not. */
export async function fetchInterview(remote: string): Promise<KeptInterview | null> {
  const { session, turn, events } = await detail(remote, 0);
  if (!turn || !events) return null;
  const { startedAt } = session.attributes;
  return keep({
    id: remote, remote, begunWith: { key: startedAt, locale: '', timeZone: '' }, events, confirmed: events.length, ...of(session),
    queue: [], reply: turn, at: Date.now(),
  });
}

/** Brings what waits to the server. Throws `Offline` when it cannot be reached; what waits then waits on. */
export async function push(known: KeptInterview): Promise<Item<Coach> | null> {
  let now: KeptInterview | null = known;
  try {
    if (now.remove) return await removed(now);
    if (!now.remote) {
      now = await introduce(now);
      if (!now.queue.length) now = await mirror(now);
      if (!now) return null;
    }
    const confirmed = now.confirmed;
    const waited = now.queue.length;
    if (waited) {
      now = await deliver(now);
      if (!now) return null;
      // More new events than messages of this device: somebody went on elsewhere in the meantime.
      if (confirmed > 1 && now.confirmed > confirmed + waited) now = await keep({ ...now, merged: true });
    }
    return now.finish ? await finished(now) : null;
  } catch (error) {
    if (isPassing(error) || !(error instanceof Problem)) throw error;
    await lost(now ?? known, await whyLost(error, (now ?? known).remote));
    return null;
  }
}

async function removed({ id, remote, remove }: KeptInterview): Promise<null> {
  if (remote) {
    await call('DELETE', path(remote), { body: {}, key: remove?.key }).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status !== 404) throw error;
    });
  }
  await forget(id);
  return null;
}

/** Begins at the server what was begun here. */
async function introduce(known: KeptInterview): Promise<KeptInterview> {
  const { key, ...body } = known.begunWith;
  const { session } = await call<{ session: Item<Session> }>('POST', BASE, { body, key });
  return keep({ ...known, remote: session.attributes.sessionId, version: session.version, confirmed: 0 });
}

async function deliver(known: KeptInterview): Promise<KeptInterview | null> {
  const remote = known.remote ?? '';
  for (let at = 0; at < known.queue.length; at += AT_ONCE) {
    const events = known.queue.slice(at, at + AT_ONCE);
    await call('POST', path(remote, '/events'), { body: { events } });
  }
  return mirror(known);
}

async function finished(known: KeptInterview): Promise<Item<Coach> | null> {
  try {
    const { coach } = await call<{ coach: Item<Coach> }>('POST', path(known.remote ?? '', '/complete'), { body: {}, key: known.finish?.key });
    await forget(known.id);
    return coach;
  } catch (error) {
    if (!(error instanceof Problem) || error.body.type !== '/errors/session-not-ready') throw error;
    const { finish: _, ...open } = known;
    await keep({ ...open, unplaced: { why: 'notReady', messages: [] } });
    await mirror(open);
    return null;
  }
}

/** The interview was completed elsewhere. */
async function ended(known: KeptInterview): Promise<null> {
  await lost(known, 'complete');
  return null;
}

/** Why the server did not take something. Its "not found" may mean the interview or only a question of it. */
export async function whyLost({ status, body }: Problem, remote: string | null): Promise<Unplaced['why']> {
  if (body.type === '/errors/session-complete') return 'complete';
  if (status !== 404 || !remote) return 'refused';
  return get(path(remote)).then(() => 'refused' as const, (error: unknown) => {
    if (error instanceof Problem && error.status === 404) return 'gone' as const;
    throw error;
  });
}

/** Takes out of an interview what the server does not take; those words are kept for the person to place. */
export async function lost(known: KeptInterview, why: Unplaced['why']): Promise<void> {
  const { queue, finish: _, ...rest } = known;
  if (why !== 'refused') {
    if (queue.length) await keep({ ...rest, queue: [], unplaced: { why, messages: queue } });
    else await forget(known.id);
    return;
  }
  const now = await mirror({ ...rest, queue: [] });
  const taken = new Set(now?.events.map(({ key }) => key));
  const messages = queue.filter(({ key }) => !taken.has(key));
  if (now && messages.length) await keep({ ...now, unplaced: { why, messages } });
}
