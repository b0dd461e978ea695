import { useCallback, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
import type { LiveMessage } from '#contract/live'
import { connection, listenTo, sayDoing, watchConnection } from './socket.ts'

export const useConnection = () => useSyncExternalStore(watchConnection, connection)

type Of<Type extends LiveMessage['type']> = Extract<LiveMessage, { type: Type }>

/** Joins rooms while the screen stands; `onChange` hears that something changed, not what it says now; `onNews` what was said in a talk. */
export function useRooms(rooms: string[], onChange: (message: Of<'changed'>) => void, onNews: (message: Of<'news'>) => void = () => {}) {
  const changed = useEffectEvent(onChange)
  const brought = useEffectEvent(onNews)
  const names = rooms.join(' ')
  useEffect(() => {
    const stops = names
      .split(' ')
      .filter(Boolean)
      .map((room) =>
        listenTo(room, (message) => {
          if (message.type === 'changed') changed(message)
          if (message.type === 'news') brought(message)
        }),
      )
    return () => {
      for (const stop of stops) stop()
    }
  }, [names])
}

export type Present = Of<'people'>['people'][number]

/** Who else is in the room; tells them whether this person reads or writes. */
export function usePeople(room: string, doing: 'reading' | 'writing') {
  const [people, setPeople] = useState<Present[]>([])
  useEffect(() => listenTo(room, (message) => message.type === 'people' && setPeople(message.people)), [room])
  useEffect(() => sayDoing(room, doing), [room, doing])
  return people
}

/** How long a side counts as typing without a further word of it: its page may have died. */
const typingMs = 20_000
/** How long after the last key this person counts as typing. */
const pauseMs = 5000

/** Whether the citizen of a talk types. */
export function useCitizenTyping(room: string) {
  const [on, setOn] = useState(false)
  useEffect(() => {
    setOn(false)
    return listenTo(room, (message) => {
      if (message.type === 'typing' && message.from === 'citizen') setOn(message.on)
      if (message.type === 'changed' && message.what === 'reconnected') setOn(false)
    })
  }, [room])
  useEffect(() => {
    if (!on) return
    const timer = setTimeout(() => setOn(false), typingMs)
    return () => clearTimeout(timer)
  }, [on])
  return on
}

/** Tells the room that this person types; `typed` is called with each key, `stopped` when the words have gone. */
export function useSayTyping(room: string) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stopped = useCallback(() => {
    clearTimeout(timer.current)
    sayDoing(room, 'reading')
  }, [room])
  const typed = useCallback(() => {
    clearTimeout(timer.current)
    sayDoing(room, 'writing')
    timer.current = setTimeout(stopped, pauseMs)
  }, [room, stopped])
  useEffect(() => stopped, [stopped])
  return { typed, stopped }
}
