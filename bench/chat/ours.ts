import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { ChatPage } from '#contract/chat'
import type { LiveMessage } from '#contract/live'
import type { Running } from '../processes.ts'
import { sharedLines } from './lines.ts'
import type { Talk } from './people.ts'
import { inTurns, opened, type Side, type Who } from './side.ts'

/** Connections for HTTP. */
const LINES = 128
/** Rooms of one socket; the server allows so many, and an employee has one for each such window. */
const ROOMS = 20

/** What one side of one talk has seen. */
interface Place {
  last: number
  /** A number that the socket has told of and that has not been asked for. */
  told: number
  asking: boolean
  sending: number
}

/** The service: messages go over HTTP, the socket brings what the other side said. Whoever has not all before it asks over HTTP. */
export function ourSide({ port, pid }: Running, talks: readonly Talk[], stored: Side['stored']): Side {
  const nthOf = new Map(talks.map(({ id }, nth) => [id, nth]))
  const sockets: WebSocket[] = []
  const places = { citizen: talks.map(newPlace), staff: talks.map(newPlace) }
  let hear: Parameters<Side['open']>[0] = () => {}

  const asked = sharedLines(port, LINES)
  const pathOf = (who: Who, talk: number) => `/api/${who === 'staff' ? 'desk/' : ''}chats/${talks[talk]!.id}/messages`

  const take = (who: Who, talk: number, messages: ChatPage['messages']) => {
    const place = places[who][talk]!
    for (const { seq, from, text } of messages) {
      if (seq > place.last && from !== who) hear(talk, from as Who, text)
      place.last = Math.max(place.last, seq)
    }
  }

  /** Asks for what came after the last number, once at a time. Whoever is sending waits for the own answer first: it says the number. */
  async function look(who: Who, talk: number): Promise<void> {
    const place = places[who][talk]!
    if (place.asking || place.sending > 0) return
    place.asking = true
    while (place.told > place.last) {
      const text = await asked({ method: 'GET', path: `${pathOf(who, talk)}?after=${place.last}`, cookie: talks[talk]![who].cookie })
      take(who, talk, (JSON.parse(text) as ChatPage).messages)
    }
    place.asking = false
  }
  async function come(who: Who, cookie: string, nths: readonly number[]): Promise<void> {
    const socket = await opened(`ws://127.0.0.1:${port}/api/live`, cookie)
    sockets.push(socket)
    await new Promise<void>((joined) => {
      let waiting = nths.length
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as LiveMessage
        if (message.type === 'joined' && --waiting === 0) joined()
        if (message.type === 'refused') throw new Error(`refused: ${message.room}`)
        const talk = nthOf.get(message.room.slice(5))!
        const place = places[who][talk]!
        if (message.type === 'news' && place.last >= message.after && !place.asking) {
          take(who, talk, message.news.messages)
          place.last = Math.max(place.last, message.upTo)
        } else if (message.type === 'news' || (message.type === 'changed' && message.what === 'message')) {
          place.told = Math.max(place.told, message.type === 'news' ? message.upTo : (message.version ?? 0))
          void look(who, talk)
        }
      })
      for (const nth of nths) socket.send(JSON.stringify({ type: 'join', room: `chat:${talks[nth]!.id}`, news: true }))
    })
  }
  return {
    name: 'opora',
    pid,
    open: async (heard) => {
      hear = heard
      const windows = [...Map.groupBy(talks.keys(), (nth) => talks[nth]!.staff.cookie)].flatMap(([cookie, nths]) =>
        Array.from({ length: Math.ceil(nths.length / ROOMS) }, (_, i) => ({ cookie, nths: nths.slice(i * ROOMS, (i + 1) * ROOMS) })),
      )
      await inTurns(talks, 20, ({ citizen }, nth) => come('citizen', citizen.cookie, [nth]))
      await inTurns(windows, 10, ({ cookie, nths }) => come('staff', cookie, nths))
    },
    say: async (talk, who, text) => {
      const place = places[who][talk]!
      place.sending++
      try {
        const answer = await asked({
          method: 'POST',
          path: pathOf(who, talk),
          cookie: talks[talk]![who].cookie,
          headers: { 'idempotency-key': randomUUID() },
          body: JSON.stringify({ text }),
        })
        const { seq } = JSON.parse(answer) as { seq: number }
        if (seq === place.last + 1) place.last = seq
      } finally {
        place.sending--
        void look(who, talk)
      }
    },
    stored,
    close: async () => {
      for (const socket of sockets.splice(0)) socket.terminate()
    },
  }
}
const newPlace = (): Place => ({ last: 0, told: 0, asking: false, sending: 0 })
