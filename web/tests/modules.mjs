// The page's own modules in Node, for what needs no browser: compiled as the page is, with its data.

import { join } from 'node:path';
import { createServer } from 'vite';

/** The few things of a browser that modules touch when they are loaded. */
const kept = new Map();
globalThis.localStorage ??= { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, String(value)), removeItem: (name) => kept.delete(name) };

/** Loads modules of `src` by their paths; closes everything after `use`. */
export async function withModules(paths, use) {
  const server = await createServer({
    root: join(import.meta.dirname, '..'), appType: 'custom', logLevel: 'error', server: { middlewareMode: true, hmr: false, ws: false, watch: null }, optimizeDeps: { noDiscovery: true },
  });
  try {
    return await use(...(await Promise.all(paths.map((path) => server.ssrLoadModule(`/src/${path}`)))));
  } finally {
    await server.close();
  }
}
