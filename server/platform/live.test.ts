import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Ctx } from './ctx.ts'
import { openLive } from './live.ts'
import { Refusal } from './refusal.ts'

class Socket extends EventEmitter {
  OPEN = 1
  readyState = 1
  bufferedAmount = 0
  heard: { type: string; room: string }[] = []
  closedWith: number | undefined
  pings = 0
  send(text: string) {
    this.heard.push(JSON.parse(text))
  }
  ping() {
    this.pings++
  }
  close(code: number) {
    if (this.readyState === 3) return
    this.closedWith = code
    this.readyState = 3
    this.emit('close')
  }
  terminate() {
    this.close(1006)
  }
  ask(room: string, more: object = {}) {
    this.emit('message', Buffer.from(JSON.stringify({ type: 'join', room, ...more })))
  }
}

/** A line to the rooms: `mayJoin` answers who may come in, `arrives` lets one socket in. */
function aLine(mayJoin: (id: string) => Promise<boolean>, { nameOf = async () => null as null, recheckMs = 10_000, pingMs = 10_000 } = {}) {
  const staff = new Set<unknown>()
  let handler: (socket: unknown, request: unknown) => Promise<void>
  const live = openLive({
    domains: [
      {
        rooms: { room: { mayJoin: (_, id) => mayJoin(id) }, chat: { mayJoin: async () => true } },
        toRooms: { told: () => [{ room: 'room:1', what: 'told' }] },
      },
    ],
    ctxOf: async (request) => ({ actor: { kind: staff.has(request.id) ? 'staff' : 'guest', id: 'one' } }) as Ctx,
    nameOf,
    ownOrigin: () => true,
    recheckMs,
    pingMs,
  })
  live.register({ get: (_: string, __: unknown, run: typeof handler) => (handler = run) } as never)
  const arrives = async (socket = new Socket(), isStaff = false) => {
    const request = { id: {}, raw: {} }
    if (isStaff) staff.add(request.id)
    await handler(socket, request)
    return socket
  }
  return { live, arrives, tell: () => live.announce([{ id: '', event: 'told', subjectId: null, objectId: null, details: {} }]) }
}
const settled = async () => {
  for (let i = 0; i < 20; i++) await turn()
}

test('REL-11: a socket that closes while it is let in, or while a room is asked, stays nowhere', async () => {
  let answer = (_: boolean) => {}
  const { live, arrives, tell } = aLine(() => new Promise((resolve) => (answer = resolve)))
  const early = new Socket()
  const coming = arrives(early)
  early.close(1001)
  await coming
  assert.equal(live.count(), 0)
  const socket = await arrives()
  socket.ask('room:1')
  await settled()
  socket.close(1001)
  answer(true)
  await settled()
  tell()
  assert.deepEqual([live.count(), socket.heard], [0, []])
})

test('REL-5: a store that is away takes nobody out of a room; who may not come in is refused', async () => {
  let away = false
  const { arrives, tell } = aLine(
    async (id) => {
      if (away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
      if (id !== '1') throw new Refusal('not-found', 'ticket.not-found')
      return true
    },
    { recheckMs: 20 },
  )
  const socket = await arrives()
  const answering = setInterval(() => socket.emit('pong'), 5)
  socket.ask('room:1')
  socket.ask('room:2')
  await settled()
  away = true
  await new Promise((resolve) => setTimeout(resolve, 100))
  tell()
  assert.deepEqual(
    socket.heard.map(({ type, room }) => `${type} ${room}`),
    ['joined room:1', 'refused room:2', 'changed room:1'],
  )
  socket.ask('room:3')
  await settled()
  assert.equal(socket.closedWith, 1013)
  clearInterval(answering)
})

test('REL-10, REL-11: a line without a sign of life is cut; a flood of wishes and of sockets too', async () => {
  const { live, arrives } = aLine(() => new Promise(() => {}), { pingMs: 20 })
  const silent = await arrives()
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(silent.closedWith, 1006)
  const hasty = await arrives()
  for (let i = 0; i < 60; i++) hasty.ask('room:1')
  assert.equal(hasty.closedWith, 1008)
  const many = await Promise.all(Array.from({ length: 40 }, () => arrives()))
  assert.equal(many.filter(({ closedWith }) => closedWith === 1013).length, 10)
  for (const socket of many) socket.close(1001)
  assert.equal(live.count(), 0)
})

test('CHAT-12: in a talk each side hears that the other one types and has stopped, without a name; nobody hears oneself', async () => {
  const { arrives } = aLine(async () => true)
  const [citizen, staff] = [await arrives(), await arrives(new Socket(), true)]
  for (const one of [citizen, staff]) one.ask('chat:1')
  await settled()
  const doing = (socket: Socket, what: string) => socket.ask('chat:1', { type: 'doing', doing: what })
  doing(citizen, 'writing')
  doing(citizen, 'writing')
  doing(citizen, 'reading')
  doing(staff, 'writing')
  await settled()
  staff.close(1001)
  await settled()
  const typing = (from: string, on: boolean) => ({ type: 'typing', room: 'chat:1', from, on })
  assert.deepEqual(staff.heard, [{ type: 'joined', room: 'chat:1' }, typing('citizen', true), typing('citizen', false)])
  assert.deepEqual(citizen.heard, [{ type: 'joined', room: 'chat:1' }, typing('staff', true), typing('staff', false)])
})
