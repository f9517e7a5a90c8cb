// A text and what is read from it while it is being written.
//
// The engine reads in its worker; only the newest answer counts. What the person corrected stays as long as the words it was
// read from stay, wherever they move.

import { type Signal, signal } from '@preact/signals';
import type { FollowUp, Kind, Log, Workout } from 'coachwright';
import { call } from '../../api/http';
import { engine } from '../../engine';
import { locale, timeZone, today } from '../../i18n';
import { quote, shifted } from '../../ui/bytes';
import { units } from '../../units';

interface Correction {
  workout: Workout;
  /** Where its words stood. */
  start: number;
  /** Whether it is what was logged, not what is being corrected now. */
  kept: boolean;
}

export interface Entry {
  workout: Workout;
  /** The words it was read from. */
  words: string;
  corrected: boolean;
  left: boolean;
}

/** Pause of writing after which the server is asked, where the engine cannot run here. */
const PAUSE = 250;

export class Reading {
  readonly text: Signal<string>;
  readonly entries = signal<Entry[]>([]);
  readonly kind = signal<Kind>('chatter');
  readonly followUp = signal<FollowUp | null>(null);
  /** Neither the engine nor the server could read it. */
  readonly failed = signal(false);
  #log: Log = { kind: 'chatter', workouts: [] };
  #corrections = new Map<string, Correction>();
  #left = new Set<string>();
  #asked = 0;
  #timer = 0;

  /** `today` is the day that days such as "yesterday" are counted from; the person's today where it is left out. */
  constructor(text = '', readonly today?: string) {
    this.text = signal(text);
  }

  /** The person's language, place and units, as a request names them. */
  context() {
    return { today: this.today ?? today(), locale: locale.value, timeZone: timeZone(), ...(units.value ? { units: units.value } : {}) };
  }

  write(text: string): void {
    this.text.value = text;
    void this.read();
  }

  /** Reads the text as it is now. */
  async read(): Promise<void> {
    const asked = ++this.#asked;
    const text = this.text.value;
    if (!text.trim()) {
      this.#take({ kind: 'chatter', workouts: [] });
      return;
    }
    const { timeZone: zone, ...context } = this.context();
    try {
      const log = await engine.extract({ text, now: new Date().toISOString(), ...context });
      if (asked === this.#asked) this.#take(log);
    } catch {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => {
        call<Log>('POST', '/workouts:extract', { body: { text, timeZone: zone, ...context } }).then(
          (log) => { if (asked === this.#asked) this.#take(log); },
          () => { if (asked === this.#asked) this.failed.value = true; },
        );
      }, PAUSE);
    }
  }

  #take(log: Log): void {
    this.#log = log;
    this.failed.value = false;
    this.#show();
  }

  #show(): void {
    const { kind, workouts, followUp } = this.#log;
    this.kind.value = kind;
    this.entries.value = workouts.map((read) => {
      const words = quote(this.text.value, read.span);
      const correction = this.#corrections.get(words);
      const workout = correction ? shifted(correction.workout, read.span[0] - correction.start) : read;
      return { workout, words, corrected: correction?.kept === false, left: this.#left.has(words) };
    });
    const about = followUp ? this.entries.value[followUp.workout] : undefined;
    this.followUp.value = followUp && !about?.corrected && !about?.left ? followUp : null;
  }

  /** Keeps what the person made of the workout with these words. */
  correct(words: string, workout: Workout): void {
    this.#corrections.set(words, { workout, start: workout.span[0], kept: false });
    this.#show();
  }

  /** Starts from a workout that was made of this text, or of a longer one from its byte `offset` on, earlier. */
  keep(workout: Workout, offset: number): void {
    const moved = shifted(workout, -offset);
    this.#corrections.set(quote(this.text.value, moved.span), { workout: moved, start: moved.span[0], kept: true });
  }

  /** Goes back to what was read. */
  reread(words: string): void {
    this.#corrections.delete(words);
    this.#show();
  }

  /** Leaves a workout out, or takes it in again. */
  leave(words: string, out: boolean): void {
    if (out) this.#left.add(words);
    else this.#left.delete(words);
    this.#show();
  }

  /** The workouts to log. */
  chosen(): Workout[] {
    return this.entries.value.filter(({ left }) => !left).map(({ workout }) => workout);
  }

  /** Whether the server must be told what the person made of it: it reads the same text alike. */
  isEdited(): boolean {
    return this.entries.value.some(({ corrected, left }) => corrected || left);
  }

  clear(): void {
    this.#corrections.clear();
    this.#left.clear();
    this.write('');
  }
}
