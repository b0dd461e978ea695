import { Button } from '@mantine/core'
import { IconArrowBarToDown } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type DeskChat, deskReadUpTo } from '#contract/chat-desk'
import { call } from '../../api/call.ts'
import { useShortcut } from '../../frame/keys.ts'
import { chatKeys } from '../../frame/presence.ts'
import { useMe } from '../../frame/session.ts'
import { Loaded } from '../../parts/loading.tsx'
import { announce } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { Log } from './log.ts'
import { MessageItem } from './message-item.tsx'
import { useLog } from './queries.ts'
import css from './talk.module.css'

export function TalkLog({ talk }: { talk: DeskChat }) {
  const { asked, loadEarlier } = useLog(talk.id)
  return (
    <div className={css.logBox}>
      <Loaded asked={asked}>{(log) => <Shown talk={talk} log={log} loadEarlier={loadEarlier} />}</Loaded>
    </div>
  )
}

/** How near the end counts as being there, in px. */
const nearEnd = 80

function Shown({ talk, log, loadEarlier }: { talk: DeskChat; log: Log; loadEarlier: () => Promise<void> }) {
  const { t } = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const [loading, setLoading] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  // What was read when the talk was opened: the line "new" stays where it was.
  const [readBefore] = useState(talk.staffReadSeq)
  const last = log.messages.at(-1)?.seq ?? 0
  const firstNew = log.messages.find(({ seq, from }) => seq > readBefore && from === 'citizen')?.seq
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever stands at the end stays there when something new comes
  useLayoutEffect(() => {
    if (atEnd) toEnd()
  }, [last])
  useReading(talk, last, atEnd)
  useShortcut('firstNew', () => {
    const found = firstNew !== undefined && document.getElementById('first-new')
    if (!found) return announce(t('tickets.nothing-new'))
    found.scrollIntoView({ block: 'center' })
    found.focus({ preventScroll: true })
  })
  const older = async () => {
    const height = box.current?.scrollHeight ?? 0
    setLoading(true)
    setFailed(null)
    try {
      await loadEarlier()
      // The words under the eye stay where they were.
      requestAnimationFrame(() => box.current?.scrollBy({ top: (box.current?.scrollHeight ?? 0) - height }))
    } catch (error) {
      setFailed(error)
    }
    setLoading(false)
  }
  return (
    <>
      <div
        ref={box}
        className={css.log}
        role="log"
        aria-label={t('chats.log')}
        aria-busy={loading}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box has to be reachable by keys (WCAG 2.1.1)
        tabIndex={0}
        onScroll={({ currentTarget: it }) => setAtEnd(it.scrollHeight - it.scrollTop - it.clientHeight < nearEnd)}
      >
        {log.earlier && (
          <Button variant="default" size="compact-md" className={css.older} loading={loading} onClick={() => void older()}>
            {t('chats.earlier')}
          </Button>
        )}
        {failed !== null && <ProblemAlert error={failed} />}
        {log.messages.map((message) => (
          <MessageItem key={message.seq} message={message} talk={talk} isFirstNew={message.seq === firstNew} />
        ))}
      </div>
      {!atEnd && (
        <Button
          className={css.toEnd}
          size="compact-md"
          variant="light"
          leftSection={<IconArrowBarToDown size={18} stroke={1.75} aria-hidden />}
          onClick={toEnd}
        >
          {t('chats.to-end')}
        </Button>
      )}
    </>
  )
}

/** Whose talk it is and who sees its end has read it, while the window is looked at; an onlooker leaves no mark. */
function useReading(talk: DeskChat, last: number, atEnd: boolean) {
  const me = useMe()
  const client = useQueryClient()
  const told = useRef(0)
  useEffect(() => {
    const read = async () => {
      if (talk.holder?.id !== me.id || !talk.can.write || !atEnd || document.visibilityState !== 'visible' || last <= Math.max(talk.staffReadSeq, told.current))
        return
      told.current = last
      try {
        await call(deskReadUpTo, { params: { id: talk.id }, body: { seq: last } })
        await client.invalidateQueries({ queryKey: chatKeys.lists })
      } catch {
        // A mark of reading is told with the next message.
        told.current = 0
      }
    }
    void read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  })
}
