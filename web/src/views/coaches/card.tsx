// A coach at a glance.

import type { Coach } from '../../api/types';
import { list, number, t, tCode } from '../../i18n';

export function CoachCard({ coach }: { coach: Coach }) {
  const config = coach.technical_config;
  const codes = (values: string[]) => (values.length ? list(values.map((code) => tCode('code', code))) : t('none'));
  const pairs: [string, string][] = [
    [t('coach.methodology'), t('coach.inspired', { name: tCode('methodology', config.methodology) })],
    [t('coach.focus'), codes(config.programming_focus)],
    [t('coach.level'), tCode('level', config.experience_level.toUpperCase())],
    [t('coach.training'), t('coach.days', { count: config.training_frequency, minutes: number(config.time_constraints.session_length) })],
    [t('coach.equipment'), codes(config.equipment_available)],
    [t('coach.care'), codes(config.injury_considerations)],
  ];
  return (
    <div class="stack">
      <div class="row spread">
        <h3>{coach.coachName}</h3>
        {coach.isPrimary && <span class="badge">{t('coach.primary')}</span>}
      </div>
      <p class="quiet small">{t('coach.ai')}</p>
      <dl class="pairs">
        {pairs.map(([name, value]) => <><dt>{name}</dt><dd>{value}</dd></>)}
      </dl>
      <details>
        <summary>{t('coach.told')}</summary>
        <div class="stack">
          {Object.entries(coach.generated_prompts).map(([name, text]) => (
            <section key={name} class="tight"><h4>{tCode('prompt', name)}</h4><pre>{text}</pre></section>
          ))}
        </div>
      </details>
    </div>
  );
}
