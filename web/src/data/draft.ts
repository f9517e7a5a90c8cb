// What was typed and not yet sent: it survives a closed tab. Each tab keeps its own, and a draft whose tab is gone is taken over
// by the next one, so that two tabs do not write over each other.

import { openTabs, self } from './tabs';

const PREFIX = 'coachwright.draft.';
/** The tabs whose drafts are their own business. Known before anybody loads a draft, and anew when this tab is looked at. */
let alive = await openTabs();
document.addEventListener('visibilitychange', async () => { alive = await openTabs(); });

const slot = (place: string, tab: string): string => `${PREFIX}${place}|${tab}`;

/** The draft of a place: this tab's, else one that a closed tab left behind. */
export function loadDraft(place: string): string {
  const own = localStorage.getItem(slot(place, self));
  if (own !== null) return own;
  const left = Object.keys(localStorage).find((name) => {
    const tab = name.startsWith(`${PREFIX}${place}|`) ? name.slice(name.lastIndexOf('|') + 1) : undefined;
    return tab !== undefined && !alive.has(tab);
  });
  if (left === undefined) return '';
  const text = localStorage.getItem(left) ?? '';
  localStorage.removeItem(left);
  saveDraft(place, text);
  return text;
}

export function saveDraft(place: string, text: string): void {
  if (text) localStorage.setItem(slot(place, self), text);
  else localStorage.removeItem(slot(place, self));
}
