import { IconCheck, IconChecks, IconLock, IconShieldCheck } from '@tabler/icons-react'
import type { ChatMessage } from '#contract/chat'
import { type DeskChat, deskChatFile } from '#contract/chat-desk'
import { addressOf } from '../../api/call.ts'
import { FileLinks } from '../../parts/file-links.tsx'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import { pressedOption } from './pressed.ts'
import css from './talk.module.css'
import { useChatWords } from './use-chat-words.ts'

/** One message: who, when, what; a note is marked as one that the citizen never sees. */
export function MessageItem({ message, talk, isFirstNew }: { message: ChatMessage; talk: DeskChat; isFirstNew: boolean }) {
  const { t } = useTexts()
  const format = useFormat()
  const words = useChatWords()
  const mark = isFirstNew && (
    <div id="first-new" tabIndex={-1} className={css.new}>
      {t('tickets.new')}
    </div>
  )
  const time = (
    <time dateTime={message.at} title={format.longTime(message.at)}>
      {format.sameDay(message.at, talk.openedAt) ? format.time(message.at) : format.stamp(message.at)}
    </time>
  )
  if (message.kind === 'event')
    return (
      <>
        {mark}
        <p className={css.event}>
          {message.event === 'secret-hidden' && <IconShieldCheck size={16} stroke={1.75} aria-hidden />}
          <span>{words.event(message)}</span> {time}
        </p>
      </>
    )
  const isNote = message.kind === 'note'
  const who = { citizen: t('words.citizen'), assistant: t('chats.assistant'), system: t('words.system'), staff: message.author ?? t('words.staff') }[
    message.from
  ]
  const pressed = pressedOption(message)
  const text = message.text || (pressed ? t('chats.pressed', { label: words.option(pressed) }) : words.empty(message))
  return (
    <>
      {mark}
      <article className={`${css.message} ${css[message.from]} ${isNote ? css.note : ''}`}>
        <div className={css.meta}>
          {isNote && <IconLock size={16} stroke={1.75} aria-hidden />}
          <span className={css.author}>{who}</span>
          {isNote && <span>{t('chats.note-hint')}</span>}
          {time}
          {message.from === 'citizen' && talk.joinedSeq !== null && message.seq < talk.joinedSeq && <span>{t('chats.mark.guest')}</span>}
          {message.from === 'staff' && !isNote && <Mark read={message.seq <= talk.citizenReadSeq} />}
        </div>
        {message.article && <p className={css.article}>{t('chats.article', { title: message.article.title })}</p>}
        {text && (
          <p className={css.text} lang={message.from === 'staff' ? undefined : talk.lang}>
            {text}
          </p>
        )}
        {message.options.length > 0 && (
          <ol className={css.options} aria-label={t('chats.options')}>
            {message.options.map((option) => (
              <li key={option.id}>{words.option(option)}</li>
            ))}
          </ol>
        )}
        {message.files.length > 0 && <FileLinks files={message.files} hrefOf={(fileId) => addressOf(deskChatFile, { params: { id: talk.id, fileId } })} />}
      </article>
    </>
  )
}

/** What is stored has been delivered; read is what the citizen's page has shown. */
function Mark({ read }: { read: boolean }) {
  const { t } = useTexts()
  const Icon = read ? IconChecks : IconCheck
  return (
    <span className={css.mark}>
      <Icon size={16} stroke={1.75} aria-hidden /> {t(read ? 'chats.mark.read' : 'chats.mark.delivered')}
    </span>
  )
}
