import type { LiveMessage } from '#contract/live'
import { comeBackAfter } from './come-back.ts'
import { hostOrigin } from './host.ts'

/** Without a socket the page asks every so often; with one now and then, because the place in line moves without a message. Milliseconds. */
const withoutSocket = 4000
const withSocket = 30_000
const hidden = 20_000
/** A socket that comes back within this time was never gone for the person. */
const grace = 5000

export type Trouble = 'offline' | 'down' | 'polling'
interface Settings {
  room: string
  /** Gets what is new; false when the service could not be asked. */
  ask: () => Promise<boolean>
  /** Takes what the socket has brought; false when it has to be asked for. */
  brought: (news: Extract<LiveMessage, { type: 'news' }>) => boolean
  typing: (on: boolean) => void
  /** What is wrong with the connection; `back` when it is right again. */
  show: (what: Trouble | 'back') => void
}

/** Pushes over one WebSocket, the truth over HTTP: a lost socket loses nothing, a blocked one only makes it slower. */
export function connect({ room, ask, brought, typing, show }: Settings): { writing: () => void; asked: (ok: boolean) => void; stop: () => void } {
  const host = hostOrigin()
  let socket: WebSocket | undefined
  let joined = false
  let shown: Trouble | undefined
  let without = Date.now()
  let tries = 0
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWriting = false
  let pausing: ReturnType<typeof setTimeout> | undefined

  const to = (next: Trouble | undefined) => {
    if (next === shown) return
    const was = shown
    shown = next
    if (next) show(next)
    else if (was) show('back')
  }
  const asked = (ok: boolean) => {
    if (!ok) return to(navigator.onLine ? 'down' : 'offline')
    if (joined || shown === 'offline' || shown === 'down') return to(undefined)
    if (Date.now() - without > grace) to('polling')
  }
  const look = async (): Promise<void> => {
    clearTimeout(timer)
    if (over) return
    asked(await ask())
    clearTimeout(timer)
    timer = setTimeout(() => void look(), joined ? withSocket : document.visibilityState === 'hidden' ? hidden : withoutSocket)
  }

  const open = () => {
    if (over || socket) return
    let mine: WebSocket
    try {
      mine = new WebSocket(
        `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live${host ? `?${new URLSearchParams({ window: host })}` : ''}`,
      )
    } catch {
      return
    }
    socket = mine
    mine.addEventListener('open', () => mine.send(JSON.stringify({ type: 'join', room, news: true })))
    mine.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as LiveMessage
      if (message.room !== room) return
      if (message.type === 'joined') {
        joined = true
        tries = 0
        void look()
      } else if (message.type === 'changed' || (message.type === 'news' && !brought(message))) void look()
      else if (message.type === 'typing' && message.from === 'staff') typing(message.on)
      else if (message.type === 'refused' || message.type === 'left') mine.close()
    })
    mine.addEventListener('close', () => {
      if (socket !== mine) return
      socket = undefined
      if (joined) without = Date.now()
      joined = false
      isWriting = false
      typing(false)
      // Whoever lost it together with thousands does not ask in the same moment as they do.
      clearTimeout(timer)
      timer = setTimeout(() => void look(), Math.random() * withoutSocket)
      setTimeout(open, comeBackAfter(tries++))
    })
  }
  const tell = (doing: 'writing' | 'reading') => {
    if (joined && socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: 'doing', room, doing }))
  }
  addEventListener('online', () => {
    tries = 0
    open()
    void look()
  })
  addEventListener('offline', () => {
    if (over) return
    to('offline')
    socket?.close()
  })
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void look())
  open()
  timer = setTimeout(() => void look(), withoutSocket)

  return {
    asked,
    stop: () => {
      over = true
      clearTimeout(timer)
      socket?.close()
    },
    writing: () => {
      if (!isWriting) tell('writing')
      isWriting = true
      clearTimeout(pausing)
      pausing = setTimeout(() => {
        isWriting = false
        tell('reading')
      }, 4000)
    },
  }
}
