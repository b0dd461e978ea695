import { randomUUID } from 'node:crypto'
import { type Chat, chatLimits } from '#contract/chat'
import { limits } from '#contract/tickets'
import { useSite } from '../../glue/site-context.ts'
import { accepted } from '../../parts/files.tsx'
import { FieldError, type Trouble } from '../../parts/form.tsx'
import { useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { size } from '../../words.ts'
import type { Attempt } from './attempt.ts'
import { useAction } from './path.ts'
import { typedInto, useOwnTroubles } from './troubles.ts'

/** Words and files in one plain form. The script sends it without leaving the page, files one by one as they are chosen or pasted. */
export function Composer({ chat, attempt }: { chat: Chat; attempt: Attempt | undefined }) {
  const { chat: t, form } = useTexts()
  const { lang } = useSite()
  const action = useAction(chat.id)
  const troubles = useOwnTroubles(attempt, 'say')
  const kept = attempt?.form === 'say' ? (attempt.kept ?? []) : []
  const rule = fill(t['files.rule'], { size: size(limits.files.bytes, lang), count: chatLimits.files })
  return (
    <form method="post" action={action('say')} encType="multipart/form-data" class="composer" data-composer>
      <input type="hidden" name="key" value={randomUUID()} />
      <MessageField label={t.message} value={typedInto(attempt, 'say')['text']} troubles={troubles.filter(({ field }) => field === 'message')} />
      <ul class="files" data-kept aria-label={t['files.kept']}>
        {kept.map(({ id, name }) => (
          <li key={id}>
            <label class="choice">
              <input type="checkbox" name="kept" value={`${id}/${name}`} checked />
              <span>{name}</span>
            </label>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button class="main" type="submit">
          {t.send}
        </button>
        <label class="choice enter" hidden data-enter>
          <input type="checkbox" checked />
          <span>{t.enter}</span>
        </label>
        <label class="choice enter" hidden data-sound>
          <input type="checkbox" />
          <span>{t.sound}</span>
        </label>
      </div>
      {chat.can.addFile && (
        <details class="attach" open={troubles.some(({ field }) => field === 'files')}>
          <summary>{t.files}</summary>
          <div>
            <label for="files">{form.filesChoose}</label>
            <p class="hint" id="files-hint">
              {rule}{' '}
              <span data-paste hidden>
                {t['files.paste']}
              </span>
            </p>
            <div data-trouble="files">
              <FileTroubles troubles={troubles} />
            </div>
            <input type="file" id="files" name="files" multiple accept={accepted} aria-describedby="files-hint" />
          </div>
        </details>
      )}
      <p class="unseen" role="status" data-file-said />
    </form>
  )
}

function FileTroubles({ troubles }: { troubles: Trouble[] }) {
  return (
    <>
      {troubles
        .filter(({ field }) => field === 'files')
        .map(({ text }, at) => (
          <FieldError key={text} id={`files-${at}`} text={text} />
        ))}
    </>
  )
}

/** One of each page: where a question is typed first, and every message after it. */
export function MessageField({ label, value = '', hint, troubles }: { label: string; value?: string | undefined; hint?: string; troubles: Trouble[] }) {
  const own = troubles.find(({ field }) => field === 'message')
  return (
    <div class={own ? 'field bad' : 'field'} data-message>
      <label for="message">{label}</label>
      {hint && (
        <p class="hint" id="message-hint">
          {hint}
        </p>
      )}
      <div id="message-trouble" data-trouble="message">
        {own && <FieldError id="message" text={own.text} />}
      </div>
      <textarea
        id="message"
        name="text"
        rows={2}
        autocomplete="off"
        enterkeyhint="send"
        aria-describedby={hint ? 'message-hint message-trouble' : 'message-trouble'}
        aria-invalid={own ? 'true' : undefined}
      >
        {value}
      </textarea>
      <p class="hint count" data-count hidden />
    </div>
  )
}
