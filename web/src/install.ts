// Registers the service worker once the page is at rest, and offers newer versions.

import { engine } from './engine';
import { t } from './i18n';
import { toast } from './ui/toast';

const idle = (todo: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(todo, { timeout: 4_000 });
  else setTimeout(todo, 1_000);
};

export function install(): void {
  if (!import.meta.env.PROD || !navigator.serviceWorker) return;
  idle(() => {
    void register().catch(() => undefined);
    // Ready before the network goes: the engine in memory, its files in the service worker's cache.
    void engine.prepare().catch(() => undefined);
  });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js');
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || !navigator.serviceWorker.controller) return;
    toast(t('update'), {
      label: t('reload'),
      run: () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
        waiting.postMessage('takeOver');
      },
    });
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => { if (registration.waiting) offer(); });
  });
}
