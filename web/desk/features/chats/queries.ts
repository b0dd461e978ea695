import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { deskChat, deskChatMessages, deskChats } from '#contract/chat-desk'
import type { ReplyOf } from '#contract/route'
import { call } from '../../api/call.ts'
import { chatKeys, presenceQuery } from '../../frame/presence.ts'
import { useConnection, useRooms } from '../../live/use-room.ts'
import { askAfter, hasAllUpTo, isLast, type Log, withEarlier, withLater } from './log.ts'

/** How often the desk asks when no live line tells it. */
const pollMs = 10_000
const usePoll = () => (useConnection() === 'live' ? (false as const) : pollMs)

export type Show = 'mine' | 'queue' | 'ended'
export const useDeskChats = (show: Show, enabled = true) =>
  useQuery({
    queryKey: [...chatKeys.lists, show],
    queryFn: ({ signal }) => call(deskChats, { query: { show }, signal }),
    refetchInterval: usePoll(),
    enabled,
  })

const talkKey = (id: string) => [...chatKeys.talk(id), 'talk']
export const logKey = (id: string) => [...chatKeys.talk(id), 'log']

/** A look at a talk is recorded, so what comes at once is asked for in one. */
const lookMs = 300

/** One talk; asks again when its room says so. Typed words are elsewhere and stay. */
export function useTalk(id: string) {
  const client = useQueryClient()
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  const askLater = () => {
    later.current ??= setTimeout(() => {
      later.current = undefined
      void client.invalidateQueries({ queryKey: talkKey(id) })
    }, lookMs)
  }
  const askForWords = () => void client.invalidateQueries({ queryKey: logKey(id) })
  useRooms(
    [`chat:${id}`],
    ({ what }) => {
      if (what !== 'read') askForWords()
      askLater()
    },
    ({ after, upTo, news }) => {
      const log = client.getQueryData<Log>(logKey(id))
      // An answer that is on its way would put the log back to what it was when it was asked for.
      if (log && hasAllUpTo(log, after) && client.isFetching({ queryKey: logKey(id) }) === 0)
        client.setQueryData<Log>(logKey(id), withLater(log, { messages: news.messages, lastSeq: upTo, earlier: log.earlier }))
      else askForWords()
      askLater()
    },
  )
  useEffect(() => () => clearTimeout(later.current), [])
  return useQuery({ queryKey: talkKey(id), queryFn: ({ signal }) => call(deskChat, { params: { id }, signal }), refetchInterval: usePoll() })
}

/** What was said: the newest page first, afterwards only what is new. */
export function useLog(id: string) {
  const client = useQueryClient()
  const asked = useQuery({
    queryKey: logKey(id),
    queryFn: ({ signal }) => readLog(id, client.getQueryData<Log>(logKey(id)), signal),
    refetchInterval: usePoll(),
  })
  const loadEarlier = async () => {
    const before = client.getQueryData<Log>(logKey(id))?.messages[0]?.seq
    if (before === undefined) return
    const page = await call(deskChatMessages, { params: { id }, query: { before } })
    client.setQueryData<Log>(logKey(id), (log) => log && withEarlier(log, page))
  }
  return { asked, loadEarlier }
}

async function readLog(id: string, known: Log | undefined, signal: AbortSignal): Promise<Log> {
  const ask = (query: { after?: number }): Promise<ReplyOf<typeof deskChatMessages>> => call(deskChatMessages, { params: { id }, query, signal })
  if (!known) {
    const { messages, earlier } = await ask({})
    return { messages, earlier }
  }
  let log = known
  for (let after = askAfter(known); ; after = log.messages.at(-1)?.seq ?? 0) {
    const page = await ask({ after })
    log = withLater(log, page)
    if (isLast(page)) return log
  }
}

/** After an own step: the talk, the lists and the count in the rail are asked again. */
export function useRefreshChat() {
  const client = useQueryClient()
  return async (id: string) => {
    void client.invalidateQueries({ queryKey: chatKeys.lists })
    void client.invalidateQueries({ queryKey: presenceQuery.queryKey })
    await client.invalidateQueries({ queryKey: chatKeys.talk(id) })
  }
}
