// The person's profile and preferences: at the server where it keeps them, on this device in any case.

import { signal } from '@preact/signals';
import { Problem } from '../api/http';
import { defaults, noProfile, type Patch, type Preferences, type Profile } from '../api/me';
import type { Item } from '../api/types';
import { isLanguage, language, speak } from '../i18n';
import { applyTheme, theme } from '../theme';
import { chooseUnits, units } from '../units';
import { read } from './answers';
import { outbox, type Outcome, write } from './outbox';

const PREFERENCES = '/me/preferences';
const PROFILE = '/me/profile';

export const preferences = signal<Preferences>(defaults);
export const profile = signal<Profile>(noProfile);
/** Whether the server keeps them; null until it was asked. */
export const isKept = signal<boolean | null>(null);

/** Whether the server does not know of this: an older one, or one that leaves it out. */
export const isMissing = (error: unknown): boolean => error instanceof Problem && [404, 405, 501].includes(error.status);

const waits = (path: string): boolean => outbox.value.some((change) => change.path === path && !change.refused);

/** Reads the preferences and makes the page look and speak like them, unless a change of them waits to be sent. */
export async function loadPreferences(): Promise<void> {
  try {
    const { value } = await read<Item<Preferences>>(PREFERENCES);
    isKept.value = true;
    preferences.value = merged(defaults, value.attributes);
    // Of preferences that were never stored there is nothing to learn.
    if (!waits(PREFERENCES) && value.version > 0) await follow(value.attributes.ui_preferences);
  } catch (error) {
    if (!isMissing(error)) throw error;
    isKept.value = false;
  }
}

async function follow({ theme: look, language: tongue, measurement_units: measure }: Preferences['ui_preferences']): Promise<void> {
  if (look !== theme.value) applyTheme(look);
  // Metric is also what the server says of those who never chose: they are rather asked than misread.
  if (measure && measure !== units.value && (units.value || measure === 'imperial')) chooseUnits(measure);
  if (tongue !== language.value && isLanguage(tongue)) await speak(tongue);
}

/** Changes preferences: here at once, at the server as soon as it can be reached. */
export async function changePreferences(patch: Patch<Preferences>): Promise<void> {
  preferences.value = merged(preferences.value, patch);
  const ui = patch.ui_preferences;
  if (ui?.theme) applyTheme(ui.theme);
  if (ui && 'measurement_units' in ui) chooseUnits(ui.measurement_units ?? null);
  if (ui?.language && isLanguage(ui.language)) await speak(ui.language);
  if (isKept.value === false) return;
  // The look and the language of now go along: what is stored first must not turn into defaults that nobody chose.
  await send<Preferences>(PREFERENCES, { ...patch, ui_preferences: { theme: theme.value, language: language.value, ...ui } }, 'preferences');
}

export async function loadProfile(): Promise<void> {
  try {
    const { value } = await read<Item<Profile>>(PROFILE);
    profile.value = merged(noProfile, value.attributes);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Changes the profile; false when it waits to be sent. */
export async function changeProfile(patch: Patch<Profile>): Promise<boolean> {
  const outcome = await send<Profile>(PROFILE, patch, 'profile');
  profile.value = merged(profile.value, patch);
  return outcome.sent;
}

const send = <T>(path: string, body: Patch<T>, kind: string): Promise<Outcome<Item<T>>> =>
  write<Item<T>>({ method: 'PATCH', path, body, kind, words: JSON.stringify(body) });

/** `base` with the members of `patch`, nested ones merged; null takes a member away. */
export function merged<T extends object>(base: T, patch: Patch<T> | T): T {
  const result = { ...base } as Record<string, unknown>;
  for (const [name, value] of Object.entries(patch)) {
    const known = result[name];
    if (value === null) delete result[name];
    else if (isPlain(value) && isPlain(known)) result[name] = merged(known, value);
    else if (value !== undefined) result[name] = value;
  }
  return result as T;
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
