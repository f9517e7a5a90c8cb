// One coach: its configuration, what it sees, its versions.

import { coachId } from '../../api/coaches';
import type { Coach, Item } from '../../api/types';
import { t } from '../../i18n';
import { link } from '../../router';
import { Badges } from './card';
import { Editor } from './editor';
import { Sees } from './sees';
import { waitingFor } from './store';
import { Versions } from './versions';

const tabs = ['configuration', 'sees', 'versions'] as const;
type Tab = (typeof tabs)[number];

export function Detail({ item, tab }: { item: Item<Coach>; tab: string | undefined }) {
  const id = coachId(item);
  const shown: Tab = tabs.find((name) => name === tab) ?? 'configuration';
  const { coachName, metadata } = item.attributes;
  return (
    <section class="stack" aria-labelledby="coach-title">
      <a class="back" href={link('coaches')}>{t('coaches.all')}</a>
      <div class="row spread">
        <div>
          <h2 id="coach-title">{coachName}</h2>
          <p class="quiet small">{t('coaches.version', { version: metadata.version })} · {t('coach.ai')}</p>
        </div>
        <Badges coach={item.attributes} waits={waitingFor(id).length > 0} />
      </div>
      <nav class="tabs" aria-label={coachName}>
        {tabs.map((name) => (
          <a key={name} href={link('coaches', id, name)} aria-current={name === shown ? 'page' : undefined}>{t(`coaches.tab.${name}`)}</a>
        ))}
      </nav>
      {shown === 'configuration' && <Editor item={item} />}
      {shown === 'sees' && <Sees key={item.version} item={item} />}
      {shown === 'versions' && <Versions key={item.version} item={item} />}
    </section>
  );
}
