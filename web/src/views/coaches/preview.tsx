// What changes would do to what the coach is told: both versions are rendered by the engine in the page and compared.

import { useSignal } from '@preact/signals';
import type { Block, CoachConfig } from 'coachwright';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Change } from '../../api/coaches';
import type { Coach } from '../../api/types';
import { engine, setting } from '../../engine';
import { t, tCode } from '../../i18n';
import { diff } from '../../ui/diff';
import { type Draft, touches, withChanges } from './draft';
import { fieldName, fieldValue } from './values';

interface Props {
  coach: Coach;
  draft: Draft;
  changes: Change[];
  children: ComponentChildren;
}

interface Effect {
  id: string;
  before: string;
  after: string;
  /** The changed fields it comes from. */
  because: string[];
}

/** Long enough for a word to be finished. */
const PAUSE = 250;

export function Preview({ coach, draft, changes, children }: Props) {
  const effects = useSignal<Effect[] | null>(null);
  const unavailable = useSignal(false);
  const wanted = JSON.stringify(changes);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      if (!changes.length) { effects.value = null; return; }
      effectsOf(coach, draft, changes).then(
        (found) => { if (current) { effects.value = found; unavailable.value = false; } },
        () => { if (current) unavailable.value = true; },
      );
    }, PAUSE);
    return () => { current = false; clearTimeout(timer); };
  }, [wanted]);
  return (
    <aside class="preview card stack" aria-labelledby="preview-title">
      <h3 id="preview-title">{t('coaches.effect')}</h3>
      {changes.length === 0 && <p class="quiet">{t('coaches.noChange')}</p>}
      {changes.length > 0 && (
        <ul class="changes">
          {changes.map((change) => <li key={change.field}><ChangeLine change={change} /></li>)}
        </ul>
      )}
      {children}
      {unavailable.value && changes.length > 0 && <p class="notice">{t('coaches.noPreview')}</p>}
      {!unavailable.value && changes.length > 0 && effects.value && (
        <div class="stack" aria-live="polite">
          <p class="quiet small">{effects.value.length ? t('coaches.blocks', { count: effects.value.length }) : t('coaches.noBlocks')}</p>
          {effects.value.map(({ id, before, after, because }) => (
            <section key={id} class="tight">
              <h4>{tCode('block', id)}</h4>
              {because.length > 0 && <p class="quiet small">{t('coaches.because', { fields: because.map(fieldName).join(', ') })}</p>}
              <Compared before={before} after={after} />
            </section>
          ))}
        </div>
      )}
    </aside>
  );
}

async function effectsOf(coach: Coach, draft: Draft, changes: Change[]): Promise<Effect[]> {
  const render = (of: Coach) => engine.render(of as unknown as CoachConfig, setting());
  const [before, after] = await Promise.all([render(coach), render(withChanges(coach, draft, changes))]);
  const text = (blocks: Block[], id: string) => blocks.find((block) => block.id === id);
  const ids = [...new Set([...after.blocks, ...before.blocks].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [old, next] = [text(before.blocks, id), text(after.blocks, id)];
    if (old?.text === next?.text) return [];
    const sources = next?.from ?? old?.from ?? [];
    const because = changes.map(({ field }) => field).filter((field) => sources.some((source) => touches(source, field)));
    return [{ id, before: old?.text ?? '', after: next?.text ?? '', because }];
  });
}

/** One changed field: what it was, what it is. */
export function ChangeLine({ change: { field, from, to } }: { change: Change }) {
  if (Array.isArray(from) && Array.isArray(to)) {
    const gone = from.filter((code) => !to.includes(code));
    const fresh = to.filter((code) => !from.includes(code));
    if (gone.length || fresh.length) {
      return (
        <>
          <strong>{fieldName(field)}:</strong>{' '}
          {gone.length > 0 && <del><span class="visually-hidden">{t('coaches.gone')} </span>{fieldValue(field, gone)}</del>}{' '}
          {fresh.length > 0 && <ins><span class="visually-hidden">{t('coaches.fresh')} </span>{fieldValue(field, fresh)}</ins>}
        </>
      );
    }
  }
  return (
    <>
      <strong>{fieldName(field)}:</strong>{' '}
      {from !== null && <><del><span class="visually-hidden">{t('coaches.gone')} </span>{fieldValue(field, from)}</del>{' '}</>}
      <ins><span class="visually-hidden">{t('coaches.fresh')} </span>{fieldValue(field, to)}</ins>
    </>
  );
}

/** Stretches of unchanged text longer than this are shortened. */
const CONTEXT = 90;

/** Two texts as one, with what went and what came; long unchanged stretches are left out. */
export function Compared({ before, after }: { before: string; after: string }) {
  const pieces = diff(before, after);
  return (
    <p class="compared">
      {pieces.map(({ kind, text }, at) => {
        if (kind === 'gone') return <del key={at}><span class="visually-hidden">{t('coaches.gone')} </span>{text}</del>;
        if (kind === 'new') return <ins key={at}><span class="visually-hidden">{t('coaches.fresh')} </span>{text}</ins>;
        return <span key={at}>{shorten(text, at === 0, at === pieces.length - 1)}</span>;
      })}
    </p>
  );
}

function shorten(text: string, first: boolean, last: boolean): string {
  if (text.length <= 2 * CONTEXT) return text;
  const start = first ? '' : text.slice(0, text.indexOf(' ', CONTEXT) + 1);
  const end = last ? '' : text.slice(text.lastIndexOf(' ', text.length - CONTEXT));
  return `${start}… ${end}`;
}
