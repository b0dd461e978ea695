import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { WebSocket } from 'ws'
import { uuidv7 } from '#platform/ids'
import { openLive } from '#platform/live'
import { randomToken, sha256 } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { anIntake, aStaff, ctxOf, fridayNoon, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { domainLive, identities, serviceApp } from './app.ts'
import { anAccount } from './domains/accounts/testing/an-account.ts'
import { setPresence } from './domains/routing/index.ts'
import { addWords } from './domains/tickets/commands/add-words.ts'
import { submitTicket } from './domains/tickets/commands/submit.ts'
import { ctxOfSocket, nameOfPerson, ownOrigin } from './sockets.ts'

const platform = await testPlatform(await testDatabase())
const ctx = ctxOf(platform)
let app: FastifyInstance
const live = openLive({
  domains: domainLive,
  ctxOf: (request) => ctxOfSocket(platform, identities(platform), request, fridayNoon),
  nameOf: nameOfPerson,
  ownOrigin: (request) => ownOrigin(platform, request),
  recheckMs: 100,
})
before(async () => {
  platform.committed = (records) => live.announce(records)
  platform.live = live
  app = await serviceApp({ platform, clock: () => fridayNoon, live, pages: false })
  await app.listen({ host: '127.0.0.1', port: 0 })
})
after(async () => {
  live.close()
  await app.close()
  await platform.store.close()
})

/** A page's socket: what it heard, and the code it was closed with. */
function page(cookie: string) {
  const { port } = app.server.address() as { port: number }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers: { cookie } })
  const heard: { type: string; room?: string; what?: string }[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const says = async (type: string) => {
    for (let tries = 0; tries < 500; tries++, await pause(20)) {
      const message = heard.find((one) => one.type === type)
      if (message) return message
    }
    throw new Error(`never heard ${type}, only ${JSON.stringify(heard)}`)
  }
  const join = async (room: string) => {
    if (socket.readyState === WebSocket.CONNECTING) await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'join', room }))
  }
  return { closed, says, join, socket }
}

test('CHAT-15, C5: the page of an own request hears of changes; a stranger with an account is refused', async () => {
  const [owner, stranger] = [await anAccount(ctx), await anAccount(ctx)]
  const { number } = await submitTicket(owner.as(), { intake: anIntake(), channel: 'form' })
  const own = page(`account=${(await owner.session()).token}`)
  const foreign = page(`account=${(await stranger.session()).token}`)
  await own.join(`request:${number}`)
  await foreign.join(`request:${number}`)
  assert.equal((await own.says('joined')).room, `request:${number}`)
  await foreign.says('refused')
  await addWords(owner.as(), number, { text: 'Добавляю номер заявления.' })
  assert.equal((await own.says('changed')).what, 'request')
  for (const { socket } of [own, foreign]) socket.terminate()
})

test('ASVS 7.4: a socket ends when the session that opened it ends, and none is opened by half a sign-in', async () => {
  const owner = await anAccount(ctx)
  const { number } = await submitTicket(owner.as(), { intake: anIntake(), channel: 'form' })
  const { id, token } = await owner.session()
  const own = page(`account=${token}`)
  await own.join(`request:${number}`)
  await own.says('joined')
  await platform.store.db.updateTable('account_session').set({ ended_at: fridayNoon }).where('id', '=', id).execute()
  assert.equal(await own.closed, 4401)
  assert.equal(await page(`account=${(await owner.session('half')).token}`).closed, 4401)
})

test('ASVS 7.4: sockets of a closed account end', async () => {
  const owner = await anAccount(ctx)
  const own = page(`account=${(await owner.session()).token}`)
  await own.join('request:26000000000')
  await own.says('refused')
  await platform.store.db.updateTable('account').set({ state: 'blocked' }).where('citizen_id', '=', owner.id).execute()
  assert.equal(await own.closed, 4401)
})

test('R14: an open window of the desk keeps its person on line, and its socket hears of the line it serves', async () => {
  const [operator, token] = [await aStaff(ctx), randomToken(32)]
  const at = later(fridayNoon, -minutes(2))
  await platform.store.db
    .insertInto('staff_session')
    .values({
      token_hash: sha256(token),
      id: uuidv7(at),
      staff_id: operator.id,
      level: 'full',
      created_at: at,
      seen_at: at,
      proved_at: at,
      ends_at: later(fridayNoon, minutes(60)),
    })
    .execute()
  await setPresence(operator.at(at), 'online')
  const seenAt = async () =>
    (await platform.store.db.selectFrom('presence').select('seen_at').where('staff_id', '=', operator.id).executeTakeFirstOrThrow()).seen_at
  assert.deepEqual(await seenAt(), at)
  const desk = page(`staff=${token}`)
  await desk.join('line:first_line')
  assert.equal((await desk.says('joined')).room, 'line:first_line')
  assert.deepEqual(await seenAt(), fridayNoon)
  await desk.join('line:documents')
  assert.equal((await desk.says('refused')).room, 'line:documents')
  desk.socket.terminate()
})
