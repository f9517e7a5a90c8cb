import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { choices } from './plugins/choices.ts';
import { compressed } from './plugins/compressed.ts';
import { offline } from './plugins/offline.ts';
import { vocabulary } from './plugins/vocabulary.ts';

// The server embeds `build/web`; in development the page talks to a server on its usual port.
export default defineConfig({
  plugins: [choices(), vocabulary(), offline(), compressed()],
  // The engine as `cargo xtask wasm` builds it.
  resolve: { alias: { coachwright: resolve(import.meta.dirname, '../build/npm/index.js') } },
  worker: { format: 'es' },
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { page: 'index.html', sw: 'sw/sw.ts' },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
});
