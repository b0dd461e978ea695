import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { LiveMessage } from '#contract/live'
import { connection, listenTo, sayDoing, watchConnection } from './socket.ts'

export const useConnection = () => useSyncExternalStore(watchConnection, connection)

/** Joins rooms while the screen stands; `onChange` hears that something changed, not what it says now. */
export function useRooms(rooms: string[], onChange: (message: Extract<LiveMessage, { type: 'changed' }>) => void) {
  const changed = useEffectEvent(onChange)
  const names = rooms.join(' ')
  useEffect(() => {
    const stops = names
      .split(' ')
      .filter(Boolean)
      .map((room) => listenTo(room, (message) => message.type === 'changed' && changed(message)))
    return () => {
      for (const stop of stops) stop()
    }
  }, [names])
}

export type Present = Extract<LiveMessage, { type: 'people' }>['people'][number]

/** Who else is in the room; tells them whether this person reads or writes. */
export function usePeople(room: string, doing: 'reading' | 'writing') {
  const [people, setPeople] = useState<Present[]>([])
  useEffect(() => listenTo(room, (message) => message.type === 'people' && setPeople(message.people)), [room])
  useEffect(() => sayDoing(room, doing), [room, doing])
  return people
}
