// The versions of a coach: what each changed, and the way back.

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { coachId, coachVersions, restoreCoach, type Version } from '../../api/coaches';
import type { Coach, Item } from '../../api/types';
import { instant, t, tCode } from '../../i18n';
import { explain } from '../../ui/errors';
import { toast } from '../../ui/toast';
import { ChangeLine } from './preview';
import { take } from './store';

export function Versions({ item }: { item: Item<Coach> }) {
  const versions = useSignal<Version[] | null>(null);
  const error = useSignal('');
  const busy = useSignal(false);
  const id = coachId(item);
  const attempt = () => {
    error.value = '';
    coachVersions(id).then((found) => { versions.value = found; }).catch((problem) => { error.value = explain(problem); });
  };
  useEffect(attempt, []);
  const restore = async (version: string) => {
    busy.value = true;
    error.value = '';
    try {
      const before = item.attributes.metadata.version;
      const restored = await restoreCoach(id, version, item.version);
      take(restored);
      toast(t('coaches.restored', { version }), () => {
        restoreCoach(id, before, restored.version).then(take).catch((problem) => toast(explain(problem)));
      });
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
              <div><button type="button" class="second" disabled={busy.value} onClick={() => void restore(version.version)}>{t('coaches.restore', { version: version.version })}</button></div>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function triggerText(trigger: string): string {
  const restored = /^restored (.+)$/.exec(trigger);
  return restored ? t('coaches.restoredFrom', { version: restored[1] ?? '' }) : tCode('trigger', trigger);
}
