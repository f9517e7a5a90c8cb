// The person's coaches as the page knows them.

import { signal } from '@preact/signals';
import { changeCoach, coachId, coachPath, listCoaches, type CoachPatch } from '../../api/coaches';
import { call } from '../../api/http';
import type { Coach, Item } from '../../api/types';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';
import { removeLater } from '../../ui/undo';

export const coaches = signal<Item<Coach>[] | null>(null);
/** Removed, but still to be undone. */
const hidden = signal<ReadonlySet<string>>(new Set());

/** The main coach first, then those that may be talked to, by name. */
export const shownCoaches = (): Item<Coach>[] | null => {
  const rank = ({ attributes: coach }: Item<Coach>) => (coach.isPrimary ? 0 : coach.isActive ? 1 : 2);
  const shown = coaches.value?.filter((item) => !hidden.value.has(coachId(item)));
  return shown?.sort((one, other) => rank(one) - rank(other) || one.attributes.coachName.localeCompare(other.attributes.coachName)) ?? null;
};

export async function load(): Promise<void> {
  coaches.value = await listCoaches();
}

/** Takes a changed coach in; a new main coach ends that of another. */
export function take(item: Item<Coach>): void {
  const known = coaches.value ?? [];
  const main = item.attributes.isPrimary;
  const next = known.map((other) =>
    other.sk === item.sk ? item
    : main && other.attributes.isPrimary ? { ...other, attributes: { ...other.attributes, isPrimary: false } }
    : other);
  coaches.value = next.some(({ sk }) => sk === item.sk) ? next : [...next, item];
}

export async function change(item: Item<Coach>, patch: CoachPatch): Promise<Item<Coach>> {
  const changed = await changeCoach(coachId(item), patch, item.version);
  take(changed);
  // Another coach that was the main one has a new version now.
  if (patch.isPrimary) await load();
  return changed;
}

export function remove(item: Item<Coach>): void {
  const id = coachId(item);
  const hide = (hide: boolean) => {
    const next = new Set(hidden.value);
    if (hide) next.add(id);
    else next.delete(id);
    hidden.value = next;
  };
  hide(true);
  removeLater({
    text: t('coaches.removed', { name: item.attributes.coachName }),
    commit: async () => {
      await call('DELETE', coachPath(id), { version: item.version });
      coaches.value = coaches.value?.filter(({ sk }) => sk !== item.sk) ?? null;
    },
    restore: () => hide(false),
    failed: (error) => toast(explain(error)),
  });
}
