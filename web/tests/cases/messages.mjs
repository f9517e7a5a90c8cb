// The page's words: complete in every language, without a key twice.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equal, expect } from '../world.mjs';

const FOLDER = join(import.meta.dirname, '../../messages');

async function messages(language) {
  const all = {};
  for (const file of (await readdir(join(FOLDER, language))).filter((file) => file.endsWith('.json'))) {
    for (const [key, text] of Object.entries(JSON.parse(await readFile(join(FOLDER, language, file), 'utf8')))) {
      expect(!(key in all), `${key} stands in one file of ${language} only`);
      expect(text.trim() !== '', `${key} in ${language} says something`);
      all[key] = text;
    }
  }
  return all;
}

const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

export async function everyLanguageSaysEverything() {
  const english = await messages('en');
  for (const language of ['es', 'fr']) {
    const other = await messages(language);
    equal(Object.keys(other).sort(), Object.keys(english).sort(), `the keys of ${language}`);
    for (const [key, text] of Object.entries(english)) {
      equal(placeholders(other[key]), placeholders(text), `the placeholders of ${key} in ${language}`);
      equal(other[key].split('|').length, text.split('|').length, `the forms of ${key} in ${language}`);
    }
    const same = Object.keys(english).filter((key) => english[key] === other[key] && /[a-z]{4}.* [a-z]{4}/i.test(english[key]));
    expect(same.length === 0, `translated into ${language}: ${same.join(', ')}`);
  }
}
