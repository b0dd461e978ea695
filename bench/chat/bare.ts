import pg from 'pg'
import type { WebSocket } from 'ws'
import type { Running } from '../processes.ts'
import { inTurns, opened, type Side, type Who } from './side.ts'

/** The bare reference (reference.ts): everything over the socket. */
export function bareSide({ port, pid, socket: host }: Running, talks: number, operators: number): Side {
  const sockets = new Map<string, WebSocket>()
  const waiting = new Map<number, () => void>()
  let nth = 0
  const own = (talk: number, who: Who) => sockets.get(who === 'citizen' ? `citizen:${talk}` : `staff:${talk % operators}`)!
  return {
    name: 'reference',
    pid,
    open: (heard) => {
      const join = async (key: string, who: Who, rooms: string[]) => {
        const socket = await opened(`ws://127.0.0.1:${port}`)
        sockets.set(key, socket)
        await new Promise<void>((joined) => {
          socket.on('message', (data) => {
            const message = JSON.parse(String(data)) as { joined?: boolean; nth?: number; talk: number; text: string }
            if (message.joined) return joined()
            if (message.nth === undefined) return heard(message.talk, who, message.text)
            waiting.get(message.nth)?.()
            waiting.delete(message.nth)
          })
          socket.send(JSON.stringify({ join: rooms }))
        })
      }
      const all = Array.from({ length: talks }, (_, talk) => talk)
      return inTurns(
        [
          ...all.map((talk) => () => join(`citizen:${talk}`, 'citizen', [`citizen:${talk}`])),
          ...Array.from(
            { length: operators },
            (_, one) => () =>
              join(
                `staff:${one}`,
                'staff',
                all.filter((talk) => talk % operators === one).map((talk) => `staff:${talk}`),
              ),
          ),
        ],
        20,
        (come) => come(),
      )
    },
    say: (talk, who, text) =>
      new Promise((done) => {
        waiting.set(++nth, done)
        own(talk, who).send(JSON.stringify({ nth, talk, who, text }))
      }),
    stored: async () => {
      const client = new pg.Client({ host, user: 'postgres', database: 'opora' })
      await client.connect()
      const { rows } = await client.query<{ talk: number; body: string }>('select talk, body from said order by id')
      await client.end()
      const said = new Map<number, string[]>()
      for (const { talk, body } of rows) said.set(talk, [...(said.get(talk) ?? []), body])
      return said
    },
    close: async () => {
      for (const socket of sockets.values()) socket.terminate()
    },
  }
}
