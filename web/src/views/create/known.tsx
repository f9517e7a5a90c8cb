// What was understood: each fact lights up the words it came from.

import type { KnownSlot } from '../../api/types';
import { lit, turn } from '../../data/interview';
import { percent, t, tCode } from '../../i18n';
import { valueText } from '../../ui/value';

export function Known() {
  const now = turn.value;
  if (!now) return null;
  const level = now.level === 'UNKNOWN' ? t('level.unknown') : t('level.known', {
    level: tCode('level', now.level),
    percent: percent(now.confidence),
  });
  return (
    <aside aria-labelledby="known-title">
      <details class="card" open={matchMedia('(width >= 60rem)').matches}>
        <summary id="known-title">{t('known.title', { count: now.slots.length })}</summary>
        <p class="small">{level}</p>
        {now.slots.length === 0 && <p class="quiet small">{t('known.empty')}</p>}
        <dl class="facts">
          {now.slots.map((fact) => <Fact key={fact.slot} fact={fact} />)}
        </dl>
      </details>
    </aside>
  );
}

function Fact({ fact }: { fact: KnownSlot }) {
  const on = lit.value?.slot === fact.slot;
  const light = () => { lit.value = fact; };
  const dim = () => { if (lit.value?.slot === fact.slot) lit.value = null; };
  return (
    <div>
      <dt>{tCode('slot', fact.slot)}</dt>
      <dd>
        <button type="button" class="fact" aria-pressed={on} title={fact.words && t('known.from', { words: fact.words })}
          onClick={light} onMouseEnter={light} onMouseLeave={dim} onFocus={light} onBlur={dim}>
          {valueText(fact.value)}
        </button>
      </dd>
    </div>
  );
}
