// The person's language: messages, numbers, dates. Messages are data (`messages/<language>/<view>.json`); English is bundled,
// the others are loaded when chosen.

import { computed, signal } from '@preact/signals';
import catalogue from 'virtual:catalogue';
import * as english from '../messages/en';

export const languages = ['en', 'es', 'fr'] as const;
export type Language = (typeof languages)[number];
export type Message = keyof typeof english.messages;
interface Texts {
  messages: Record<Message, string>;
  vocabulary: Vocabulary;
}

const KEY = 'coachwright.language';
const loaders: Record<Exclude<Language, 'en'>, () => Promise<Texts>> = {
  es: () => import('../messages/es'),
  fr: () => import('../messages/fr'),
};

const texts = signal<Texts>(english);
export const language = signal<Language>('en');

/** A language tag with the person's region, where the browser's language is the chosen one. */
export const locale = computed(() => {
  const own = navigator.languages.find((tag) => tag.slice(0, 2) === language.value);
  return own ?? language.value;
});

export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/** The language chosen earlier, else the browser's first that is spoken here. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (chosen && isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function speak(chosen: Language, remember = true): Promise<void> {
  texts.value = chosen === 'en' ? english : await loaders[chosen]();
  language.value = chosen;
  document.documentElement.lang = chosen;
  if (remember) localStorage.setItem(KEY, chosen);
}

/** A message with its `{placeholders}` filled; of `one|other` forms, the one that fits `values.count`. */
export function t(message: Message, values: Record<string, string | number> = {}): string {
  let text = texts.value.messages[message] ?? english.messages[message];
  if (typeof values['count'] === 'number' && text.includes('|')) {
    const [one = '', other = one] = text.split('|');
    text = new Intl.PluralRules(language.value).select(values['count']) === 'one' ? one : other;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? number(value) : value;
  });
}

const inEveryLanguage: Record<string, Record<string, string>> = {
  methodology: catalogue.methodology,
  inspired: catalogue.inspired,
  persona: catalogue.persona,
  benchmark: catalogue.benchmark,
};

/** What a code of the data is called: a message `<kind>.<code>`, else the project's word for it, else the code as words. */
export function tCode(kind: string, code: string): string {
  const { messages, vocabulary } = texts.value;
  return (messages as Record<string, string>)[`${kind}.${code}`]
    ?? (vocabulary as unknown as Record<string, Record<string, string>>)[kind]?.[code]
    ?? inEveryLanguage[kind]?.[code]
    ?? vocabulary.code[code]
    ?? vocabulary.movement[code]
    ?? words(code);
}

/** `back_squat` and `trainingFrequency` as words. */
export const words = (code: string): string =>
  code.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase();

export const number = (value: number, options: Intl.NumberFormatOptions = { maximumFractionDigits: 2 }): string =>
  new Intl.NumberFormat(locale.value, options).format(value);

export const percent = (share: number): string => number(share, { style: 'percent', maximumFractionDigits: 0 });

/** A calendar day (`2025-06-20`), which has no time zone. */
export const day = (iso: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string =>
  new Intl.DateTimeFormat(locale.value, { ...options, timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));

export const instant = (iso: string): string =>
  new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export const list = (items: string[]): string => new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(items);

/** Today in the person's time zone, `2025-06-20`. */
export const today = (): string => new Intl.DateTimeFormat('en-CA').format(new Date());

export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Seconds as `1:02:03` or `5:20`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
