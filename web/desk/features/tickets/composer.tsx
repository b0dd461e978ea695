import { Button, Tabs, Textarea, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type ClipboardEvent, useRef, useState } from 'react'
import { asksForSecrets } from '#contract/asks-for-secrets'
import { askCitizen, type DeskTicket, replyToCitizen, resolveTicket, uploadDeskFile, writeNote } from '#contract/desk'
import { limits } from '#contract/tickets'
import { useShortcut } from '../../frame/keys.ts'
import { useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { FileList, useUploads } from '../../parts/uploads.tsx'
import writing from '../../parts/writing.module.css'
import { AttachButton, SecretGuard, Used } from '../../parts/writing.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './composer.module.css'
import { digitsOf } from './queries.ts'
import { StaleNotice } from './stale-notice.tsx'
import { useAction } from './use-action.ts'

const modes = ['reply', 'note', 'ask', 'resolve'] as const
type Mode = (typeof modes)[number]

/** Writes to the citizen, to colleagues or ends with an answer. The words are kept per request and mode in memory. */
export function Composer({ ticket, writers }: { ticket: DeskTicket; writers: string[] }) {
  const { t, lang } = useTexts()
  const number = digitsOf(ticket.line.number)
  const allowed = modes.filter((mode) => ticket.can[mode])
  const [chosen, setMode] = useState<Mode>('reply')
  const mode = allowed.includes(chosen) ? chosen : allowed[0]
  const field = useRef<HTMLTextAreaElement>(null)
  const start = (next: Mode) => () => {
    if (!allowed.includes(next)) return tell(t('tickets.not-now', { action: t(`tickets.mode.${next}`) }))
    setMode(next)
    setTimeout(() => field.current?.focus())
  }
  useShortcut('reply', start('reply'))
  useShortcut('note', start('note'))
  useShortcut('ask', start('ask'))
  useShortcut('resolve', start('resolve'))
  if (!mode) return <p className={writing.closed}>{t(ticket.can.take ? 'tickets.take-to-write' : 'tickets.cannot-write')}</p>
  return (
    <section className={css.composer} aria-label={t('tickets.composer')}>
      <Tabs value={mode} onChange={(next) => setMode(next as Mode)} keepMounted={false}>
        <Tabs.List>
          {allowed.map((it) => (
            <Tabs.Tab key={it} value={it}>
              {t(`tickets.mode.${it}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={mode} className={mode === 'note' ? writing.note : writing.body}>
          {mode === 'note' && (
            <p className={writing.hint}>
              <IconLock size={18} stroke={1.75} aria-hidden /> {t('tickets.note-hint')}
            </p>
          )}
          {mode !== 'note' && ticket.lang !== lang && (
            <p className={writing.hint}>{t('tickets.citizen-language', { language: t(`words.lang.${ticket.lang}`) })}</p>
          )}
          {writers.length > 0 && (
            <p className={writing.hint} role="status">
              <b>{t('tickets.writes', { names: writers.join(', ') })}</b>
            </p>
          )}
          <Words key={mode} mode={mode} ticket={ticket} number={number} field={field} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

const routes = { reply: replyToCitizen, note: writeNote, ask: askCitizen, resolve: resolveTicket } as const

function Words({ mode, ticket, number, field }: { mode: Mode; ticket: DeskTicket; number: string; field: React.RefObject<HTMLTextAreaElement | null> }) {
  const { t, lang } = useTexts()
  const [text, setText] = useDraft(`${number}/${mode}`)
  const [replyBy, setReplyBy] = useState('')
  const [trouble, setTrouble] = useState<'empty' | 'day' | null>(null)
  const uploads = useUploads(uploadDeskFile, { number }, limits.files.count)
  const picker = useRef<HTMLInputElement>(null)
  const action = useAction<(typeof routes)[Mode]>(routes[mode], ticket)
  const secret = mode === 'note' ? null : asksForSecrets(text)
  const dueDay = ticket.due.dueAt.slice(0, 10)
  const withFiles = mode !== 'ask'

  const send = async () => {
    const problem = text.trim() === '' ? 'empty' : mode === 'ask' && replyBy === '' ? 'day' : null
    setTrouble(problem)
    if (problem || secret || action.busy || uploads.busy) return
    const fileIds = uploads.files.map((file) => file.id)
    const done = await action.act(mode === 'ask' ? { text, replyBy } : { text, ...(fileIds.length ? { fileIds } : {}) })
    if (!done) return
    setText('')
    uploads.clear()
    tell(t(`tickets.sent.${mode}`))
  }
  useShortcut('send', send)
  useShortcut('attach', () => picker.current?.click(), !withFiles)
  const paste = (event: ClipboardEvent) => {
    if (!withFiles || event.clipboardData.files.length === 0) return
    event.preventDefault()
    void uploads.add([...event.clipboardData.files])
  }
  return (
    <div className={writing.fields}>
      <StaleNotice number={number} since={action.staleSince} />
      {action.error && <ProblemAlert error={action.error} />}
      {mode === 'ask' && (
        <TextInput
          type="date"
          label={t('tickets.reply-by')}
          description={t('tickets.reply-by-hint')}
          value={replyBy}
          max={dueDay}
          w="fit-content"
          error={trouble === 'day' && t('tickets.reply-by-missing')}
          onChange={(event) => setReplyBy(event.currentTarget.value)}
        />
      )}
      <Textarea
        ref={field}
        aria-label={t(`tickets.words.${mode}`)}
        placeholder={t(`tickets.words.${mode}`)}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={limits.message.max}
        lang={mode === 'note' ? lang : ticket.lang}
        value={text}
        error={trouble === 'empty' && text.trim() === '' && t('tickets.words-missing')}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={paste}
      />
      {secret && <SecretGuard sentence={secret} />}
      <FileList uploads={uploads} />
      <div className={writing.foot}>
        {withFiles && <AttachButton uploads={uploads} picker={picker} />}
        <Used text={text} most={limits.message.max} />
        <Button className={writing.send} loading={action.busy} disabled={!!secret} onClick={send}>
          {t(`tickets.send.${mode}`)}
        </Button>
      </div>
    </div>
  )
}
