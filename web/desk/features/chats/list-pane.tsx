import { Button, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { setPresence } from '#contract/presence'
import { useSend } from '../../api/send.ts'
import { presenceQuery, usePresence } from '../../frame/presence.ts'
import { Loaded } from '../../parts/loading.tsx'
import { announce } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './list-pane.module.css'
import { useDeskChats } from './queries.ts'
import { LineCard, TalkCard } from './talk-cards.tsx'
import { useTake, useTakeNext } from './use-take.ts'
import { unreadOf } from './waiting.ts'

/** Own talks, then the line in the order in which it is served, or those that ended lately. */
export function ListPane({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTexts()
  const [show, setShow] = useState<'queue' | 'ended'>('queue')
  const mine = useDeskChats('mine')
  const rest = useDeskChats(show)
  const presence = usePresence()
  const takeNext = useTakeNext()
  const { take, taking } = useTake()
  const unread = mine.data && unreadOf(mine.data)
  // Said once when words come; the focus stays where it is.
  const before = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (unread !== undefined && before.current !== undefined && unread > before.current) announce(t('chats.unread-all', { count: unread }))
    before.current = unread
  }, [unread, t])
  return (
    <>
      <Presence />
      <section className={css.part} aria-labelledby="my-talks">
        <h2 id="my-talks">{t('chats.mine', { count: mine.data?.length ?? 0, most: presence?.most ?? 4 })}</h2>
        <Loaded asked={mine}>
          {(lines) =>
            lines.length ? (
              <ul className={css.cards}>
                {lines.map((line) => (
                  <TalkCard key={line.id} line={line} onOpen={onOpen} />
                ))}
              </ul>
            ) : (
              <p className={css.empty}>{t('chats.mine-none')}</p>
            )
          }
        </Loaded>
        <p className={css.next}>
          <Button variant="default" size="compact-md" onClick={takeNext}>
            {t('chats.take-next')}
          </Button>
        </p>
      </section>
      <section className={css.part} aria-label={t(`chats.show.${show}`)}>
        <SegmentedControl
          size="xs"
          fullWidth
          mx={12}
          aria-label={t('chats.lists')}
          value={show}
          onChange={(value) => setShow(value as typeof show)}
          data={[
            { value: 'queue', label: presence ? t('chats.show-queue', { count: presence.waiting }) : t('chats.show.queue') },
            { value: 'ended', label: t('chats.show.ended') },
          ]}
        />
        <Loaded asked={rest}>
          {(lines) =>
            lines.length === 0 ? (
              <p className={css.empty}>{t(show === 'queue' ? 'chats.line-empty' : 'chats.ended-none')}</p>
            ) : show === 'queue' ? (
              <ol className={css.cards}>
                {lines.map((line) => (
                  <LineCard key={line.id} line={line} busy={taking === line.id} onTake={() => void take(line.id)} onOpen={onOpen} />
                ))}
              </ol>
            ) : (
              <ul className={css.cards}>
                {lines.map((line) => (
                  <TalkCard key={line.id} line={line} onOpen={onOpen} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </>
  )
}

/** Who is not on line is told so, with the way there. */
function Presence() {
  const { t } = useTexts()
  const client = useQueryClient()
  const presence = usePresence()
  const send = useSend(setPresence)
  if (!presence || presence.state === 'online') return null
  const begin = () => send.mutate({ body: { state: 'online' } }, { onSuccess: (now) => client.setQueryData(presenceQuery.queryKey, now) })
  return (
    <div className={css.presence}>
      <span>{t(`chats.presence.${presence.state}`)}</span>
      {send.error && <ProblemAlert error={send.error} />}
      <Button variant="light" size="compact-md" loading={send.isPending} onClick={begin}>
        {t('chats.go-online')}
      </Button>
    </div>
  )
}
