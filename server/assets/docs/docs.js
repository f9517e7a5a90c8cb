// Shows openapi.json: operations by tag, and the types they use.

const byId = (id) => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const nameOf = (reference) => reference.split('/').pop();

// A schema as a short phrase, with links to named types.
function phrase(schema) {
  if (schema === undefined || schema === true) return ['anything'];
  if (schema.$ref) return [element('a', { href: `#type-${nameOf(schema.$ref)}`, textContent: nameOf(schema.$ref) })];
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return options.flatMap((option, at) => (at ? [' or ', ...phrase(option)] : phrase(option)));
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return [schema.enum.map((value) => JSON.stringify(value)).join(' or ')];
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : schema.type ?? 'anything';
  if (schema.items) return ['list of ', ...phrase(schema.items)];
  if (schema.additionalProperties && schema.additionalProperties !== true) return ['map of ', ...phrase(schema.additionalProperties)];
  return [schema.format ? `${type} (${schema.format})` : type];
}

function fields(schema) {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => element('tr', {},
    element('td', {}, element('code', { textContent: name }), required.has(name) ? null : element('span', { className: 'soft', textContent: ' optional' })),
    element('td', {}, ...phrase(field)), element('td', { textContent: field.description ?? '' })));
  return rows.length ? element('table', {}, element('tbody', {}, ...rows)) : element('p', {}, ...phrase(schema));
}

function media(title, content, description) {
  const parts = Object.entries(content ?? {}).flatMap(([type, { schema }]) => [`${type}: `, ...phrase(schema), ' ']);
  return element('p', {}, element('strong', { textContent: `${title} ` }), description ?? '', ' ', ...parts);
}

function operation(path, method, entry) {
  const parameters = (entry.parameters ?? []).map((parameter) => element('tr', {},
    element('td', {}, element('code', { textContent: parameter.name }), parameter.required ? null : element('span', { className: 'soft', textContent: ' optional' })),
    element('td', { textContent: parameter.in }), element('td', {}, ...phrase(parameter.schema)),
    element('td', { textContent: parameter.description ?? '' })));
  const node = element('details', {},
    element('summary', {}, element('span', { className: 'method', textContent: method.toUpperCase() }), element('code', { textContent: path }),
      element('span', { className: 'soft', textContent: ` ${entry.summary ?? ''}` })),
    element('p', { textContent: entry.description ?? '' }),
    parameters.length ? element('table', {}, element('tbody', {}, ...parameters)) : null,
    entry.requestBody ? media('Body', entry.requestBody.content, entry.requestBody.description) : null,
    ...Object.entries(entry.responses ?? {}).map(([status, response]) => media(status, response.content, response.description)));
  node.dataset.text = `${method} ${path} ${entry.summary ?? ''} ${entry.description ?? ''}`.toLowerCase();
  return node;
}

const description = await (await fetch('/openapi.json')).json();
const byTag = new Map();
for (const [path, methods] of Object.entries(description.paths)) {
  for (const [method, entry] of Object.entries(methods)) {
    if (!entry.responses) continue;
    const tag = entry.tags?.[0] ?? 'other';
    byTag.set(tag, [...(byTag.get(tag) ?? []), operation(path, method, entry)]);
  }
}
byId('operations').replaceChildren(...[...byTag].flatMap(([tag, nodes]) => [element('h2', { textContent: tag }), ...nodes]));
byId('schemas').replaceChildren(...Object.entries(description.components?.schemas ?? {}).map(([name, schema]) =>
  element('details', { id: `type-${name}` }, element('summary', {}, element('code', { textContent: name })),
    element('p', { textContent: schema.description ?? '' }), fields(schema))));
byId('search').addEventListener('input', (event) => {
  const wanted = event.target.value.toLowerCase();
  for (const node of byId('operations').querySelectorAll('details')) node.hidden = !node.dataset.text.includes(wanted);
});
addEventListener('hashchange', () => { const target = byId(location.hash.slice(1)); if (target) target.open = true; });
