// The conversation as people see it, from the interview's events.

import type { Event, Said } from '../../engine';
import type { KeptInterview } from './kept';

export interface Line {
  who: 'coach' | 'person';
  text: string;
  /** The event that holds the words; a fact's `turn` names it. */
  turn?: number;
  /** The question it answers, where the answer can be changed. */
  question?: number;
  /** Whether it tells of danger. */
  alarm?: boolean;
  /** Whether the answer was changed later. */
  edited?: boolean;
  /** Whether the server does not have it for certain. */
  waits?: boolean;
}

export function linesOf({ events, confirmed, queue }: Pick<KeptInterview, 'events' | 'confirmed' | 'queue'>): Line[] {
  const lines: Line[] = [];
  for (const event of events) add(lines, event, event.seq >= confirmed);
  const told = new Set(events.map(({ key }) => key));
  for (const { key, text, question } of queue) {
    if (!told.has(key)) answer(lines, { who: 'person', text, waits: true, ...(question ? { question, edited: true } : {}) });
  }
  return lines;
}

function add(lines: Line[], { seq, what }: Event, waits: boolean): void {
  if ('started' in what) {
    lines.push({ who: 'coach', text: what.started.shown.reply });
  } else if ('said' in what) {
    const { said } = what;
    // After a new beginning nothing earlier can be changed.
    if (said.restarted) for (const line of lines) delete line.question;
    lines.push({ who: 'person', text: said.text, turn: seq, waits, ...answered(said) }, reply(said));
  } else if ('corrected' in what) {
    const { corrected } = what;
    const { q, text } = corrected;
    answer(lines, { who: 'person', text, turn: seq, waits, edited: true, ...(q ? { question: q } : {}) });
    lines.push(reply(corrected));
  } else if ('resumed' in what) {
    lines.push({ who: 'coach', text: what.resumed.reply });
  } else if ('abandoned' in what) {
    lines.push({ who: 'coach', text: what.abandoned.reply });
  } else {
    lines.push({ who: 'coach', text: what.completed.shown.reply });
  }
}

/** Adds a line; a new answer takes the place of the earlier one. */
function answer(lines: Line[], line: Line): void {
  const earlier = line.edited && lines.findLast(({ who, question }) => who === 'person' && question === line.question);
  if (earlier) Object.assign(earlier, line);
  else lines.push(line);
}

const answered = ({ q, covered, facts }: Said): Pick<Line, 'question'> =>
  q && (covered?.includes(q) || facts?.length) ? { question: q } : {};

const reply = ({ shown, flags }: Said): Line => ({
  who: 'coach',
  text: shown.reply,
  alarm: !!flags?.some(({ tier }) => tier === 'emergency' || tier === 'urgent'),
});
