import type { LiveAsk, LiveMessage } from '#contract/live'

export type Connection = 'off' | 'connecting' | 'live' | 'lost'
/** Close code of the server for a session that is over. */
const notLetIn = 4401

type Listener = (message: LiveMessage) => void
interface Room {
  listeners: Set<Listener>
  doing: 'reading' | 'writing'
}

const rooms = new Map<string, Room>()
const watchers = new Set<() => void>()
let socket: WebSocket | null = null
let state: Connection = 'off'
let tries = 0
let retry: ReturnType<typeof setTimeout> | undefined

const setState = (next: Connection) => {
  state = next
  for (const tell of watchers) tell()
}
const ask = (message: LiveAsk) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message))
/** What is said in a talk is brought; all else is asked for. */
const join = (room: string) => ask({ type: 'join', room, ...(room.startsWith('chat:') && { news: true }) })

function open() {
  clearTimeout(retry)
  if (state !== 'lost') setState('connecting')
  const mine = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`)
  socket = mine
  mine.addEventListener('open', () => {
    tries = 0
    for (const [room, { doing }] of rooms) {
      join(room)
      ask({ type: 'doing', room, doing })
      // What happened while the line was down came to nobody: each room asks again.
      for (const listener of rooms.get(room)?.listeners ?? []) listener({ type: 'changed', room, what: 'reconnected' })
    }
    setState('live')
  })
  mine.addEventListener('message', (event) => {
    const message = parsed(event.data)
    if (message) for (const listener of rooms.get(message.room)?.listeners ?? []) listener(message)
  })
  mine.addEventListener('close', ({ code }) => {
    if (socket !== mine) return
    socket = null
    // Not let in: the session is over, and the next call over HTTP brings the sign-in.
    if (code === notLetIn) return setState('off')
    setState('lost')
    // 1, 2, 4 ... 30 s and a random part, so that a restarted server does not meet everyone at once.
    const wait = Math.min(30_000, 1000 * 2 ** tries++) * (0.75 + Math.random() / 2)
    retry = setTimeout(open, wait)
  })
}

function parsed(data: unknown): LiveMessage | null {
  try {
    return JSON.parse(String(data)) as LiveMessage
  } catch {
    return null
  }
}

/** Opens the line for a signed-in person; returns how to close it. */
export function startLive() {
  if (!socket) open()
  return () => {
    clearTimeout(retry)
    const old = socket
    socket = null
    old?.close()
    setState('off')
  }
}

/** Joins a room; the last one out leaves it. */
export function listenTo(room: string, listener: Listener) {
  const known = rooms.get(room)
  if (known) known.listeners.add(listener)
  else {
    rooms.set(room, { listeners: new Set([listener]), doing: 'reading' })
    join(room)
  }
  return () => {
    const left = rooms.get(room)
    left?.listeners.delete(listener)
    if (left && left.listeners.size === 0) {
      rooms.delete(room)
      ask({ type: 'leave', room })
    }
  }
}

/** Tells the others in the room what this person does; said again after a reconnect. */
export function sayDoing(room: string, doing: 'reading' | 'writing') {
  const known = rooms.get(room)
  if (!known || known.doing === doing) return
  known.doing = doing
  ask({ type: 'doing', room, doing })
}

export const connection = () => state
export const watchConnection = (listener: () => void) => {
  watchers.add(listener)
  return () => void watchers.delete(listener)
}
