import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { colleagues, type DeskLine, type DeskTicket, deskEvents, deskTicket, deskTickets } from '#contract/desk'
import type { ReplyOf } from '#contract/route'
import { call } from '../../api/call.ts'
import { listsQuery } from '../../frame/rail.tsx'
import { useConnection, useRooms } from '../../live/use-room.ts'
import { countChanges } from './count-changes.ts'
import type { ListFilters } from './list-filters.ts'

type ListPage = ReplyOf<typeof deskTickets>
const pageSize = 50
/** How often the desk asks when no live line tells it; the band names this number. */
const pollMs = 10_000

/** 26-1234-5678-1 as it stands in addresses: 26123456781. */
export const digitsOf = (number: string) => number.replace(/\D/g, '')

const ticketKey = (number: string) => ['ticket', number]
const listKey = (filters: ListFilters) => ['tickets', 'list', filters]

export const useTicketList = (filters: ListFilters) =>
  useInfiniteQuery({
    queryKey: listKey(filters),
    queryFn: ({ pageParam, signal }) => call(deskTickets, { query: { ...filters, limit: pageSize, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    // A list never changes under the pointer by itself: `usePending` counts, the person presses.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })

/** How many lines of the shown list would change (new, gone or of another version) if it were asked again. */
export function usePending(filters: ListFilters, rooms: string[], shown: DeskLine[] | undefined) {
  const client = useQueryClient()
  const connection = useConnection()
  const freshKey = ['tickets', 'fresh', filters]
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  const fresh = useQuery({
    queryKey: freshKey,
    queryFn: ({ signal }) => call(deskTickets, { query: { ...filters, limit: Math.min(100, Math.max(pageSize, shown?.length ?? 0)) }, signal }),
    enabled: false,
  })
  const look = () => {
    // A busy team sends many messages; one look per 3 s is enough to count.
    later.current ??= setTimeout(() => {
      later.current = undefined
      void fresh.refetch()
      void client.invalidateQueries({ queryKey: listsQuery.queryKey })
    }, 3000)
  }
  useRooms(rooms, look)
  useEffect(() => {
    if (connection !== 'lost') return
    const timer = setInterval(look, pollMs)
    return () => clearInterval(timer)
  })
  useEffect(() => () => clearTimeout(later.current), [])
  const pending = fresh.data && shown ? countChanges(shown, fresh.data) : 0
  const refresh = () => {
    client.removeQueries({ queryKey: freshKey })
    void client.invalidateQueries({ queryKey: listsQuery.queryKey })
    return client.resetQueries({ queryKey: listKey(filters) })
  }
  return { pending, refresh }
}

/** One request; asks again when its room says so, or every 10 s without a live line. Typed words are elsewhere and stay. */
export function useTicket(number: string) {
  const client = useQueryClient()
  const connection = useConnection()
  const asked = useQuery({ queryKey: ticketKey(number), queryFn: ({ signal }) => call(deskTicket, { params: { number }, signal }), staleTime: 60_000 })
  const version = asked.data?.line.version
  const line = asked.data?.line
  useRooms(line ? [`ticket:${line.id}`] : [], (message) => {
    if (message.version === undefined || message.version > (version ?? -1)) void client.invalidateQueries({ queryKey: ticketKey(number) })
  })
  const polled = useQuery({
    queryKey: ['ticket-events', number, version],
    queryFn: ({ signal }) => call(deskEvents, { params: { number }, query: { after: version! }, signal }),
    enabled: connection === 'lost' && version !== undefined,
    refetchInterval: pollMs,
  })
  const seen = polled.data?.version
  useEffect(() => {
    if (seen !== undefined && version !== undefined && seen > version) void client.invalidateQueries({ queryKey: ticketKey(number) })
  }, [seen, version, number, client])
  // The same line in the lists is brought up to date where it stands, without reordering.
  useEffect(() => {
    if (!line) return
    client.setQueriesData<InfiniteData<ListPage>>({ queryKey: ['tickets', 'list'] }, (data) => data && withLine(data, line))
  }, [line, client])
  return asked
}

const withLine = (data: InfiniteData<ListPage>, line: DeskLine) => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, items: page.items.map((old) => (old.id === line.id && old.version < line.version ? line : old)) })),
})

export const useRefreshTicket = () => {
  const client = useQueryClient()
  return async (number: string) => {
    await client.invalidateQueries({ queryKey: ticketKey(number) })
    await client.invalidateQueries({ queryKey: listsQuery.queryKey })
  }
}

/** What happened after the version that the person saw; asked anew each time, since the poll may have asked just before. */
export const useEventsAfter = (number: string, after: number | null) =>
  useQuery({
    queryKey: ['changes-since', number, after],
    queryFn: () => call(deskEvents, { params: { number }, query: { after: after! } }),
    enabled: after !== null,
    staleTime: 0,
    gcTime: 0,
  })

export const useColleagues = () => useQuery({ queryKey: ['colleagues'], queryFn: () => call(colleagues, {}) })
export type { DeskTicket }
