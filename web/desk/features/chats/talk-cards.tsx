import { Button } from '@mantine/core'
import { Link, useParams } from 'react-router'
import type { DeskChatLine } from '#contract/chat-desk'
import { useCitizenTyping } from '../../live/use-room.ts'
import { Chip } from '../../parts/chip.tsx'
import { ClassChip } from '../../parts/chips.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from './list-pane.module.css'
import { ReasonChip, ReviewChip, StateChip } from './state-chip.tsx'
import { clockOf, toneOf } from './waiting.ts'

/** How long the citizen has waited for a person's next word. */
export function WaitClock({ since }: { since: string }) {
  const { t } = useTexts()
  const waited = useNow(1000) - Date.parse(since)
  return (
    <Chip icon="clock" tone={toneOf(waited)}>
      {t('chats.waits', { clock: clockOf(waited) })}
    </Chip>
  )
}

function Question({ line, onOpen }: { line: DeskChatLine; onOpen?: (() => void) | undefined }) {
  const { t } = useTexts()
  return (
    <Link to={`/chats/${line.id}`} className={css.question} lang={line.lang} onClick={onOpen}>
      {line.question || t('chats.no-question')}
    </Link>
  )
}

/** One of this person's talks: what is new in it and how long the citizen waits. */
export function TalkCard({ line, onOpen }: { line: DeskChatLine; onOpen?: (() => void) | undefined }) {
  const { t } = useTexts()
  const open = useParams().id === line.id
  const ended = line.state === 'ended' || line.state === 'offline_request'
  return (
    <li data-open={open || undefined}>
      <span className={css.line}>
        <StateChip state={line.state} />
        <ReviewChip review={line.review} />
        {!ended && <ClassChip line={{ priorityClass: line.priorityClass, kind: '' }} />}
        {line.unread > 0 && <span className={`${css.unread} ${css.push}`}>{t('chats.unread', { count: line.unread })}</span>}
      </span>
      <Question line={line} onOpen={onOpen} />
      <span className={css.line}>
        {line.waitingSince && !ended && <WaitClock since={line.waitingSince} />}
        {!ended && <Typing id={line.id} />}
        <span className="faint">{line.topic ? t(`words.topic.${line.topic}`) : t('chats.topic-none')}</span>
        <Language line={line} />
      </span>
    </li>
  )
}

function Typing({ id }: { id: string }) {
  const { t } = useTexts()
  return useCitizenTyping(`chat:${id}`) && <span className="muted">{t('chats.typing-short')}</span>
}

function Language({ line }: { line: DeskChatLine }) {
  const { t, lang } = useTexts()
  return line.lang !== lang && <Chip tone="info">{t(`words.lang.${line.lang}`)}</Chip>
}

/** One that waits for a person: why, since when, and the button that takes it. */
export function LineCard({ line, busy, onTake, onOpen }: { line: DeskChatLine; busy: boolean; onTake: () => void; onOpen?: (() => void) | undefined }) {
  const { t } = useTexts()
  const open = useParams().id === line.id
  return (
    <li data-open={open || undefined}>
      <span className={css.line}>
        <ClassChip line={{ priorityClass: line.priorityClass, kind: '' }} />
        <ReasonChip reason={line.reason} />
        {line.waitingSince && <WaitClock since={line.waitingSince} />}
      </span>
      <Question line={line} onOpen={onOpen} />
      <span className={css.line}>
        <span className="faint">{line.topic ? t(`words.topic.${line.topic}`) : t('chats.topic-none')}</span>
        <Language line={line} />
        {line.offeredUntil && <Chip tone="info">{t('chats.offered-you')}</Chip>}
        <Button
          className={css.push}
          variant="default"
          size="compact-sm"
          loading={busy}
          onClick={onTake}
          aria-label={t('chats.take-this', { question: line.question.slice(0, 60) })}
        >
          {t('chats.take')}
        </Button>
      </span>
    </li>
  )
}
