import { IconLock, IconPaperclip } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { type DeskTicket, deskFile } from '#contract/desk'
import { addressOf } from '../../api/call.ts'
import { bytes, useFormat } from '../../parts/format.ts'
import { announce } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { digitsOf } from './queries.ts'
import css from './talk.module.css'

type Message = DeskTicket['messages'][number]

/** Moves the focus to the first new message; false when there is none. */
export function toFirstNew() {
  const first = document.getElementById('first-new')
  first?.scrollIntoView({ block: 'center' })
  first?.focus({ preventScroll: true })
  return first !== null
}

/** Oldest first. What came while the screen stood is announced once, and the page does not jump. */
export function Timeline({ ticket, newFrom }: { ticket: DeskTicket; newFrom: number }) {
  const { t } = useTexts()
  const count = useRef(ticket.messages.length)
  useEffect(() => {
    const more = ticket.messages.length - count.current
    count.current = ticket.messages.length
    if (more > 0) announce(t('tickets.arrived', { count: more }))
  }, [ticket.messages.length, t])
  return (
    <ol className={css.timeline} aria-label={t('tickets.conversation')}>
      {ticket.messages.map((message, index) => (
        <li key={message.id} style={{ display: 'contents' }}>
          {index === newFrom && (
            <div id="first-new" tabIndex={-1} className={css.new}>
              {t('tickets.new')}
            </div>
          )}
          <MessageItem message={message} ticket={ticket} />
        </li>
      ))}
    </ol>
  )
}

function MessageItem({ message, ticket }: { message: Message; ticket: DeskTicket }) {
  const { t } = useTexts()
  const format = useFormat()
  const look = message.kind === 'note' ? `${css.staff} ${css.note}` : css[message.from]
  const who = message.from === 'citizen' ? t('words.citizen') : message.from === 'system' ? t('words.system') : (message.author ?? t('words.staff'))
  return (
    <article className={`${css.message} ${look}`}>
      <div className={css.meta}>
        {message.kind === 'note' && <IconLock size={16} stroke={1.75} aria-hidden />}
        <span className={css.author}>{who}</span>
        {message.kind !== 'words' && <span>{t(`tickets.kind.${message.kind}`)}</span>}
        {message.kind === 'intake' && <span>{t(`words.channel.${ticket.line.channel}`)}</span>}
        <time dateTime={message.at} title={format.longTime(message.at)}>
          {format.stamp(message.at)}
        </time>
      </div>
      <p className={css.text} lang={message.from === 'citizen' ? ticket.lang : undefined}>
        {message.text}
      </p>
      {message.kind === 'intake' && ticket.desiredOutcome && (
        <p className={css.text} lang={ticket.lang}>
          <b>{t('tickets.desired')}:</b> {ticket.desiredOutcome}
        </p>
      )}
      {message.files.length > 0 && <Files files={message.files} number={digitsOf(ticket.line.number)} />}
    </article>
  )
}

/** Opening a file is recorded; one that failed the scan stays shut. */
export function Files({ files, number }: { files: Message['files']; number: string }) {
  const { t, lang } = useTexts()
  return (
    <ul className={css.files} aria-label={t('tickets.files')}>
      {files.map((file) => (
        <li key={file.id}>
          <IconPaperclip size={16} stroke={1.75} aria-hidden />
          {file.scan === 'clean' || file.scan === 'not_scanned' ? (
            <a href={addressOf(deskFile, { params: { number, fileId: file.id } })} download={file.name}>
              {file.name}
            </a>
          ) : (
            <span>{file.name}</span>
          )}
          <span className="faint nowrap">
            {bytes(file.bytes, lang)}, {t(`tickets.scan.${file.scan}`)}
          </span>
        </li>
      ))}
    </ul>
  )
}
