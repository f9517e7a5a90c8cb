// What was typed and not yet sent: it survives a closed tab.

const name = (place: string): string => `coachwright.draft.${place}`;

export const loadDraft = (place: string): string => localStorage.getItem(name(place)) ?? '';

export function saveDraft(place: string, text: string): void {
  if (text) localStorage.setItem(name(place), text);
  else localStorage.removeItem(name(place));
}
