// The HTTP interface: JSON, problems as errors, streamed turns.

export class Problem extends Error {
  constructor(problem, status) {
    super(problem.detail || problem.title || `The server answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

export const newKey = () => crypto.randomUUID();

export async function call(method, path, body, options = {}) {
  const headers = { Accept: 'application/json', ...options.headers };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['Idempotency-Key'] = options.key ?? newKey();
  const answer = await fetch(`/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (answer.status === 204) return null;
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(json, answer.status);
  return json;
}

// Sends a message and gives each event as it arrives; resolves with the `done` event's data.
export async function stream(path, body, key, onEvent) {
  const answer = await fetch(`/v1${path}`, {
    method: 'POST',
    headers: { Accept: 'text/event-stream', 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Problem(await answer.json().catch(() => ({})), answer.status);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = '';
  let done = null;
  for (;;) {
    const { value, done: ended } = await reader.read();
    if (ended) break;
    pending += value;
    const events = pending.split(/\r?\n\r?\n/);
    pending = events.pop();
    for (const event of events) {
      const fields = { event: 'message', data: '' };
      for (const line of event.split(/\r?\n/)) {
        const [, name, text] = /^(event|data): ?(.*)$/.exec(line) ?? [];
        if (name === 'event') fields.event = text;
        if (name === 'data') fields.data += (fields.data ? '\n' : '') + text;
      }
      if (!fields.data) continue;
      const data = JSON.parse(fields.data);
      if (fields.event === 'error') throw new Problem(data, data.status ?? 500);
      if (fields.event === 'done') done = data;
      onEvent(fields.event, data);
    }
  }
  if (!done) throw new Error('The connection ended before the answer was saved. Please send it again.');
  return done;
}
