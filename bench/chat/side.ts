import { WebSocket } from 'ws'

/** Somebody in a talk. */
export type Who = 'citizen' | 'staff'
/** One of the two servers, as the load generator sees it: the same sockets, messages and counts for both. */
export interface Side {
  name: 'opora' | 'reference'
  pid: number
  /** Opens all sockets and comes into the rooms; calls `heard` with each text that has reached the other side, in the order in which it came. */
  open: (heard: (talk: number, who: Who, text: string) => void) => Promise<void>
  /** Resolves when the server has said that it is stored. */
  say: (talk: number, who: Who, text: string) => Promise<void>
  /** All texts of the measured messages as the store has them, in its order, by talk. */
  stored: () => Promise<Map<number, string[]>>
  close: () => Promise<void>
}

/** Opens so many sockets at a time; a server that starts is not what is measured here. */
export async function inTurns<T>(all: readonly T[], atOnce: number, work: (one: T, nth: number) => Promise<unknown>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let nth = next++; nth < all.length; nth = next++) await work(all[nth]!, nth)
    }),
  )
}

/** An open socket, or the reason why not. */
export const opened = (url: string, cookie?: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, ...(cookie && { headers: { cookie } }) })
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
    socket.once('close', (code) => reject(new Error(`the socket was closed with ${code}`)))
  })
