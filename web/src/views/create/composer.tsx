// Where the person writes: quick replies, why it is asked, a draft that is never lost.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { current, send, turn } from '../../data/interview';
import { loadDraft, saveDraft } from '../../data/draft';
import { t } from '../../i18n';
import { explain } from '../../ui/errors';

const LIMIT = 4000;

export function Composer() {
  const place = `interview.${current.value?.id ?? ''}`;
  const text = useSignal(loadDraft(place));
  const busy = useSignal(false);
  const error = useSignal('');
  const why = useSignal(false);
  const since = useRef(Date.now());
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = turn.value?.questionId;
  useEffect(() => { why.value = false; since.current = Date.now(); field.current?.focus({ preventScroll: true }); }, [asked]);

  const write = (value: string) => { text.value = value; saveDraft(place, value); };
  const submit = async (message: string) => {
    const words = message.trim();
    if (!words || busy.value) return;
    busy.value = true;
    error.value = '';
    write('');
    try {
      await send(words, Math.round((Date.now() - since.current) / 1000));
    } catch (problem) {
      write(words);
      error.value = explain(problem);
    } finally {
      busy.value = false;
      field.current?.focus({ preventScroll: true });
    }
  };

  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); void submit(text.value); }}>
      {why.value && turn.value?.why && <p class="notice small" role="status">{turn.value.why}</p>}
      <div class="quick" role="group" aria-label={t('quick')}>
        {turn.value?.why && (
          <button type="button" class="plain" aria-expanded={why.value} onClick={() => { why.value = !why.value; }}>{t('why')}</button>
        )}
        {turn.value?.quickReplies.map((reply) => (
          <button key={reply} type="button" class="chip" onClick={() => void submit(reply)}>{reply}</button>
        ))}
      </div>
      <div class="line">
        <div>
          <label class="visually-hidden" for="message">{t('message')}</label>
          <textarea
            id="message"
            ref={field}
            rows={1}
            maxLength={LIMIT}
            placeholder={t('message.hint')}
            enterkeyhint="send"
            value={text.value}
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); void submit(text.value); }
            }}
          />
        </div>
        <button type="submit" class="send" aria-label={t('send')} title={t('send')} disabled={busy.value}>
          <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M12 20V5M5 12l7-7 7 7" />
          </svg>
        </button>
      </div>
      {error.value && <p class="error small" role="alert">{error.value} {t('error.kept')}</p>}
    </form>
  );
}
