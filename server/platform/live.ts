import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import type { LiveMessage, LiveNews } from '#contract/live'
import type { Ctx } from './ctx.ts'
import { isAway } from './db/store.ts'
import { giveBackIn } from './give-back.ts'
import { askOf, light, partsOf } from './live-asked.ts'
import { type News, type NewsOf, type Numbered, newsFor } from './live-news.ts'
import type { Live, Recorded } from './platform.ts'

/** A room of a domain: who may come in; what is asked is the part after the colon. */
export interface Room {
  mayJoin: (ctx: Ctx, id: string) => Promise<boolean>
  /** What came after that number, as this person may read it; for pages that asked to be brought it. Throws what the question over HTTP would be refused with. */
  news?: (ctx: Ctx, id: string, after: number, inHand: readonly Numbered[]) => Promise<News<LiveNews>>
}
/**
 * Something changed in a room; the client asks again. `said`: up to `version`, by this side, and brought to pages of the other one that want it.
 * `only`: this side alone sees the change.
 */
export interface Change {
  room: string
  what: string
  version?: number
  said?: 'citizen' | 'staff'
  /** What was said, where this process has it in hand. */
  inHand?: readonly Numbered[]
  only?: 'citizen' | 'staff'
}
/** What a domain tells whom: event -> rooms that something changed in. */
export type ToRooms = Record<string, (record: Recorded) => Change[]>
export interface DomainLive {
  rooms?: Record<string, Room>
  toRooms?: ToRooms
}

export const noLive: Live = { announce: () => {}, count: () => 0 }

interface Guest {
  socket: WebSocket
  ctx: Ctx
  /** Wishes are granted one after another; so many are waiting. */
  waiting: number
  asked: Promise<void>
  request: FastifyRequest
  /** When rights are read again and when the page is asked whether it is there, in ms of `performance`. */
  recheckAt: number
  pingAt: number
  /** False from a ping until its answer. */
  isAlive: boolean
  /** With what brings the news of it, where this page wants that. */
  rooms: Map<string, NewsOf | null>
  person: { id: string; name: string } | null
  doing: Map<string, 'reading' | 'writing'>
}

/** A client that does not read fast enough is dropped: it comes back and asks from its last number (R10). */
const MOST_BUFFERED = 1024 * 1024
const MOST_ROOMS = 20
/** Wishes of one socket that may wait: whoever asks faster than the database answers is no page of ours. */
const MOST_WAITING = 50
/** When so many have come once more, what their coming left in memory is given back. */
const CROWD = 1000
/** Sockets of one session or employee: a window each, with room. */
const MOST_SOCKETS = 30

export interface LiveSettings {
  domains: readonly DomainLive[]
  /** A fresh context for who is behind these cookies; null: not let in. Asked at connect, at each join and every few seconds. */
  ctxOf: (request: FastifyRequest) => Promise<Ctx | null>
  nameOf: (ctx: Ctx) => Promise<{ id: string; name: string } | null>
  ownOrigin: (request: FastifyRequest) => boolean
  recheckMs?: number
  /** Less than the minute after which proxies let go of a silent line. */
  pingMs?: number
}

/** Pushes over one WebSocket per page. Nothing can be lost by it: the truth is asked over HTTP. */
export function openLive({
  domains,
  ctxOf,
  nameOf,
  ownOrigin,
  recheckMs = 5000,
  pingMs = 25_000,
}: LiveSettings): Live & { register: (app: FastifyInstance) => void; close: () => void } {
  const rooms = new Map(domains.flatMap((d) => Object.entries(d.rooms ?? {})))
  const toRooms = domains.map((d) => d.toRooms ?? {})
  const inside = new Map<string, Set<Guest>>()
  const guests = new Set<Guest>()
  const sockets = new Map<string, number>()
  let come = 0

  const sendText = ({ socket }: Guest, text: string) => {
    if (socket.bufferedAmount > MOST_BUFFERED) return socket.terminate()
    socket.send(text)
  }
  const send = (guest: Guest, message: LiveMessage) => sendText(guest, JSON.stringify(message))
  const tell = (room: string, message: LiveMessage) => {
    const there = inside.get(room)
    if (!there) return
    const text = JSON.stringify(message)
    for (const guest of there) sendText(guest, text)
  }
  const sideOf = ({ ctx }: Guest) => (ctx.actor.kind === 'staff' ? 'staff' : 'citizen')
  const tellChange = ({ room, what, version, said, inHand, only }: Change) => {
    const text = JSON.stringify({ type: 'changed', room, what, ...(version !== undefined && { version }) })
    for (const guest of inside.get(room) ?? []) {
      if (only && only !== sideOf(guest)) continue
      const news = said && version !== undefined ? guest.rooms.get(room) : null
      if (news && said !== sideOf(guest)) {
        news.told(version!, inHand)
        continue
      }
      news?.known(version!)
      sendText(guest, text)
    }
  }
  const people = (room: string) => {
    if (!room.startsWith('ticket:')) return
    const list = [...(inside.get(room) ?? [])].flatMap((g) => (g.person ? [{ ...g.person, doing: g.doing.get(room) ?? ('reading' as const) }] : []))
    tell(room, { type: 'people', room, people: [...new Map(list.sort((a) => (a.doing === 'writing' ? 1 : -1)).map((p) => [p.id, p])).values()] })
  }
  /** Both sides of a talk hear that the other one types, without a name; where nobody types it stays quiet. */
  const typing = (guest: Guest, room: string, on: boolean) => {
    if (!room.startsWith('chat:') || (guest.doing.get(room) === 'writing') === on) return
    const from = sideOf(guest)
    for (const other of inside.get(room) ?? []) if (other !== guest) send(other, { type: 'typing', room, from, on })
  }
  const leave = (guest: Guest, room: string) => {
    typing(guest, room, false)
    guest.rooms.delete(room)
    guest.doing.delete(room)
    inside.get(room)?.delete(guest)
    if (inside.get(room)?.size === 0) inside.delete(room)
    people(room)
  }
  /** A refusal is a no, and so is a room whose name cannot be read; a store that is away is no answer, and thrown on. */
  const mayJoin = async (ctx: Ctx, room: string): Promise<boolean> => {
    const [kind, id] = partsOf(room)
    const asked = rooms.get(kind)?.mayJoin(ctx, id) ?? Promise.resolve(false)
    return asked.catch((error) => {
      if (isAway(error)) throw error
      return false
    })
  }
  const isStill = (guest: Guest, ctx: Ctx | null): ctx is Ctx => ctx !== null && ctx.actor.kind === guest.ctx.actor.kind && ctx.actor.id === guest.ctx.actor.id
  const bringer = (guest: Guest, room: string): NewsOf | null => {
    const [kind, id] = partsOf(room)
    const news = rooms.get(kind)?.news
    if (!news) return null
    const leaveToPage = (version: number) => guest.rooms.has(room) && send(guest, { type: 'changed', room, what: 'message', version })
    return newsFor<LiveNews>({
      read: async (after, inHand) => {
        const ctx = await ctxOf(guest.request)
        if (!isStill(guest, ctx)) throw new Error('somebody else')
        return news(ctx, id, after, inHand)
      },
      send: (after, { upTo, news: brought }) => guest.rooms.has(room) && send(guest, { type: 'news', room, after, upTo, news: brought }),
      leaveToPage,
    })
  }
  const join = async (guest: Guest, room: string, wantsNews: boolean) => {
    const ctx = await ctxOf(guest.request)
    const mayCome = ctx !== null && guest.rooms.size < MOST_ROOMS && (await mayJoin(ctx, room))
    // The socket may have closed meanwhile: nobody would take it out of the room again.
    if (!guests.has(guest)) return
    if (!mayCome) return send(guest, { type: 'refused', room })
    guest.rooms.set(room, wantsNews ? bringer(guest, room) : null)
    inside.set(room, (inside.get(room) ?? new Set()).add(guest))
    send(guest, { type: 'joined', room })
    people(room)
  }
  const asked = async (guest: Guest, raw: string) => {
    const ask = askOf(raw)
    if (!ask) return guest.socket.close(1003, 'malformed')
    if (ask.type === 'join') return join(guest, ask.room, ask.news === true)
    if (!guest.rooms.has(ask.room)) return
    if (ask.type === 'leave') return leave(guest, ask.room)
    typing(guest, ask.room, ask.doing === 'writing')
    guest.doing.set(ask.room, ask.doing ?? 'reading')
    people(ask.room)
  }
  const inTurn = (guest: Guest, raw: string) => {
    if (guest.waiting >= MOST_WAITING) return guest.socket.close(1008, 'too fast')
    guest.waiting++
    guest.asked = guest.asked
      .then(() => asked(guest, raw))
      // The client comes back by itself and asks for its rooms again.
      .catch(() => guest.socket.close(1013, 'try again'))
      .finally(() => guest.waiting--)
  }
  /** A line that broke without a word is found out by its silence. */
  const ping = (guest: Guest) => {
    if (!guest.isAlive) return guest.socket.terminate()
    guest.isAlive = false
    guest.socket.ping()
  }
  /** Rights are read again: who lost them loses the socket or the room within seconds (ASVS 7.4). */
  const recheck = async (guest: Guest) => {
    const ctx = await ctxOf(guest.request)
    if (!isStill(guest, ctx)) return guest.socket.close(4401, 'session ended')
    await Promise.all(
      [...guest.rooms.keys()].map(async (room) => {
        if (await mayJoin(ctx, room)) return
        send(guest, { type: 'left', room })
        leave(guest, room)
      }),
    )
  }
  // In small portions: whoever is due asks together with the others that are, in a few questions to the database for all of them.
  const round = setInterval(
    () => {
      const now = performance.now()
      for (const guest of guests) {
        if (guest.pingAt <= now) {
          guest.pingAt = now + pingMs
          ping(guest)
        }
        if (guest.recheckAt > now) continue
        guest.recheckAt = now + recheckMs
        // A store that is away takes nobody's rights; the next round asks again.
        void recheck(guest).catch(() => {})
      }
    },
    Math.min(200, recheckMs, pingMs),
  )
  round.unref()

  return {
    announce: (records) => {
      for (const record of records) for (const table of toRooms) for (const changed of table[record.event]?.(record) ?? []) tellChange(changed)
    },
    count: () => guests.size,
    close: () => {
      clearInterval(round)
      for (const guest of guests) guest.socket.close(1001, 'closing')
    },
    register: (app) => {
      app.get('/api/live', { websocket: true, config: { access: 'anyone', page: true } }, async (socket, request) => {
        const early: string[] = []
        const keep = (data: Buffer) => {
          if (early.length < MOST_ROOMS) early.push(String(data))
        }
        socket.on('message', keep)
        // In place of the plug-in's, which would hold the whole request and its answer as long as the page is open.
        socket.removeAllListeners('error')
        socket.on('error', () => socket.terminate())
        const ctx = ownOrigin(request) ? await ctxOf(request).catch(() => null) : null
        if (!ctx) return socket.close(4401, 'not let in')
        const person = await nameOf(ctx).catch(() => null)
        const owner = ctx.actor.id ?? ''
        if ((sockets.get(owner) ?? 0) >= MOST_SOCKETS) return socket.close(1013, 'too many')
        if (socket.readyState !== socket.OPEN) return
        sockets.set(owner, (sockets.get(owner) ?? 0) + 1)
        const guest: Guest = {
          socket,
          ctx,
          request: light(request),
          recheckAt: performance.now() + recheckMs,
          pingAt: performance.now() + pingMs,
          waiting: 0,
          asked: Promise.resolve(),
          isAlive: true,
          rooms: new Map(),
          person,
          doing: new Map(),
        }
        guests.add(guest)
        socket.on('pong', () => {
          guest.isAlive = true
        })
        socket.on('close', () => {
          guests.delete(guest)
          if (sockets.get(owner) === 1) sockets.delete(owner)
          else sockets.set(owner, sockets.get(owner)! - 1)
          for (const room of [...guest.rooms.keys()]) leave(guest, room)
        })
        if (++come % CROWD === 0) giveBackIn()
        socket.off('message', keep)
        socket.on('message', (data: Buffer) => inTurn(guest, String(data)))
        for (const raw of early) inTurn(guest, raw)
      })
    },
  }
}
