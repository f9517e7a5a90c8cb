// A coach at a glance.

import type { Coach } from '../../api/types';
import { number, t, tCode } from '../../i18n';
import { fieldName, fieldValue, methodText } from './values';

/** What it was made from, and what it is told; the view of its own says more. */
export function CoachCard({ coach, told = true }: { coach: Coach; told?: boolean }) {
  return (
    <div class="stack">
      <div class="row spread">
        <h3>{coach.coachName}</h3>
        <Badges coach={coach} />
      </div>
      <p class="quiet small">{t('coach.ai')}</p>
      <Summary coach={coach} />
      {told && (
        <details>
          <summary>{t('coach.told')}</summary>
          <div class="stack">
            {Object.entries(coach.generated_prompts).map(([name, text]) => (
              <section key={name} class="tight"><h4>{tCode('prompt', name)}</h4><pre>{text}</pre></section>
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

export function Badges({ coach, waits = false }: { coach: Coach; waits?: boolean }) {
  return (
    <span class="row">
      {coach.isPrimary && <span class="badge">{t('coach.primary')}</span>}
      {waits && <span class="badge calm">{t('waits')}</span>}
      {!coach.isActive && <span class="badge calm">{t('coach.paused')}</span>}
    </span>
  );
}

export function Summary({ coach }: { coach: Coach }) {
  const config = coach.technical_config;
  const value = (field: keyof typeof config) => fieldValue(field, config[field]);
  const pairs: [string, string][] = [
    [t('coach.methodology'), methodText(config.methodology)],
    [t('coach.focus'), value('programming_focus')],
    [t('coach.level'), value('experience_level')],
    [t('coach.training'), t('coach.days', { count: config.training_frequency, minutes: number(config.time_constraints.session_length) })],
    [fieldName('equipment_available'), value('equipment_available')],
    [t('coach.care'), value('injury_considerations')],
  ];
  return <dl class="pairs">{pairs.map(([name, text]) => <div key={name}><dt>{name}</dt><dd>{text}</dd></div>)}</dl>;
}
