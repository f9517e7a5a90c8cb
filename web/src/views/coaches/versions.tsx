// The versions of a coach: what each changed, and the way back.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { coachId, coachPath, type Version } from '../../api/coaches';
import type { Coach, Item, Page } from '../../api/types';
import { read } from '../../data/answers';
import { instant, t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';
import { ChangeLine } from './preview';
import { restore } from './store';

export function Versions({ item }: { item: Item<Coach> }) {
  const versions = useSignal<Version[] | null>(null);
  const error = useSignal('');
  const busy = useSignal(false);
  const id = coachId(item);
  const attempt = () => {
    error.value = '';
    read<Page<Version>>(coachPath(id, '/versions')).then(({ value }) => { versions.value = value.items; }).catch((problem) => { error.value = explain(problem); });
  };
  useEffect(attempt, []);
  const goBack = async (version: string) => {
    busy.value = true;
    error.value = '';
    try {
      const before = item.attributes.metadata.version;
      const restored = await restore(item, version);
      if (!restored) toast(t('coaches.keptForLater'));
      else toast(t('coaches.restored', { version }), () => { restore(restored, before).catch((problem) => toast(explain(problem))); });
    } catch (problem) {
      error.value = explain(problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="stack">
      <p>{t('coaches.versionsText')}</p>
      {error.value && <div class="notice row spread" role="alert"><span>{error.value}</span><button type="button" class="second" onClick={attempt}>{t('retry')}</button></div>}
      {!versions.value && !error.value && <p class="quiet" role="status">{t('loading')}</p>}
      <ol class="versions">
        {versions.value?.map((version, at) => (
          <li key={version.version} class="card tight">
            <div class="row spread">
              <h3>{version.version} {at === 0 && <span class="badge">{t('coaches.current')}</span>}</h3>
              <span class="quiet small">{instant(version.date)} · {triggerText(version.trigger)}</span>
            </div>
            {version.changes.length > 0 ? (
              <ul class="changes">{version.changes.map((change) => <li key={change.field}><ChangeLine change={change} /></li>)}</ul>
            ) : <p class="quiet">{t('coaches.unknownChange')}</p>}
            {at > 0 && version.restorable && (
              <div><button type="button" class="second" disabled={busy.value} onClick={() => void goBack(version.version)}>{t('coaches.restore', { version: version.version })}</button></div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function triggerText(trigger: string): string {
  const restored = /^restored (.+)$/.exec(trigger);
  if (restored) return t('coaches.restoredFrom', { version: restored[1] ?? '' });
  // `template busy_professional` is a template, whichever.
  return tCode('trigger', trigger.split(' ')[0] ?? trigger);
}
