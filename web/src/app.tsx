// The frame around the views.

import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from './i18n';
import { link, place, type View, views } from './router';
import { Icon } from './ui/icons';
import { Toasts } from './ui/toast';
import { RefusedChanges, Waiting } from './ui/waiting';
import { Coaches } from './views/coaches';
import { Create } from './views/create';
import { Log } from './views/log';
import { Progress } from './views/progress';
import { Settings } from './views/settings';

const pages: Partial<Record<View, ComponentType>> = { create: Create, coaches: Coaches, log: Log, progress: Progress, settings: Settings };

export function App() {
  const { view } = place.value;
  const shown = views.filter((name) => pages[name]);
  const Page = pages[view] ?? Create;
  useEffect(() => { document.title = `${t(`view.${view}`)} · coachwright`; });
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.querySelector('main')?.focus(); }}>{t('skip')}</a>
      <header>
        <div class="inner">
          <h1><a class="brand" href={link('create')}><img src="/icon.svg" alt="" />coachwright</a></h1>
          <nav class="views" aria-label={t('views')}>
            <ul>
              {shown.map((name) => (
                <li key={name}>
                  <a href={link(name)} aria-current={name === view ? 'page' : undefined}><Icon name={name} />{t(`nav.${name}`)}</a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <Waiting />
      </header>
      <main id="main" tabIndex={-1}><RefusedChanges /><Page /></main>
      <Toasts />
    </div>
  );
}
