// What a coach's configuration can be chosen from (`virtual:choices`), taken from the project's prompts: methodologies with the
// level they are written for, and every code of focus, speciality, equipment and injury that the rules know; and every movement (`virtual:movements`).

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import type { Plugin } from 'vite';

const PROMPTS = resolve(import.meta.dirname, '../../prompts');
/** The modules it makes. */
const MAKERS: Record<string, (read: Read) => unknown> = {
  'virtual:choices': collect,
  'virtual:movements': (read) => Object.keys(read('lexicon/movement/en.toml')),
};

interface Fit { key: string; is?: string[] }

export function choices(): Plugin {
  return {
    name: 'choices',
    resolveId: (id) => (id in MAKERS ? `\0${id}` : undefined),
    load(id) {
      const make = MAKERS[id.replace('\0', '')];
      if (!make) return undefined;
      const watched: string[] = [];
      const read: Read = <T>(path: string): T => {
        const file = join(PROMPTS, path);
        watched.push(file);
        return parse(readFileSync(file, 'utf8')) as T;
      };
      const content = make(read);
      for (const file of watched) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(content)}`, moduleType: 'js' };
    },
  };
}

type Read = <T>(path: string) => T;
type Method = { id: string; fits: Fit[]; needs?: { level?: string } };
type Rules = {
  focus: Record<string, string[]>;
  defaults: { programming_focus: string[] };
  specializations: { code: string }[];
  places: Record<string, string[]>;
  considerations: { needs_clearance: string[]; clearance: string; screening: string; minor: string };
};

function collect(read: Read) {
  const rules = read<Rules>('coaches/rules.toml');
  const methods = readdirSync(join(PROMPTS, 'methodologies')).sort().map((file) => read<Method>(`methodologies/${file}`));
  const coaches = read<{ coaches: { technical_config: { programming_focus: string[] } }[] }>('coaches/instant.toml').coaches;
  const wanted = (key: string) => methods.flatMap(({ fits }) => fits.filter((fit) => fit.key === key).flatMap(({ is = [] }) => is));
  const sure = Object.keys(read<{ sure: Record<string, unknown> }>('lexicon/equipment/en.toml').sure);
  const named = Object.keys(read<{ parts: Record<string, string> }>('facts/injuries.toml').parts);
  const bound = read<{ injury: { codes?: string[] }[] }>('injuries/rules.toml').injury.flatMap(({ codes = [] }) => codes);
  const injuries = [...named, ...bound];
  // `lose` is half a goal, `lifting` any strength training, `racing` any race.
  const { goal: goals } = read<{ goal: Record<string, unknown> }>('lexicon/goal/en.toml');
  const activities = read<Record<'strength' | 'endurance', Record<string, unknown>>>('lexicon/activity/en.toml');
  const { clearance, screening, minor, needs_clearance: conditions } = rules.considerations;
  return {
    methodologies: methods.map(({ id, needs }) => ({ id, level: needs?.level ?? 'beginner' })),
    focus: unique([
      ...rules.defaults.programming_focus, ...Object.values(rules.focus).flat(), ...wanted('focus'),
      ...coaches.flatMap(({ technical_config: config }) => config.programming_focus),
    ]),
    specializations: unique([...rules.specializations.map(({ code }) => code), ...wanted('specialization')]),
    equipment: unique([...Object.values(rules.places).flat(), ...sure]).filter((code) => !(code in rules.places)),
    injuries: unique([...injuries.filter(isPain), ...injuries, ...conditions]),
    goals: Object.keys(goals).filter((code) => code !== 'lose'),
    activities: unique([...Object.keys(activities.strength), ...Object.keys(activities.endurance), 'gymnastics']).filter((code) => code !== 'lifting' && code !== 'racing'),
    /** Marks that bind what a coach may propose; they are lifted knowingly, never in passing. */
    marks: [clearance, screening, minor],
  };
}

const isPain = (code: string): boolean => code.endsWith('_pain');

const unique = (codes: string[]): string[] => [...new Set(codes)];
