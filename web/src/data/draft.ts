// What was typed and not yet sent: it survives a closed tab. Each tab keeps its own, and a draft whose tab is gone is taken over
// by the next one, so that two tabs do not write over each other.

const PREFIX = 'coachwright.draft.';
const TAB = 'coachwright.tab.';
const self: string = crypto.randomUUID();
let alive: ReadonlySet<string> = new Set([self]);

/** Makes this tab known to the others, and finds out which others there are. Drafts are loaded after it. */
export async function enterTabs(): Promise<void> {
  // Held as long as this tab lives.
  void navigator.locks.request(TAB + self, () => new Promise(() => undefined));
  await lookAround();
  document.addEventListener('visibilitychange', () => void lookAround());
}

async function lookAround(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const others = held.flatMap(({ name }) => (name?.startsWith(TAB) ? [name.slice(TAB.length)] : []));
  alive = new Set([self, ...others]);
}

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
