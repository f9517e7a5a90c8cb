// The person's coaches, and what a model would be told.

import { call } from './api.js';
import { byId, element, words } from './dom.js';

export function coachCard(coach) {
  const { coachName, technical_config: config, generated_prompts: prompts, isPrimary } = coach.attributes ?? coach;
  const facts = [
    ['Methodology', `inspired by ${words(config.methodology)}`],
    ['Focus', config.programming_focus.map(words).join(', ')],
    ['Level', config.experience_level],
    ['Training', `${config.training_frequency} days a week, ${config.time_constraints?.session_length ?? '?'} minutes`],
    ['Equipment', config.equipment_available.map(words).join(', ')],
    ['Takes care of', config.injury_considerations.map(words).join(', ') || 'no injuries named'],
  ];
  return [
    element('h3', { textContent: coachName }),
    isPrimary ? element('p', { className: 'badge', textContent: 'primary' }) : null,
    element('p', { textContent: 'An AI coach, not a medical service.' }),
    element('dl', {}, ...facts.flatMap(([name, value]) => [element('dt', { textContent: name }), element('dd', { textContent: value })])),
    element('details', {}, element('summary', { textContent: 'What this coach is told' }),
      ...Object.entries(prompts).flatMap(([name, text]) => [element('h4', { textContent: words(name) }), element('pre', { textContent: text })])),
  ].filter(Boolean);
}

export async function openCoaches() {
  const { items } = await call('GET', '/coaches');
  byId('coaches-empty').hidden = items.length > 0;
  byId('coach-list').replaceChildren(...items.map((coach) => element('li', {}, ...coachCard(coach))));
}
