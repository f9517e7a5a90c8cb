// The person's coaches: all of them as cards, and one of them with its configuration, what it sees, and its versions.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { coachId } from '../../api/coaches';
import type { Coach, Item } from '../../api/types';
import { unsavedCoaches } from '../../data/interview';
import { outbox } from '../../data/outbox';
import { instant, t } from '../../i18n';
import { link, place } from '../../router';
import { explain } from '../../ui/errors';
import { useFresh } from '../../ui/fresh';
import { toast } from '../../ui/toast';
import { Badges, Summary } from './card';
import { Detail } from './detail';
import { change, coaches as known, keptSince, load, loadUnsaved, remove, unsaved, waitingFor } from './store';

export function Coaches() {
  const error = useSignal('');
  const attempt = () => {
    error.value = '';
    load().catch((problem) => { error.value = explain(problem); });
  };
  useFresh(attempt);
  useEffect(() => { loadUnsaved().catch(() => undefined); }, [outbox.value, unsavedCoaches.value]);
  const coaches = known.value;
  const [id, tab] = place.value.rest;
  const chosen = coaches?.find((item) => coachId(item) === id);
  if (chosen) return <Detail key={id} item={chosen} tab={tab} />;
  return (
    <section class="stack" aria-labelledby="coaches-title">
      <div class="row spread">
        <h2 id="coaches-title">{t('view.coaches')}</h2>
        {coaches && coaches.length > 0 && <a class="button second" href={link('create')}>{t('coaches.new')}</a>}
      </div>
      {error.value && (
        <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>
      )}
      {keptSince.value && <p class="quiet small" role="status">{t('kept', { when: instant(keptSince.value.toISOString()) })}</p>}
      {!coaches && !error.value && <p class="quiet" role="status">{t('loading')}</p>}
      {coaches && id && <p class="notice">{t('coaches.unknown')}</p>}
      {coaches?.length === 0 && unsaved.value.length === 0 && (
        <div class="empty">
          <h3>{t('coaches.empty')}</h3>
          <p>{t('coaches.emptyText')}</p>
          <a class="button" href={link('create')}>{t('coaches.create')}</a>
        </div>
      )}
      <ul class="cards wide">
        {unsaved.value.map(({ key, coach }) => (
          <li key={key} class="card paused">
            <article class="stack coach"><div class="row spread top"><h3>{coach.coachName}</h3><span class="badge calm">{t('waits')}</span></div><Summary coach={coach} /></article>
          </li>
        ))}
        {coaches?.map((item) => <li key={item.sk} class={`card${item.attributes.isActive ? '' : ' paused'}`}><CoachItem item={item} /></li>)}
      </ul>
    </section>
  );
}

function CoachItem({ item }: { item: Item<Coach> }) {
  const coach = item.attributes;
  const id = coachId(item);
  const busy = useSignal(false);
  const act = async (patch: { isActive?: boolean; isPrimary?: boolean }) => {
    busy.value = true;
    try {
      await change(item, patch);
    } catch (problem) {
      toast(explain(problem));
      await load().catch(() => undefined);
    } finally {
      busy.value = false;
    }
  };
  return (
    <article class="stack coach" aria-labelledby={`coach-${id}`}>
      <div class="row spread top">
        <h3 id={`coach-${id}`}><a href={link('coaches', id)}>{coach.coachName}</a></h3>
        <Badges coach={coach} waits={waitingFor(id).length > 0} />
      </div>
      <Summary coach={coach} />
      <div class="row tools">
        <a class="button second" href={link('coaches', id)}>{t('coaches.open')}</a>
        {!coach.isPrimary && coach.isActive && (
          <button type="button" class="plain" disabled={busy.value} onClick={() => void act({ isPrimary: true })}>{t('coaches.makePrimary')}</button>
        )}
        <button type="button" class="plain" disabled={busy.value} onClick={() => void act({ isActive: !coach.isActive })}>
          {coach.isActive ? t('coaches.pause') : t('coaches.activate')}
        </button>
        <button type="button" class="plain danger" onClick={() => void remove(item)} aria-label={t('coaches.removeNamed', { name: coach.coachName })}>{t('remove')}</button>
      </div>
    </article>
  );
}
