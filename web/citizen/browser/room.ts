import type { LiveMessage } from '#contract/live'

/** Why a room speaks: something changed in it, or the line was down and something may have. */
type Why = 'changed' | 'back'
const rooms = new Map<string, (why: Why) => void>()
let socket: WebSocket | undefined

const join = (room: string) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ type: 'join', room }))

/** Comes back after a lost connection, slower each time up to a minute. */
function open(wait: number, isBack: boolean): void {
  const mine = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`)
  socket = mine
  let opened = 0
  mine.addEventListener('open', () => {
    opened = Date.now()
    for (const [room, heard] of rooms) {
      join(room)
      if (isBack) heard('back')
    }
  })
  mine.addEventListener('message', ({ data }) => {
    const { type, room } = JSON.parse(String(data)) as LiveMessage
    if (type === 'changed') rooms.get(room)?.('changed')
  })
  mine.addEventListener('close', () => {
    const next = Date.now() - opened < 5000 ? Math.min(wait * 2, 60_000) : 2000
    setTimeout(() => open(next, true), next + Math.random() * 1000)
  })
}

/** Hears of a room as long as the page stands; all parts of a page share one line. */
export function hearOf(room: string, heard: (why: Why) => void): void {
  rooms.set(room, heard)
  if (socket) join(room)
  else open(2000, false)
}
