// What the coach sees: exactly what a model would be given, block by block, each with the configuration it comes from.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { coachId, coachPath, type Prompts } from '../../api/coaches';
import type { Coach, Item } from '../../api/types';
import { read } from '../../data/answers';
import { language, number, t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';

export function Sees({ item }: { item: Item<Coach> }) {
  const prompts = useSignal<Prompts | null>(null);
  const error = useSignal('');
  const whole = useSignal(false);
  const attempt = () => {
    error.value = '';
    read<Prompts>(coachPath(coachId(item), `/prompts?locale=${language.value}`))
      .then(({ value }) => { prompts.value = value; })
      .catch((problem) => { error.value = explain(problem); });
  };
  useEffect(attempt, [language.value]);
  const text = prompts.value?.systemPrompt ?? '';
  return (
    <div class="stack">
      <p>{t('coaches.seesText')}</p>
      {error.value && <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>}
      {!prompts.value && !error.value && <p class="quiet" role="status">{t('loading')}</p>}
      {prompts.value && (
        <>
          <div class="row spread">
            <label class="check"><input type="checkbox" role="switch" checked={whole.value} onChange={() => { whole.value = !whole.value; }} />{t('coaches.whole')}</label>
            <span class="row">
              <span class="quiet small">{t('coaches.characters', { count: text.length })}</span>
              <button type="button" class="second" onClick={() => { navigator.clipboard.writeText(text).then(() => toast(t('copied')), () => undefined); }}>{t('copy')}</button>
            </span>
          </div>
          {whole.value ? <pre class="card" tabIndex={0}>{text}</pre> : (
            <ol class="blocks">
              {prompts.value.blocks.map(({ id, text: said, from }) => (
                <li key={id} class="card tight">
                  <div class="row spread"><h3>{tCode('block', id)}</h3><span class="quiet small">{number(said.length)}</span></div>
                  {from.length > 0 && (
                    <p class="quiet small">{t('coaches.comesFrom')} {from.map((source) => <span key={source} class="source">{sourceName(source)}</span>)}</p>
                  )}
                  <pre>{said}</pre>
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </div>
  );
}

/** `technical_config.methodology` as the field it is. */
const sourceName = (source: string): string => tCode('field', source.replace(/^technical_config\./, '').replace('metadata.adaptation_history.', ''));
