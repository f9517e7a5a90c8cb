// The person's coaches as the page knows them: what the server said last, with what still waits to be sent.

import { computed, signal } from '@preact/signals';
import { coachId, coachPath, type CoachPatch } from '../../api/coaches';
import type { Coach, Item, Page } from '../../api/types';
import { type Answer, read } from '../../data/answers';
import { unsavedCoaches } from '../../data/interview';
import { type Change, outbox, write } from '../../data/outbox';
import { engine, setting } from '../../engine';
import { t } from '../../i18n';
import { isRemoved, removeLater } from '../../ui/undo';

const answered = signal<Item<Coach>[] | null>(null);
/** When the coaches were seen last, where the server cannot be reached now. */
export const keptSince = signal<Date | null>(null);

const PATH = '/coaches?limit=100';

export async function load(): Promise<void> {
  const { value, kept, at }: Answer<Page<Item<Coach>>> = await read(PATH);
  answered.value = value.items;
  keptSince.value = kept ? at : null;
}

/** Changes of a coach that wait to be sent. */
export const waitingFor = (id: string): Change[] => outbox.value.filter(({ path, refused }) => path === coachPath(id) && !refused);

/** The main coach first, then those that may be talked to, by name. */
export const coaches = computed<Item<Coach>[] | null>(() => {
  if (!answered.value) return null;
  const rank = ({ attributes: coach }: Item<Coach>) => (coach.isPrimary ? 0 : coach.isActive ? 1 : 2);
  const main = outbox.value.findLast(({ body, refused }) => !refused && (body as CoachPatch | undefined)?.isPrimary)?.path;
  return answered.value
    .filter((item) => !isRemoved(coachPath(coachId(item))))
    .map((item) => {
      const waiting = waitingFor(coachId(item)).reduce(patched, item);
      return main ? patched(waiting, { body: { isPrimary: main === coachPath(coachId(item)) } }) : waiting;
    })
    .sort((one, other) => rank(one) - rank(other) || one.attributes.coachName.localeCompare(other.attributes.coachName));
});

/** A coach as it will be once a change of it is sent; its prompts are the server's to render. */
function patched(item: Item<Coach>, { body }: { body?: unknown }): Item<Coach> {
  const { technical_config: technical = {}, persona: _, ...rest } = (body ?? {}) as CoachPatch;
  const { time_constraints: time, ...config } = technical;
  const kept = item.attributes.technical_config;
  const technical_config = { ...kept, ...config, time_constraints: { ...kept.time_constraints, ...time } };
  return { ...item, attributes: { ...item.attributes, ...rest, technical_config } };
}

/** Coaches that were made or taken without a network: the server has yet to keep them. */
export const unsaved = signal<{ key: string; coach: Coach }[]>([]);

export async function loadUnsaved(): Promise<void> {
  const made = unsavedCoaches.value.flatMap(({ id, finish }) => (finish ? [{ key: id, coach: finish.coach.config as unknown as Coach }] : []));
  const taken = outbox.value.filter(({ method, path, refused }) => method === 'POST' && path === '/coaches' && !refused);
  const instant = await Promise.all(taken.map(async ({ key, body }) => {
    const { template, locale } = body as { template: string; locale: string };
    const { config } = await engine.fromTemplate(template, { coachId: key, userId: key }, { ...setting(), locale });
    return { key, coach: config as unknown as Coach };
  }));
  unsaved.value = [...made, ...instant];
}

/** Takes a coach in as the server has it now. */
export function take(item: Item<Coach>): void {
  const known = answered.value ?? [];
  answered.value = known.some(({ sk }) => sk === item.sk) ? known.map((other) => (other.sk === item.sk ? item : other)) : [...known, item];
}

/** Sends a change, or keeps it for later; gives the changed coach where the server has it. */
export async function change(item: Item<Coach>, patch: CoachPatch): Promise<Item<Coach> | null> {
  const id = coachId(item);
  const outcome = await write<Item<Coach>>({
    method: 'PATCH', path: coachPath(id), body: patch, kind: 'coach', words: item.attributes.coachName,
    // The first of several changes that wait says what they build on.
    version: waitingFor(id).length ? undefined : item.version,
  });
  if (!outcome.sent) return null;
  take(outcome.value);
  // Another coach that was the main one has a new version now.
  if (patch.isPrimary) await load();
  return outcome.value;
}

/** Brings an earlier version back, as a new one. */
export async function restore(item: Item<Coach>, version: string): Promise<Item<Coach> | null> {
  const path = coachPath(coachId(item), `/versions/${encodeURIComponent(version)}/restore`);
  const outcome = await write<Item<Coach>>({ method: 'POST', path, version: item.version, kind: 'coach', words: item.attributes.coachName });
  if (!outcome.sent) return null;
  take(outcome.value);
  return outcome.value;
}

export const remove = (item: Item<Coach>): Promise<void> =>
  removeLater(t('coaches.removed', { name: item.attributes.coachName }), {
    path: coachPath(coachId(item)), version: item.version, kind: 'coach', words: item.attributes.coachName,
  });
