// One interview: what was said, what was understood, what is pending.

import { signal } from '@preact/signals';
import { call, get, newKey, Offline, stream } from '../api/http';
import type { Item, KnownSlot, Page, QuestionRecord, Session, Turn } from '../api/types';
import { locale, timeZone } from '../i18n';

export interface Line {
  who: 'coach' | 'person';
  text: string;
  /** The event it belongs to; a fact's `turn` names it. */
  turn?: number;
  question?: number | null;
  alarm?: boolean;
  state?: 'sending' | 'failed';
}

interface Answer {
  session: Item<Session>;
  turn: Turn;
}

export const session = signal<Item<Session> | null>(null);
export const turn = signal<Turn | null>(null);
export const lines = signal<Line[]>([]);
/** The fact whose words are lit up. */
export const lit = signal<KnownSlot | null>(null);

/** A message that was not acknowledged keeps its key, so that sending it again is safe. */
let unsent: { text: string; key: string } | null = null;

const path = (id: string, rest = ''): string => `/coach-creator-sessions/${encodeURIComponent(id)}${rest}`;
const id = (): string => session.value?.attributes.sessionId ?? '';

/** Takes up the newest unfinished interview, if there is one. */
export async function resume(): Promise<boolean> {
  const { items } = await get<Page<Item<Session>>>('/coach-creator-sessions?status=incomplete&limit=1');
  const [newest] = items;
  if (!newest) return false;
  await open(newest.attributes.sessionId);
  return true;
}

export async function open(sessionId: string): Promise<void> {
  const answer = await get<{ session: Item<Session>; turn?: Turn; reply?: Turn; history?: { questionHistory: QuestionRecord[] } }>(
    path(sessionId, '?include=history'),
  );
  const history = answer.history?.questionHistory ?? [];
  const shown: Line[] = [];
  const first = history[0];
  if (first) shown.push({ who: 'coach', text: first.questionText });
  history.forEach((entry, at) => {
    if (entry.userResponse) shown.push({ who: 'person', text: entry.userResponse, turn: at + 1, question: entry.questionId });
    if (entry.aiResponse) shown.push({ who: 'coach', text: entry.aiResponse });
  });
  const pending = answer.turn ?? answer.reply ?? null;
  if (!shown.length && pending) shown.push({ who: 'coach', text: pending.reply });
  lines.value = shown;
  session.value = answer.session;
  turn.value = pending;
}

export async function start(options: { coachId?: string; creationType?: string } = {}): Promise<void> {
  const answer = await call<{ session: Item<Session>; turn: Turn }>('POST', '/coach-creator-sessions', {
    body: { locale: locale.value, timeZone: timeZone(), ...options },
  });
  session.value = answer.session;
  turn.value = answer.turn;
  lines.value = [{ who: 'coach', text: answer.turn.reply }];
}

/** Sends a message; the reply grows in `lines` as it arrives. Throws when it was not acknowledged. */
export async function send(text: string, responseTime?: number): Promise<void> {
  unsent = unsent?.text === text ? unsent : { text, key: newKey() };
  const before = lines.value.filter((line) => line.state !== 'failed');
  const mine: Line = { who: 'person', text, state: 'sending', question: turn.value?.questionId ?? null };
  lines.value = [...before, mine];
  let reply = '';
  try {
    const body = responseTime === undefined ? { text } : { text, responseTime };
    const done = await stream<Answer>(path(id(), '/messages'), { body, key: unsent.key }, (event, data) => {
      if (event !== 'delta') return;
      reply += typeof data === 'string' ? data : (data as { text: string }).text;
      lines.value = [...before, mine, { who: 'coach', text: reply }];
    });
    unsent = null;
    const said = before.filter((line) => line.who === 'person').length + 1;
    const { state: _, ...sent } = mine;
    lines.value = [...before, { ...sent, turn: said }, { who: 'coach', text: done.turn.reply, alarm: isAlarm(done.turn) }];
    session.value = done.session;
    turn.value = done.turn;
  } catch (error) {
    lines.value = error instanceof Offline ? [...before, { ...mine, state: 'failed' }] : before;
    throw error;
  }
}

export async function correct(question: number, text: string): Promise<void> {
  await call<Answer>('PUT', path(id(), `/responses/${question}`), { body: { text } });
  await open(id());
}

export async function complete<C>(): Promise<C> {
  const { coach } = await call<{ coach: C }>('POST', path(id(), '/complete'), { body: {} });
  forget();
  return coach;
}

export async function remove(): Promise<void> {
  await call('DELETE', path(id()));
  forget();
}

function forget(): void {
  session.value = null;
  turn.value = null;
  lines.value = [];
  lit.value = null;
}

const isAlarm = ({ flags }: Turn): boolean => flags.some(({ tier }) => tier === 'emergency' || tier === 'urgent');
