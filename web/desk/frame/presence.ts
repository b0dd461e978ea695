import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { readPresence } from '#contract/presence'
import { teams } from '#contract/staff'
import { call } from '../api/call.ts'
import { useConnection, useRooms } from '../live/use-room.ts'
import { opens, useMe } from './session.ts'

const pollMs = 10_000
/** A busy line tells of each step; one look in so many milliseconds is enough. */
const lookMs = 1000
export const presenceQuery = { queryKey: ['presence'], queryFn: () => call(readPresence, {}), staleTime: 10_000 }
/** Lists of chats and single talks begin with these keys. */
export const chatKeys = { lists: ['chats'], talk: (id: string) => ['chat', id] }

/** Whether chats are offered to this person, and how many wait; undefined for roles without chats. */
export function usePresence() {
  const live = useConnection()
  const { chats } = opens(useMe())
  return useQuery({ ...presenceQuery, enabled: chats, refetchInterval: live === 'live' ? false : pollMs }).data
}

/** Hears of the lines this person serves and of the own talks, on every page, and lets what shows them ask again. */
export function useLines() {
  const me = useMe()
  const { chats } = opens(me)
  const client = useQueryClient()
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  const look = () => {
    later.current ??= setTimeout(() => {
      later.current = undefined
      void client.invalidateQueries({ queryKey: presenceQuery.queryKey })
      void client.invalidateQueries({ queryKey: chatKeys.lists })
    }, lookMs)
  }
  // A supervisor may take from any line.
  const served = me.roles.includes('supervisor') ? teams : me.teams
  useRooms(chats ? [`mine:${me.id}`, ...served.map((team) => `line:${team}`)] : [], look)
  useEffect(() => () => clearTimeout(later.current), [])
}
