// The words that people read for the codes of the data, taken from the project's prompts so that they are written once:
// `virtual:vocabulary/<language>` has codes, movements, slots, topics; `virtual:catalogue` what is the same in every language.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import type { Plugin } from 'vite';

const PROMPTS = resolve(import.meta.dirname, '../../prompts');
const PREFIX = 'virtual:';

type Table = Record<string, unknown>;

export function vocabulary(): Plugin {
  return {
    name: 'vocabulary',
    resolveId: (id) => (id.startsWith(`${PREFIX}vocabulary/`) || id === `${PREFIX}catalogue` ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const [, language] = id.slice(PREFIX.length + 1).split('/');
      const watched: string[] = [];
      const read = (path: string): Table => {
        const file = join(PROMPTS, path);
        if (!existsSync(file)) return {};
        watched.push(file);
        return parse(readFileSync(file, 'utf8')) as Table;
      };
      const content = language ? words(language, read) : catalogue(read);
      for (const file of watched) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(content)}`, moduleType: 'js' };
    },
  };
}

type Read = (path: string) => Table;

function words(language: string, read: Read) {
  const code = read(`codes/${language}.toml`) as Record<string, string>;
  // A lexicon lists what people write for a movement, without accents; the first phrase is its plain name, unless the page's own
  // names have a better one. In English its code reads as well.
  const movement: Record<string, string> = {};
  if (language !== 'en') {
    for (const [name, phrases] of Object.entries(read(`lexicon/movement/${language}.toml`))) {
      const first = Array.isArray(phrases) ? phrases[0] : undefined;
      if (typeof first === 'string' && !code[name]) movement[name] = first.split('@')[0] ?? first;
    }
    Object.assign(movement, read(`../web/messages/${language}/movements.toml`));
  }
  const recap = (read(`replies/interview/${language}.toml`)['recap'] ?? {}) as Record<string, string>;
  const slot = Object.fromEntries(Object.entries(recap).map(([name, line]) => [name, line.split(/\s*:/)[0] ?? line]));
  const questions = read(`questions/${language}.toml`) as Record<string, { label?: string }>;
  const topic = Object.fromEntries(Object.entries(questions).flatMap(([name, { label }]) => (label ? [[name, label]] : [])));
  return { code, movement, slot, topic };
}

function catalogue(read: Read) {
  const named = (folder: string, field: string): Record<string, string> =>
    Object.fromEntries(readdirSync(join(PROMPTS, folder)).sort().flatMap((file) => {
      const { id, [field]: value } = read(`${folder}/${file}`);
      return typeof id === 'string' && typeof value === 'string' ? [[id, value]] : [];
    }));
  const questions = (read('questions/catalogue.toml')['question'] ?? []) as { id: number; topic: string; slots: string[] }[];
  const question: Record<string, number> = {};
  for (const { id, slots } of questions) for (const slot of slots) question[slot] ??= id;
  return {
    /** The question that asks for a slot. */
    question,
    topics: Object.fromEntries(questions.map(({ id, topic }) => [id, topic])),
    methodology: named('methodologies', 'name'),
    inspired: named('methodologies', 'inspired_by'),
    persona: named('personas', 'name'),
    benchmark: Object.fromEntries(readdirSync(join(PROMPTS, 'benchmarks')).sort().flatMap((file) =>
      Object.entries(read(`benchmarks/${file}`)).flatMap(([code, about]) => {
        const { name } = about as { name?: unknown };
        return typeof name === 'string' ? [[code, name]] : [];
      }))),
  };
}
