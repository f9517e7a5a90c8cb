// The interview: a conversation that is saved at every turn and can be taken up again.

import { call, newKey, stream } from './api.js';
import { coachCard } from './coaches.js';
import { byId, element, showError, words } from './dom.js';

let sessionId = null;
let unsent = null; // { text, key }: a message that was not acknowledged keeps its key, so that sending again is safe
const DRAFT = 'coachwright.draft';

const attributes = (session) => session.attributes ?? session;
const path = (rest = '') => `/coach-creator-sessions/${encodeURIComponent(sessionId)}${rest}`;

let opened = false;
export async function openCreate() {
  if (opened) return;
  opened = true;
  byId('start').addEventListener('click', () => start({}));
  byId('restart').addEventListener('click', restart);
  byId('composer').addEventListener('submit', (event) => { event.preventDefault(); send(byId('message').value); });
  byId('message').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(byId('message').value); }
  });
  byId('message').addEventListener('input', () => localStorage.setItem(DRAFT, byId('message').value));
  byId('message').value = localStorage.getItem(DRAFT) ?? '';
  byId('complete').addEventListener('click', complete);
  await resume();
  if (!sessionId) await listTemplates();
}

async function resume() {
  const { items } = await call('GET', '/coach-creator-sessions?status=incomplete&limit=1');
  if (!items.length) return;
  sessionId = attributes(items[0]).sessionId;
  const { session, history, reply, turn } = await call('GET', path('?include=history'));
  for (const entry of history?.questionHistory ?? []) {
    if (entry.userResponse) bubble(entry.userResponse, 'mine');
    if (entry.aiResponse) bubble(entry.aiResponse);
  }
  const pending = turn?.reply ?? reply;
  if (pending && !history?.questionHistory?.length) bubble(pending);
  talking(attributes(session ?? items[0]), turn);
}

async function listTemplates() {
  const { items } = await call('GET', '/coach-templates');
  byId('templates').replaceChildren(...items.map((template) => {
    const take = element('button', { type: 'button', className: 'quiet', textContent: 'Take this coach' });
    take.addEventListener('click', async () => {
      const { coach } = await call('POST', '/coaches', { template: template.id });
      celebrate(coach);
    });
    return element('li', {}, element('h4', { textContent: template.name ?? words(template.id) }),
      element('p', { textContent: template.description ?? '' }), take);
  }));
}

async function start(options) {
  const locale = navigator.language;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { session, reply, turn } = await call('POST', '/coach-creator-sessions', { locale, timeZone, ...options });
  sessionId = attributes(session).sessionId;
  byId('chat').replaceChildren();
  bubble(reply?.reply ?? reply);
  talking(attributes(session), turn ?? reply);
  byId('message').focus();
}

async function restart() {
  if (!confirm('Start over? This conversation and its answers are deleted.')) return;
  await call('DELETE', path());
  sessionId = null;
  location.reload();
}

function talking(session, turn) {
  byId('welcome').hidden = true;
  byId('composer').hidden = false;
  byId('restart').hidden = false;
  byId('progress').hidden = false;
  const progress = session.sessionProgress ?? 0;
  byId('bar').value = progress;
  byId('progress-text').textContent =
    `${Math.round(progress * 100)} % · ${session.questionsAnswered ?? 0} of ${session.totalQuestions ?? 18} topics`;
  const level = session.sophisticationLevel ?? 'UNKNOWN';
  byId('level').textContent = level === 'UNKNOWN' ? 'Experience: not known yet' : `Experience: ${level.toLowerCase()}`;
  byId('known').hidden = false;
  if (turn) {
    showFacts(turn.slots);
    byId('quick').replaceChildren(...(turn.quickReplies ?? []).map((text) => {
      const button = element('button', { type: 'button', textContent: text });
      button.addEventListener('click', () => send(text));
      return button;
    }));
    byId('finish').hidden = !(turn.recap ?? turn.readyToComplete ?? false);
  }
}

function valueOf(value) {
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(valueOf).join(', ');
  switch (value.kind) {
    case 'codes': return value.codes.map(words).join(', ') || 'none';
    case 'number': return value.low === value.high ? String(value.low) : `${value.low} to ${value.high}`;
    case 'quantity': return `${value.value} ${value.unit}`;
    case 'injuries': return value.injuries.map((injury) => `${words(injury.code)} (${words(injury.state)})`).join(', ') || 'none';
    case 'lifts': return value.lifts.map((lift) => `${words(lift.movement)} ${lift.value} ${lift.unit ?? ''}`.trim()).join(', ');
    case 'note': return value.text;
    default: return valueOf(Object.values(value));
  }
}

function showFacts(slots) {
  const entries = Array.isArray(slots) ? slots.map((fact) => [fact.slot, fact]) : Object.entries(slots ?? {});
  for (const [slot, fact] of entries) {
    const known = byId('facts').querySelector(`[data-slot="${CSS.escape(slot)}"]`);
    const text = valueOf(fact.value ?? fact);
    if (known) known.textContent = text;
    else byId('facts').append(element('dt', { textContent: words(slot) }), Object.assign(element('dd', { textContent: text }), {}));
    byId('facts').lastElementChild.dataset.slot ??= slot;
  }
}

function bubble(text, kind = '') {
  const item = element('li', { className: kind, textContent: text });
  byId('chat').append(item);
  item.scrollIntoView({ block: 'end' });
  return item;
}

async function send(text) {
  text = text.trim();
  const button = byId('composer').querySelector('button[type=submit]');
  if (!text || button.disabled) return;
  const again = unsent?.text === text;
  const key = again ? unsent.key : newKey();
  unsent = { text, key };
  button.disabled = true;
  showError(byId('composer-error'), null);
  const mine = bubble(text, 'mine unsent');
  let reply = null;
  try {
    const done = await stream(path('/messages'), { text }, key, (event, data) => {
      if (event === 'delta') {
        reply ??= bubble('');
        reply.textContent += data.text ?? data;
      }
    });
    unsent = null;
    mine.className = 'mine';
    byId('message').value = '';
    localStorage.removeItem(DRAFT);
    reply ??= bubble('');
    reply.textContent = done.turn.reply;
    if ((done.turn.flags ?? []).some((flag) => flag.tier === 'emergency' || flag.tier === 'urgent')) reply.className = 'alarm';
    reply.scrollIntoView({ block: 'end' });
    talking(attributes(done.session), done.turn);
  } catch (error) {
    mine.remove();
    reply?.remove();
    byId('message').value = text;
    showError(byId('composer-error'), new Error(`${error.message} Your text is still here.`));
  } finally {
    button.disabled = false;
    byId('message').focus();
  }
}

async function complete() {
  try {
    const { coach } = await call('POST', path('/complete'), {});
    celebrate(coach);
  } catch (error) {
    showError(byId('composer-error'), error);
  }
}

function celebrate(coach) {
  for (const id of ['welcome', 'composer', 'finish', 'restart', 'known']) byId(id).hidden = true;
  byId('coach').replaceChildren(element('p', { className: 'badge', textContent: 'Your coach is ready' }), ...coachCard(coach),
    element('p', {}, element('a', { href: '#log', textContent: 'Log your first workout' })));
  byId('coach').hidden = false;
  byId('coach').focus();
}
