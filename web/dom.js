// Small helpers for building the page; text only, never markup from data.

export const byId = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function showError(node, error) {
  node.textContent = error ? error.message : '';
  node.hidden = !error;
}

// `back_squat` and `trainingFrequency` as words.
export const words = (code) => String(code).replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ').toLowerCase();

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// The piece of `text` under a span of byte offsets.
export const quote = (text, [start, end]) => decoder.decode(encoder.encode(text).slice(start, end));

// `text` with the spans (byte offsets) marked.
export function marked(text, spans) {
  const bytes = encoder.encode(text);
  const piece = (from, to) => decoder.decode(bytes.slice(from, to));
  const nodes = [];
  let at = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start < at || end <= start) continue;
    nodes.push(piece(at, start), element('mark', { textContent: piece(start, end) }));
    at = end;
  }
  nodes.push(piece(at));
  return nodes;
}
