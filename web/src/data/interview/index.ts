// Interviews: the server's where it can be reached, this device's own engine where not. What a person writes is kept on the
// device first; the server gets it with an idempotency key, so that sending it twice is safe.

import { call, get, isPassing, newKey, Problem, stream } from '../../api/http';
import type { Coach, Item, Page, Session, Turn } from '../../api/types';
import { engine, Refused, setting } from '../../engine';
import { locale, timeZone } from '../../i18n';
import { read } from '../answers';
import { online } from '../network';
import { alone } from '../tabs';
import type { BegunWith, KeptInterview, QueuedMessage } from './kept';
import { fetchInterview, lost, mirror, of, path, push, take, whyLost } from './remote';
import { all, current, forget, keep, load, sending, show, waits } from './store';

export type { KeptInterview, QueuedMessage, Unplaced } from './kept';
export type { Line } from './lines';
export type { Lit } from './store';
export { current, lines, lit, loadWaiting, sending, turn, unsavedCoaches, waiting } from './store';

/** The interview went on elsewhere since it was last seen here: another question may be pending now. */
export class MovedOn extends Error {}

/** A coach that was made: the server's, or this device's until the server can be reached. */
export type Made = { saved: true; coach: Coach } | { saved: false; coach: Coach };

const work = <T>(id: string, todo: () => Promise<T>): Promise<T> => alone(`interview.${id}`, todo);

/** After so long away a person is welcomed back, in milliseconds. */
const AWAY = 30 * 60_000;

/** Shows the interview that was worked on last, at once from this device; then what the server has of it. */
export async function resume(): Promise<void> {
  const unfinished = (await all()).filter(({ finish, remove }) => !finish && !remove).sort((a, b) => b.at - a.at);
  const [last] = unfinished;
  if (last) show(last);
  try {
    const { items } = await get<Page<Item<Session>>>('/coach-creator-sessions?status=incomplete&limit=1');
    const newest = items[0]?.attributes;
    const known = unfinished.find(({ remote }) => remote !== null && remote === newest?.sessionId);
    if (newest && !known && (!last || Date.parse(newest.lastActivity) > last.at)) {
      const fetched = await fetchInterview(newest.sessionId);
      if (fetched) show(fetched);
    } else if (last?.remote) {
      await renew(last.id);
    }
    await welcomeBack();
  } catch (error) {
    if (!isPassing(error) && !(error instanceof Problem && error.status === 404)) throw error;
    if (!isPassing(error) && last) await forget(last.id);
  }
}

/** Sends what waits of an interview, then takes over what the server has. */
const renew = (id: string): Promise<void> => work(id, async () => {
  const known = await load(id);
  if (known && waits(known)) await push(known);
  const now = await load(id);
  if (now?.remote && !now.unplaced && !now.finish) await mirror(now);
});

async function welcomeBack(): Promise<void> {
  const now = current.value;
  const latest = now?.events.at(-1);
  if (!now?.remote || !latest || 'resumed' in latest.what || 'started' in latest.what || now.queue.length || now.unplaced) return;
  if (Date.now() - Date.parse(latest.at) < AWAY) return;
  const remote = now.remote;
  await work(now.id, async () => {
    await call('POST', path(remote, '/resume'), { body: {}, key: `resume-${latest.seq}-${remote}`.slice(-128), version: now.version });
    await mirror(now);
  });
}

/** Begins an interview; with a coach, to change it or to make it anew. */
export async function start(options: Pick<BegunWith, 'coachId' | 'creationType'> = {}): Promise<void> {
  const begunWith: BegunWith = { key: newKey(), locale: locale.value, timeZone: timeZone(), ...options };
  const { key, ...body } = begunWith;
  if (online.value) {
    try {
      const { session } = await call<{ session: Item<Session> }>('POST', '/coach-creator-sessions', { body, key });
      show(await fetchInterview(session.attributes.sessionId));
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
  const id = `local-${key}`;
  const { event, reply, record } = await engine.start({
    sessionId: id, userId: 'local', timeZone: begunWith.timeZone, ...setting(), ...(await baseOf(options)),
  });
  show(await keep({
    id, remote: null, begunWith, events: [event], confirmed: 0, version: 0, queue: [], reply, record, at: Date.now(),
  }));
}

async function baseOf({ coachId, creationType }: Pick<BegunWith, 'coachId' | 'creationType'>) {
  if (!coachId) return {};
  const { value: { attributes } } = await read<Item<Coach>>(`/coaches/${encodeURIComponent(coachId)}`);
  return { creationType: creationType ?? 'modification' as const, base: { coachId, config: attributes.technical_config } };
}

/** Says a message. Throws when it was refused; whoever called keeps the words then. */
export async function send(text: string, responseTime?: number): Promise<void> {
  await deliver({ key: newKey(), at: new Date().toISOString(), text, ...(responseTime === undefined ? {} : { responseTime }) });
}

/** Replaces the answer to a question. */
export async function correct(question: number, text: string): Promise<void> {
  await deliver({ key: newKey(), at: new Date().toISOString(), text, question });
}

/** The interview after what waits of it was sent, where the server can be reached. */
async function caughtUp(known: KeptInterview): Promise<KeptInterview | undefined> {
  if (!online.value || !waits(known)) return known;
  await push(known).catch((error: unknown) => { if (!isPassing(error)) throw error; });
  return load(known.id);
}

async function deliver(message: QueuedMessage): Promise<void> {
  const seen = current.value;
  if (!seen) return;
  const isAnswer = message.question === undefined;
  if (isAnswer) sending.value = { key: message.key, text: message.text, reply: '' };
  try {
    await work(seen.id, async () => {
      let known = await load(seen.id);
      if (!known || known.events.length !== seen.events.length) {
        show(known ?? null);
        throw new MovedOn();
      }
      known = await caughtUp(known);
      if (!known || known.unplaced) throw new MovedOn();
      const kept = { ...known, queue: [...known.queue, message] };
      await keep(kept);
      if (!(await viaServer(kept, message))) await onThisDevice(kept, message);
    });
  } finally {
    if (isAnswer) sending.value = null;
  }
}

/** Has this device's engine take a message that is kept already. */
async function onThisDevice(known: KeptInterview, message: QueuedMessage): Promise<void> {
  try {
    await keep(await take(known, message));
  } catch (error) {
    // Without an engine the message waits for the server; one that makes no sense now is given back.
    if (error instanceof Refused && error.code === 'notLoaded') return;
    await keep({ ...known, queue: known.queue.filter(({ key }) => key !== message.key) });
    throw error;
  }
}

/** Has the server take a message; false when it cannot be reached, or does not know the interview or what was said before. */
async function viaServer(known: KeptInterview, message: QueuedMessage): Promise<boolean> {
  if (!known.remote || known.queue.length > 1 || !online.value) return false;
  const { text, question, key, responseTime } = message;
  const options = { key, version: known.version };
  let now = known;
  try {
    const { session, turn } = question === undefined
      ? await stream<{ session: Item<Session>; turn: Turn }>(
        path(known.remote, '/messages'), { ...options, body: { text, ...(responseTime === undefined ? {} : { responseTime }) } }, growing)
      : await call<{ session: Item<Session>; turn: Turn }>('PUT', path(known.remote, `/responses/${question}`), { ...options, body: { text } });
    now = { ...known, reply: turn, ...of(session) };
    await mirror(now);
    return true;
  } catch (error) {
    if (isPassing(error) || !(error instanceof Problem)) return false;
    const why = await whyLost(error, known.remote);
    if (why !== 'refused') {
      await lost(now, why);
      return true;
    }
    await keep({ ...now, queue: now.queue.filter((waiting) => waiting.key !== key) });
    if (error.status === 409 || error.status === 412) {
      const left = await load(known.id);
      if (left) await mirror(left).catch(() => undefined);
      throw new MovedOn();
    }
    throw error;
  }
}

function growing(event: string, data: unknown): void {
  const now = sending.value;
  if (now && event === 'delta') sending.value = { ...now, reply: now.reply + (data as { text: string }).text };
}

/** The language the conversation is held in. */
export function languageOf({ events }: KeptInterview): string {
  let language = '';
  for (const { what } of events) {
    if ('started' in what) language = what.started.locale;
    else if ('said' in what) language = what.said.locale ?? language;
    else if ('corrected' in what) language = what.corrected.locale ?? language;
  }
  return language;
}

/** Makes the coach. */
export async function complete(): Promise<Made | null> {
  const seen = current.value;
  if (!seen) return null;
  return work(seen.id, async () => {
    const known = await caughtUp((await load(seen.id)) ?? seen);
    if (!known || known.unplaced) throw new MovedOn();
    const key = newKey();
    if (known.remote && !known.queue.length && online.value) {
      try {
        const { coach } = await call<{ coach: Item<Coach> }>('POST', path(known.remote, '/complete'), { body: {}, key });
        await forget(known.id);
        return { saved: true, coach: coach.attributes };
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
    }
    const { coach, reply, record, event } = await engine.complete(known.id, known.events, { coachId: `local-${key}`, userId: 'local' }, setting());
    await keep({ ...known, reply, record, events: [...known.events, event], finish: { key, coach } });
    show(null);
    return { saved: false, coach: coach.config };
  });
}

/** Deletes the interview that is shown. */
export async function remove(): Promise<void> {
  const seen = current.value;
  if (!seen) return;
  await work(seen.id, async () => {
    const marked = await keep({ ...((await load(seen.id)) ?? seen), remove: { key: newKey() } });
    show(null);
    await push(marked).catch((error: unknown) => { if (!isPassing(error)) throw error; });
  });
}

/** Lets go of words that could not be placed: the person has them, or does not want them. */
export async function settle(id: string, keepInterview: boolean): Promise<void> {
  await work(id, async () => {
    const known = await load(id);
    if (!known) return;
    const { unplaced: _, merged: __, ...rest } = known;
    if (!keepInterview) await forget(id);
    else await mirror(await keep(rest)).catch((error: unknown) => { if (!isPassing(error)) throw error; });
  });
}

/** Brings everything that waits to the server; gives the coaches that came of it. */
export async function pushInterviews(): Promise<Item<Coach>[]> {
  const coaches: Item<Coach>[] = [];
  for (const { id } of (await all()).filter(waits)) {
    const coach = await work(id, async () => {
      const known = await load(id);
      return known && waits(known) ? push(known) : null;
    });
    if (coach) coaches.push(coach);
  }
  return coaches;
}
