// An interview as this device keeps it.

import type { CoachCreatorSession, CreationType, Event, Generated, Reply } from '../../engine';

/** A message that the server does not have for certain. */
export interface QueuedMessage {
  key: string;
  /** When it was written, RFC 3339. */
  at: string;
  text: string;
  /** The question whose answer it replaces. */
  question?: number;
  /** Seconds the person took. */
  responseTime?: number;
}

/** What the interview was begun with, for the server that does not know it yet. */
export interface BegunWith {
  key: string;
  creationType?: CreationType;
  coachId?: string;
  locale: string;
  timeZone: string;
}

/** Words that the server could not take, and why. They stay until the person decides. */
export interface Unplaced {
  why: 'complete' | 'gone' | 'refused' | 'notReady';
  messages: QueuedMessage[];
}

export interface KeptInterview {
  /** What it is called on this device. */
  id: string;
  /** What the server calls it; none until it knows it. */
  remote: string | null;
  begunWith: BegunWith;
  /** The server's events, then those that follow from `queue` on this device. */
  events: Event[];
  /** How many of the events are the server's. */
  confirmed: number;
  /** The server's version as last seen. */
  version: number;
  /** When the server lets go of it, in seconds since 1970. */
  expires?: number;
  queue: QueuedMessage[];
  /** The person confirmed the recap without a network: the coach as this device made it. */
  finish?: { key: string; coach: Generated };
  /** The person deleted it without a network. */
  remove?: { key: string };
  unplaced?: Unplaced;
  /** Whether another device went on with it while messages waited here. */
  merged?: boolean;
  reply: Reply;
  record: CoachCreatorSession;
  /** When it was last touched here, in milliseconds since 1970. */
  at: number;
}
