import { useState } from 'react'
import type { DeskTicket } from '#contract/desk'
import { useShortcut } from '../../frame/keys.ts'
import { useMe } from '../../frame/session.ts'
import { usePeople } from '../../live/use-room.ts'
import { useHasDraft } from '../../parts/drafts.ts'
import { announce } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { OpenDialog } from './action-dialogs.tsx'
import { Composer } from './composer.tsx'
import { digitsOf } from './queries.ts'
import css from './talk.module.css'
import { TalkHeader } from './talk-header.tsx'
import { Timeline, toFirstNew } from './timeline.tsx'

interface Props {
  ticket: DeskTicket
  sideOpen: boolean
  onSide: () => void
  onDialog: (dialog: OpenDialog) => void
  onDue: () => void
}

/** The middle pane: header, conversation, composer. */
export function Talk({ ticket, sideOpen, onSide, onDialog, onDue }: Props) {
  const { t } = useTexts()
  const me = useMe()
  const number = digitsOf(ticket.line.number)
  const writing = useHasDraft(`${number}/`)
  const others = usePeople(`ticket:${ticket.line.id}`, writing ? 'writing' : 'reading').filter((person) => person.id !== me.id)
  // What was there when the screen opened is old, except what the citizen said after our last words.
  const [opened] = useState(() => firstUnanswered(ticket))
  const onFirstNew = () => toFirstNew() || announce(t('tickets.nothing-new'))
  useShortcut('firstNew', onFirstNew)
  return (
    <section className={css.talk} aria-label={t('tickets.pane.talk')}>
      <TalkHeader ticket={ticket} others={others} sideOpen={sideOpen} onSide={onSide} onDialog={onDialog} onDue={onDue} onFirstNew={onFirstNew} />
      <Timeline ticket={ticket} newFrom={opened} />
      <Composer ticket={ticket} writers={others.filter((person) => person.doing === 'writing').map((person) => person.name)} />
    </section>
  )
}

/** Index of the first message of the citizen that nobody answered yet; the length of the list when all are answered. */
function firstUnanswered({ messages }: DeskTicket) {
  const lastOurs = messages.findLastIndex((message) => message.from === 'staff' && message.kind !== 'note')
  const next = messages.findIndex((message, index) => index > lastOurs && message.from === 'citizen' && message.kind !== 'intake')
  return next === -1 ? messages.length : next
}
