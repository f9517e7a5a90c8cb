// Tells the service worker which files there are, and gives them a version: the hash of their names and contents.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export function offline(): Plugin {
  let publicDir = '';
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => { publicDir = config.publicDir; },
    generateBundle(_, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') return this.error('the service worker was not built');
      const hash = createHash('sha256');
      const files: string[] = [];
      const add = (name: string, content: string | Uint8Array) => {
        files.push(name === 'index.html' ? '/' : `/${name}`);
        hash.update(name).update(content);
      };
      for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (name !== 'sw.js') add(name, file.type === 'chunk' ? file.code : file.source);
      }
      for (const name of readdirSync(publicDir).sort()) add(name, readFileSync(join(publicDir, name)));
      hash.update(worker.code);
      worker.code = worker.code
        .replace('__FILES__', JSON.stringify(files))
        .replace('__VERSION__', hash.digest('hex').slice(0, 12));
    },
  };
}
