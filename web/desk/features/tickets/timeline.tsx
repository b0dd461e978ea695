import { IconLock } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { type DeskTicket, deskFile } from '#contract/desk'
import type { TicketLetter } from '#contract/letters'
import { addressOf } from '../../api/call.ts'
import { FileLinks } from '../../parts/file-links.tsx'
import { useFormat } from '../../parts/format.ts'
import { announce } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { MailMark } from '../letters/mail-mark.tsx'
import { useLettersOf } from '../letters/queries.ts'
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
  const letters = useLettersOf(digitsOf(ticket.line.number), ticket.messages.length).data
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
          <MessageItem message={message} ticket={ticket} letter={letters?.find(({ messageId }) => messageId === message.id)} />
        </li>
      ))}
    </ol>
  )
}

function MessageItem({ message, ticket, letter }: { message: Message; ticket: DeskTicket; letter: TicketLetter | undefined }) {
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
      {letter && <MailMark number={digitsOf(ticket.line.number)} letter={letter} />}
      <p className={css.text} lang={message.from === 'citizen' ? ticket.lang : undefined}>
        {message.text}
      </p>
      {message.kind === 'intake' && ticket.desiredOutcome && (
        <p className={css.text} lang={ticket.lang}>
          <b>{t('tickets.desired')}:</b> {ticket.desiredOutcome}
        </p>
      )}
      {message.files.length > 0 && (
        <FileLinks files={message.files} hrefOf={(fileId) => addressOf(deskFile, { params: { number: digitsOf(ticket.line.number), fileId } })} />
      )}
    </article>
  )
}
