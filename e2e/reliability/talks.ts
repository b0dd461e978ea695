// Talks on a server that may die at any moment: what both sides were told is stored, and what they see by sockets that come back.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { Browser, newKey } from '../helpers/browser.ts'
import { newMarker } from '../helpers/intake.ts'
import type { TestServer } from '../helpers/server.ts'
import type { Employee } from '../helpers/staff.ts'

type Side = 'citizen' | 'staff'
interface Said {
  from: Side
  text: string
  seq: number
}
interface Talk {
  id: string
  said: Said[]
  /** What each side has seen by its socket and by asking from its last number. */
  seen: Record<Side, { seq: number; text: string }[]>
}
export interface Talks {
  acknowledged: () => number
  finish: () => Promise<void>
  abandon: () => void
  check: (server: TestServer) => Promise<void>
}

/** Guests and employees in pairs, who write by turns and listen. */
export function startTalks({ url, staff, pace }: { url: string; staff: readonly Employee[]; pace: number }): Talks {
  const talks: Talk[] = []
  let open = true
  const listening: (() => Promise<void>)[] = []

  async function pair({ browser: desk }: Employee): Promise<void> {
    const citizen = new Browser(url)
    // A session first: whose cookie was lost together with the answer could not come back to the talk.
    await citizen.insist('PUT', '/api/draft', { json: { subject: 'Начато' } })
    const begun = await citizen.insist('POST', '/api/chats', { json: {}, key: newKey() })
    assert.equal(begun.status, 201, JSON.stringify(begun.body))
    const talk: Talk = { id: begun.body.id, said: [], seen: { citizen: [], staff: [] } }
    talks.push(talk)
    assert.equal((await citizen.insist('POST', `/api/chats/${talk.id}/operator`, { json: {}, key: newKey() })).status, 200)
    assert.equal((await desk.insist('POST', `/api/desk/chats/${talk.id}/acceptance`, { json: {}, key: newKey() })).status, 200)
    const paths = { citizen: `/api/chats/${talk.id}/messages`, staff: `/api/desk/chats/${talk.id}/messages` }
    for (const side of ['citizen', 'staff'] as const) listening.push(listener(side === 'citizen' ? citizen : desk, paths[side], talk.id, talk.seen[side]))
    const writes = async (side: Side) => {
      while (open) {
        const text = `Говорит ${side}: ${newMarker()}`
        const browser = side === 'citizen' ? citizen : desk
        const { status, body } = await browser.insist('POST', paths[side], { json: { text }, key: newKey() })
        assert.ok(status === 200 || status === 201, `${side} ${status} ${JSON.stringify(body)}`)
        talk.said.push({ from: side, text, seq: body.seq })
        await pause(pace)
      }
    }
    await Promise.all([writes('citizen'), writes('staff')])
  }

  /** A page: its socket comes back by itself, and what is new is asked from the last number. Answers how to let it see the end and close. */
  function listener(browser: Browser, path: string, id: string, seen: { seq: number; text: string }[]): () => Promise<void> {
    let over = false
    let socket: WebSocket | undefined
    let asking = Promise.resolve()
    const look = () => {
      asking = asking.then(async () => {
        const { status, body } = await browser.insist('GET', `${path}?after=${seen.at(-1)?.seq ?? 0}`)
        assert.equal(status, 200)
        for (const { seq, text } of body.messages) seen.push({ seq, text })
      })
      return asking
    }
    const connect = () => {
      if (over) return
      const mine = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { headers: { cookie: browser.cookie, origin: url } })
      socket = mine
      mine.on('error', () => {})
      mine.on('open', () => mine.send(JSON.stringify({ type: 'join', room: `chat:${id}` })))
      mine.on('message', (data) => {
        const { type } = JSON.parse(String(data)) as { type: string }
        if (type === 'joined' || type === 'changed') void look().catch(() => {})
      })
      mine.on('close', () => setTimeout(connect, 200 + Math.random() * 300))
    }
    connect()
    return async () => {
      // Nothing more is said: what the socket tells of is all that is left to see.
      for (const end = performance.now() + 20_000; performance.now() < end; await pause(100)) {
        await asking
        if (socket?.readyState === WebSocket.OPEN && isWhole(id, seen)) break
      }
      over = true
      socket?.terminate()
    }
  }
  const isWhole = (id: string, seen: readonly { seq: number }[]) => {
    const last = Math.max(...(talks.find((talk) => talk.id === id)?.said ?? []).map(({ seq }) => seq))
    return (seen.at(-1)?.seq ?? 0) >= last
  }

  const all = Promise.all(staff.map(pair))
  all.catch(() => {})
  return {
    acknowledged: () => talks.reduce((sum, { said }) => sum + said.length, 0),
    finish: async () => {
      open = false
      await all
      await Promise.all(listening.map((close) => close()))
    },
    abandon: () => {
      open = false
      for (const close of listening) void close()
    },
    check: (server) => checkTalks(server, talks),
  }
}

/** Every acknowledged word is stored once under the number that was answered, numbers have no gap, and both sides see the same in that order. */
async function checkTalks(server: TestServer, talks: readonly Talk[]): Promise<void> {
  for (const { id, said, seen } of talks) {
    const rows = await server.sql<{ seq: number; author: string; kind: string }>('select seq, author, kind from chat_message where chat_id = $1 order by seq', [
      id,
    ])
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      rows.map((_, i) => i + 1),
      'numbers without a gap',
    )
    const [chat] = await server.sql<{ last_seq: number }>('select last_seq from chat where id = $1', [id])
    assert.equal(chat!.last_seq, rows.length)
    const inOrder = said.toSorted((one, other) => one.seq - other.seq)
    assert.deepEqual(
      rows.filter(({ kind }) => kind === 'words').map(({ seq, author }) => [seq, author]),
      inOrder.map(({ seq, from }) => [seq, from]),
      'what is stored and what was acknowledged',
    )
    for (const side of ['citizen', 'staff'] as const) {
      assert.deepEqual(
        seen[side].map(({ seq }) => seq),
        rows.map(({ seq }) => seq),
        `what the ${side} sees`,
      )
      const texts = new Map(seen[side].map(({ seq, text }) => [seq, text]))
      for (const { seq, text } of inOrder) assert.equal(texts.get(seq), text)
      const own = said.filter(({ from }) => from === side).map(({ seq }) => seq)
      assert.deepEqual(
        own,
        own.toSorted((a, b) => a - b),
        `the order in which the ${side} wrote`,
      )
    }
    const [journal] = await server.sql<{ n: string }>("select count(*) n from journal where object_id = $1 and event in ('chat.written', 'chat.answered')", [
      id,
    ])
    assert.equal(Number(journal!.n), said.length, 'one line of the journal for each word')
  }
}
