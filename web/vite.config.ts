import { defineConfig } from 'vite';

// The server embeds `build/web`; in development the page talks to a server on its usual port.
export default defineConfig({
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
});
