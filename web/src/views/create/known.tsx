// What was understood: each fact lights up the words it came from, and can be changed.

import { useSignal } from '@preact/signals';
import catalogue from 'virtual:catalogue';
import type { KnownSlot } from '../../api/types';
import { current, lines, lit, type Lit, send, turn } from '../../data/interview';
import { percent, t, tCode } from '../../i18n';
import { valueText } from '../../ui/value';
import { Correction } from './conversation';

export function Known() {
  const now = turn.value;
  if (!now) return null;
  return (
    <aside aria-labelledby="known-title">
      <details class="card" open={now.isRecap || matchMedia('(width >= 60rem)').matches}>
        <summary id="known-title">{t('known.title', { count: now.slots.length })}</summary>
        {now.isRecap && <p>{t('known.recap')}</p>}
        <Level />
        {now.slots.length === 0 && <p class="quiet small">{t('known.empty')}</p>}
        <dl class="facts">
          {now.slots.map((fact) => <Fact key={fact.slot} fact={fact} />)}
        </dl>
      </details>
    </aside>
  );
}

/** A value whose words light up while it is pointed at or focused, and stay lit once it is pressed. */
function Evidence({ id, places, title, children }: { id: string; places: Lit['places']; title: string; children: string }) {
  const held = lit.value?.id === id && lit.value.held;
  const light = () => { if (!lit.value?.held) lit.value = { id, places, held: false }; };
  const dim = () => { if (!lit.value?.held) lit.value = null; };
  const press = () => { lit.value = held ? null : { id, places, held: true }; };
  return (
    <button type="button" class="fact" aria-pressed={held} title={title} onClick={press}
      onMouseEnter={light} onMouseLeave={dim} onFocus={light} onBlur={dim}>
      {children}
    </button>
  );
}

function Level() {
  const { level, confidence } = turn.value ?? { level: 'UNKNOWN' as const, confidence: 0 };
  if (level === 'UNKNOWN') return <p class="quiet small">{t('level.unknown')}</p>;
  const places = (current.value?.events ?? []).flatMap(({ seq, what }) => {
    const said = 'said' in what ? what.said : 'corrected' in what ? what.corrected : undefined;
    return (said?.signals ?? []).map(({ span }) => ({ turn: seq, span }));
  });
  const words = current.value?.record.detectedSignals.join(' · ') ?? '';
  return (
    <div class="facts">
      <Evidence id="level" places={places} title={words && t('known.from', { words })}>
        {t('level.known', { level: tCode('level', level), percent: percent(confidence) })}
      </Evidence>
    </div>
  );
}

function Fact({ fact }: { fact: KnownSlot }) {
  const changing = useSignal(false);
  const name = tCode('slot', fact.slot);
  const own = catalogue.question[fact.slot] ?? fact.question;
  // The whole earlier answer is offered where it answered this question; of other messages only the words of this fact.
  const answer = own === fact.question ? lines.value.find(({ turn }) => turn === fact.turn)?.text : undefined;
  return (
    <div>
      <dt>{name}</dt>
      <dd class="row spread">
        <Evidence id={fact.slot} places={[{ turn: fact.turn, span: fact.span }]} title={fact.words && t('known.from', { words: fact.words })}>
          {valueText(fact.value, fact.slot)}
        </Evidence>
        {own !== null && !changing.value && (
          <button type="button" class="plain small" aria-label={t('known.changeNamed', { name })} onClick={() => { changing.value = true; }}>
            {t('known.change')}
          </button>
        )}
      </dd>
      {own !== null && changing.value && (
        <dd>
          <Correction id={`change-${fact.slot}`} label={t('known.newAnswer', { name })} question={own} text={answer ?? fact.words}
            onDone={() => { changing.value = false; }} otherwise={(text) => send(`${name}: ${text}`)} />
        </dd>
      )}
    </div>
  );
}
