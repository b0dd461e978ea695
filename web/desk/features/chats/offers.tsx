import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type DeskChatLine, declineChat } from '#contract/chat-desk'
import { useSend } from '../../api/send.ts'
import { chatKeys } from '../../frame/presence.ts'
import { useFormat } from '../../parts/format.ts'
import { announce, tell } from '../../parts/notices.tsx'
import { sayProblem } from '../../parts/problem-alert.tsx'
import { useNow } from '../../parts/use-now.ts'
import { ChatsTexts } from '../../texts/chats-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './offers.module.css'
import { useDeskChats } from './queries.ts'
import { useTake } from './use-take.ts'
import { clockOf } from './waiting.ts'

/** A chat that is offered to this person, on every page: a card and a polite line, never a dialog, and the focus stays. */
export function Offers() {
  return (
    <ChatsTexts>
      <Offered />
    </ChatsTexts>
  )
}

function Offered() {
  const queue = useDeskChats('queue').data
  const first = queue?.find(({ offeredUntil }) => offeredUntil !== null)
  return first ? <Offer key={first.id} line={first} until={first.offeredUntil!} /> : null
}

function Offer({ line, until }: { line: DeskChatLine; until: string }) {
  const texts = useTexts()
  const { t } = texts
  const format = useFormat()
  const client = useQueryClient()
  const { take, taking } = useTake()
  const decline = useSend(declineChat)
  const left = Date.parse(until) - useNow(1000)
  const over = left <= 0
  const topic = line.topic ? t(`words.topic.${line.topic}`) : t('chats.topic-none')
  const said = useRef(false)
  useEffect(() => {
    if (!said.current) announce(t('chats.offer', { topic }))
    said.current = true
  }, [t, topic])
  useEffect(() => {
    // What was not taken in time is offered to the next one.
    if (over) void client.invalidateQueries({ queryKey: chatKeys.lists })
  }, [over, client])
  if (over) return null
  const pass = async () => {
    try {
      await decline.mutateAsync({ params: { id: line.id }, body: {} })
    } catch (error) {
      tell(sayProblem(error, texts, format).join(' '))
    }
    await client.invalidateQueries({ queryKey: chatKeys.lists })
  }
  return (
    <section className={css.offer} aria-label={t('chats.offer-label')}>
      <span className={css.words}>{t('chats.offer', { topic })}</span>
      <span className={css.left}>{clockOf(left)}</span>
      <Button size="compact-sm" variant="light" loading={taking === line.id} onClick={() => void take(line.id)}>
        {t('chats.take')}
      </Button>
      <Button size="compact-sm" variant="default" loading={decline.isPending} onClick={() => void pass()}>
        {t('chats.decline')}
      </Button>
    </section>
  )
}
