// What the person's coaches keep in mind: seen with where it comes from, corrected, added, forgotten.

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { type Memory, memoryKinds, memoryPath } from '../../api/me';
import type { Item, Page } from '../../api/types';
import { read } from '../../data/answers';
import { isMissing } from '../../data/me';
import { write } from '../../data/outbox';
import { instant, t } from '../../i18n';
import { explain } from '../../ui/errors';
import { Choice } from '../../ui/fields';
import { useFresh } from '../../ui/fresh';
import { Spans } from '../../ui/spans';
import { toast } from '../../ui/toast';
import { isRemoved, removeLater } from '../../ui/undo';

const PATH = '/me/memories';
const LIMIT = 500;

export function Memories() {
  const found = useSignal<Item<Memory>[] | null>(null);
  const missing = useSignal(false);
  const error = useSignal('');
  const attempt = () => {
    error.value = '';
    read<Page<Item<Memory>>>(`${PATH}?limit=100`).then(({ value }) => { found.value = value.items; missing.value = false; }, (problem) => {
      if (isMissing(problem)) missing.value = true;
      else error.value = explain(problem);
    });
  };
  useFresh(attempt);
  if (missing.value) return null;
  const shown = found.value?.filter(({ attributes }) => !isRemoved(memoryPath(attributes.memoryId)));
  return (
    <section class="card stack" aria-labelledby="memories-title">
      <div><h3 id="memories-title">{t('memories.title')}</h3><p class="quiet small">{t('memories.text')}</p></div>
      {error.value && <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>}
      {!found.value && !error.value && <p class="quiet" role="status">{t('loading')}</p>}
      {shown?.length === 0 && <p class="quiet">{t('memories.empty')}</p>}
      <ul class="memories">
        {shown?.map((item) => <li key={item.sk}><Remembered item={item} onChange={attempt} /></li>)}
      </ul>
      <NewMemory onAdded={attempt} />
    </section>
  );
}

function Remembered({ item, onChange }: { item: Item<Memory>; onChange: () => void }) {
  const { memoryId, kind, text, source, isActive } = item.attributes;
  const editing = useSignal(false);
  const typed = useSignal(text);
  const error = useSignal('');
  const id = useId();
  const change = async (body: Partial<Pick<Memory, 'text' | 'isActive'>>) => {
    error.value = '';
    try {
      const { sent } = await write({ method: 'PATCH', path: memoryPath(memoryId), body, version: item.version, kind: 'memory', words: body.text ?? text });
      toast(t(sent ? 'settings.saved' : 'settings.savedHere'));
      editing.value = false;
      onChange();
    } catch (problem) {
      error.value = explain(problem);
    }
  };
  if (editing.value) {
    return (
      <form class="tight" onSubmit={(event) => { event.preventDefault(); void change({ text: typed.value.trim() }); }}>
        <label for={id}>{t(`memories.kind.${kind}`)}</label>
        <textarea id={id} rows={2} maxLength={LIMIT} required value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; }} />
        {error.value && <p class="error small" role="alert">{error.value}</p>}
        <div class="row">
          <button type="submit" disabled={!typed.value.trim()}>{t('save')}</button>
          <button type="button" class="plain" onClick={() => { editing.value = false; typed.value = text; }}>{t('cancel')}</button>
        </div>
      </form>
    );
  }
  return (
    <article class={`tight${isActive ? '' : ' past'}`}>
      <div class="row spread top">
        <p class="what"><strong>{t(`memories.kind.${kind}`)}:</strong> {text}</p>
        {!isActive && <span class="badge calm">{t('memories.past')}</span>}
      </div>
      <p class="quiet small">
        {t(`memories.from.${source.from}`)} · {instant(source.at)}
        {source.message && <> · <q><Spans text={source.message} marks={source.span ? [{ span: source.span }] : []} /></q></>}
      </p>
      {error.value && <p class="error small" role="alert">{error.value}</p>}
      <div class="row small-tools">
        <button type="button" class="plain" onClick={() => { editing.value = true; }}>{t('memories.correct')}</button>
        <button type="button" class="plain" onClick={() => void change({ isActive: !isActive })}>{t(isActive ? 'memories.retire' : 'memories.revive')}</button>
        <button
          type="button" class="plain danger"
          onClick={() => void removeLater(t('memories.forgotten'), { path: memoryPath(memoryId), version: item.version, kind: 'memory', words: text })}
        >{t('memories.forget')}</button>
      </div>
    </article>
  );
}

function NewMemory({ onAdded }: { onAdded: () => void }) {
  const open = useSignal(false);
  const kind = useSignal<Memory['kind']>('preference');
  const text = useSignal('');
  const error = useSignal('');
  const id = useId();
  if (!open.value) return <div><button type="button" class="second" onClick={() => { open.value = true; }}>{t('memories.add')}</button></div>;
  const add = async () => {
    const words = text.value.trim();
    if (!words) return;
    error.value = '';
    try {
      const { sent } = await write({ method: 'POST', path: PATH, body: { kind: kind.value, text: words }, kind: 'memory', words });
      text.value = '';
      open.value = false;
      toast(t(sent ? 'settings.saved' : 'settings.savedHere'));
      onAdded();
    } catch (problem) {
      error.value = explain(problem);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <Choice label={t('memories.about')} value={kind.value} options={memoryKinds.map((code) => ({ value: code, text: t(`memories.kind.${code}`) }))} onChoose={(code) => { kind.value = code as Memory['kind']; }} />
      <div class="tight">
        <label for={id}>{t('memories.what')}</label>
        <textarea id={id} rows={2} maxLength={LIMIT} required value={text.value} onInput={(event) => { text.value = event.currentTarget.value; }} />
      </div>
      {error.value && <p class="error small" role="alert">{error.value}</p>}
      <div class="row">
        <button type="submit" disabled={!text.value.trim()}>{t('memories.add')}</button>
        <button type="button" class="plain" onClick={() => { open.value = false; }}>{t('cancel')}</button>
      </div>
    </form>
  );
}
