// The person's data: all of it out, all of it gone.

import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { Export } from '../../api/me';
import { call, isPassing } from '../../api/http';
import { forgetEverything } from '../../data/db';
import { isMissing } from '../../data/me';
import { number, t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { ImportData } from './import';

/** How often, and how many times, it is asked whether an export is ready. */
const PAUSE = 1_500;
const TIMES = 40;

export function Data() {
  return (
    <section class="card stack" aria-labelledby="data-title">
      <h3 id="data-title">{t('data.title')}</h3>
      <ExportData />
      <hr />
      <ImportData />
      <hr />
      <DeleteAccount />
    </section>
  );
}

function ExportData() {
  const state = useSignal<'idle' | 'busy' | 'done'>('idle');
  const error = useSignal('');
  const start = async () => {
    state.value = 'busy';
    error.value = '';
    try {
      const { date } = await call<Export>('POST', '/me/exports', { body: {} });
      save(await whenReady(date ?? new Date().toISOString().slice(0, 10)), `coachwright-${date ?? 'export'}.json`);
      state.value = 'done';
    } catch (problem) {
      state.value = 'idle';
      error.value = isMissing(problem) ? t('settings.missing') : explain(problem);
    }
  };
  return (
    <div class="tight">
      <h4>{t('data.export')}</h4>
      <p class="quiet">{t('data.exportText')}</p>
      <div><button type="button" class="second" disabled={state.value === 'busy'} onClick={() => void start()}>{t(state.value === 'busy' ? 'data.exporting' : 'data.exportStart')}</button></div>
      <p role="status" class="small">{state.value === 'done' && t('data.exported')}</p>
      {error.value && <p class="error" role="alert">{error.value}</p>}
    </div>
  );
}

/** The export's document, asked for until it is there. */
async function whenReady(date: string): Promise<unknown> {
  for (let times = 0; ; times += 1) {
    try {
      const found = await call<Export>('GET', `/me/exports/${encodeURIComponent(date)}`);
      if (found.status !== 'pending') return found;
    } catch (error) {
      if (times >= TIMES || !(isPassing(error) || isMissing(error))) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function save(content: unknown, name: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

type Counts = Record<string, number>;

function DeleteAccount() {
  const dialog = useRef<HTMLDialogElement>(null);
  const typed = useSignal('');
  const busy = useSignal(false);
  const error = useSignal('');
  const proof = useSignal<{ before: Counts; after: Counts } | null>(null);
  const id = useId();
  const word = t('data.deleteWord');
  const right = typed.value.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const erase = async () => {
    if (!right || busy.value) return;
    busy.value = true;
    error.value = '';
    try {
      const answer = await call<{ before?: Counts; after?: Counts } | undefined>('DELETE', '/me');
      await forgetEverything();
      proof.value = { before: answer?.before ?? {}, after: answer?.after ?? {} };
    } catch (problem) {
      error.value = isMissing(problem) ? t('settings.missing') : explain(problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="tight">
      <h4>{t('data.delete')}</h4>
      <p class="quiet">{t('data.deleteText')}</p>
      <div><button type="button" class="danger" onClick={() => { typed.value = ''; error.value = ''; dialog.current?.showModal(); }}>{t('data.deleteStart')}</button></div>
      <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={() => { if (proof.value) location.replace('/'); }}>
        {proof.value ? (
          <div class="stack">
            <h3 id={`${id}-title`}>{t('data.erased')}</h3>
            <Proof {...proof.value} />
            <div><button type="button" onClick={() => dialog.current?.close()}>{t('data.startAgain')}</button></div>
          </div>
        ) : (
          <form class="stack" onSubmit={(event) => { event.preventDefault(); void erase(); }}>
            <h3 id={`${id}-title`}>{t('data.deleteSure')}</h3>
            <p>{t('data.deleteWhat')}</p>
            <div class="tight">
              <label for={id}>{t('data.deleteType', { word })}</label>
              <input id={id} autocomplete="off" autocapitalize="off" value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; }} />
            </div>
            {error.value && <p class="error" role="alert">{error.value}</p>}
            <div class="row">
              <button type="submit" class="danger" disabled={!right || busy.value}>{t('data.deleteForever')}</button>
              <button type="button" class="second" onClick={() => dialog.current?.close()}>{t('cancel')}</button>
            </div>
          </form>
        )}
      </dialog>
    </div>
  );
}

/** What was there, and what is left: nothing. */
function Proof({ before, after }: { before: Counts; after: Counts }) {
  const names = Object.keys(before);
  if (!names.length) return <p>{t('data.nothingLeft')}</p>;
  return (
    <table>
      <thead><tr><th scope="col">{t('data.what')}</th><th scope="col">{t('data.before')}</th><th scope="col">{t('data.after')}</th></tr></thead>
      <tbody>
        {names.map((name) => <tr key={name}><th scope="row">{tCode('entity', name)}</th><td>{number(before[name] ?? 0)}</td><td>{number(after[name] ?? 0)}</td></tr>)}
      </tbody>
    </table>
  );
}
