// The service worker: the page and its engine come from this device, so that it opens at once and without a network. The
// interface (`/v1`) is never answered from here; `data/` keeps what views need.

export {};
declare const self: ServiceWorkerGlobalScope;

/** The built files, put in by `plugins/offline.ts`. */
const FILES = JSON.parse('__FILES__') as string[];
const CACHE = 'coachwright-__VERSION__';

// Files under `assets/` are named by their content, so that those the page has loaded need not be loaded again.
const request = (file: string) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'reload' });

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map(request))));
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith('coachwright-') && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// A newer version waits until the person agrees to reload, so that no open page mixes two versions.
self.addEventListener('message', ({ data }) => {
  if (data === 'takeOver') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const file = request.mode === 'navigate' && pathname === '/' ? '/' : pathname;
  if (!FILES.includes(file)) return;
  event.respondWith(caches.match(file, { cacheName: CACHE }).then((known) => known ?? fetch(request)));
});
