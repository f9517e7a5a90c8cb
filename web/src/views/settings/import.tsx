// History from elsewhere: read first, shown, and written only when the person agrees.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { call } from '../../api/http';
import type { Imported } from '../../api/me';
import { isMissing } from '../../data/me';
import { synchronised } from '../../data/sync';
import { day, list, number, t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { units } from '../../units';
import { movementText } from '../log/facts';

/** As many workouts and problems are shown of what was read. */
const SHOWN = 8;

export function ImportData() {
  const content = useSignal<unknown>(null);
  const found = useSignal<Imported | null>(null);
  const busy = useSignal(false);
  const error = useSignal('');
  const id = useId();
  const send = async (confirm?: string) => {
    busy.value = true;
    error.value = '';
    try {
      const body = { content: content.value, ...(units.value ? { units: units.value } : {}), ...(confirm ? { confirm } : {}) };
      found.value = await call<Imported>('POST', '/me/imports', { body });
      if (!found.value.dryRun) synchronised.value += 1;
    } catch (problem) {
      found.value = null;
      error.value = isMissing(problem) ? t('settings.missing') : explain(problem);
    } finally {
      busy.value = false;
    }
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    const text = await file.text();
    content.value = parsed(text);
    await send();
  };
  return (
    <div class="tight">
      <h4>{t('import.title')}</h4>
      <p class="quiet" id={`${id}-text`}>{t('import.text')}</p>
      <div>
        <label for={id} class="visually-hidden">{t('import.file')}</label>
        <input
          id={id} type="file" accept=".json,.csv,application/json,text/csv" aria-describedby={`${id}-text`} disabled={busy.value}
          onChange={(event) => { void take(event.currentTarget.files?.[0]); }}
        />
      </div>
      <div role="status" class="stack">
        {busy.value && <p class="quiet">{t('import.reading')}</p>}
        {!busy.value && found.value && <Found found={found.value} onConfirm={(word) => void send(word)} onCancel={() => { found.value = null; }} />}
      </div>
      {error.value && <p class="error" role="alert">{error.value}</p>}
    </div>
  );
}

/** An export is JSON; anything else is the text of a table. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function Found({ found, onConfirm, onCancel }: { found: Imported; onConfirm: (word: string) => void; onCancel: () => void }) {
  const counts = Object.entries(found.counts).filter(([, { new: fresh, present }]) => fresh + present > 0);
  const fresh = counts.reduce((sum, [, counted]) => sum + counted.new, 0);
  const { workouts, problems, confirm } = found;
  return (
    <div class="notice stack">
      <strong>{t(found.dryRun ? (fresh ? 'import.found' : 'import.nothing') : 'import.done')}</strong>
      {counts.length > 0 && (
        <table>
          <thead><tr><th scope="col">{t('data.what')}</th><th scope="col">{t('import.new')}</th><th scope="col">{t('import.present')}</th></tr></thead>
          <tbody>{counts.map(([name, counted]) => <tr key={name}><th scope="row">{tCode('entity', name)}</th><td>{number(counted.new)}</td><td>{number(counted.present)}</td></tr>)}</tbody>
        </table>
      )}
      {found.dryRun && workouts.length > 0 && (
        <ul class="small">
          {workouts.slice(0, SHOWN).map((workout, at) => <li key={at}>{day(workout.date)}: {workout.name ?? list(workout.exercises.map(movementText))}</li>)}
          {workouts.length > SHOWN && <li class="quiet">{t('coaches.more', { count: workouts.length - SHOWN })}</li>}
        </ul>
      )}
      {problems.length > 0 && (
        <details>
          <summary>{t('import.problems', { count: problems.length })}</summary>
          <ul class="small">{problems.slice(0, 5 * SHOWN).map(({ place, detail }) => <li key={place}><strong>{place}</strong>: {detail}</li>)}</ul>
        </details>
      )}
      {found.dryRun && (
        <div class="row">
          {confirm && fresh > 0 && <button type="button" onClick={() => onConfirm(confirm)}>{t('import.write', { count: fresh })}</button>}
          <button type="button" class="plain" onClick={onCancel}>{t('cancel')}</button>
        </div>
      )}
    </div>
  );
}
