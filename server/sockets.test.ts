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
import { acceptChat, answerChat } from './domains/chat/commands/at-desk.ts'
import { callOperator } from './domains/chat/commands/of-citizen.ts'
import { openChat } from './domains/chat/commands/open.ts'
import { sendChat } from './domains/chat/commands/send.ts'
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
  const heard: { type: string; room?: string; what?: string; news?: { messages: { text: string }[] } }[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const says = async (type: string) => {
    for (let tries = 0; tries < 500; tries++, await pause(20)) {
      const message = heard.find((one) => one.type === type)
      if (message) return message
    }
    throw new Error(`never heard ${type}, only ${JSON.stringify(heard)}`)
  }
  const join = async (room: string, news = false) => {
    if (socket.readyState === WebSocket.CONNECTING) await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'join', room, news }))
  }
  return { closed, says, join, socket, heard }
}

/** The cookie of an employee's open session. */
async function sessionAtDesk(staffId: string, at: Date): Promise<string> {
  const token = randomToken(32)
  await platform.store.db
    .insertInto('staff_session')
    .values({
      token_hash: sha256(token),
      id: uuidv7(at),
      staff_id: staffId,
      level: 'full',
      created_at: at,
      seen_at: at,
      proved_at: at,
      ends_at: later(fridayNoon, minutes(60)),
    })
    .execute()
  return `staff=${token}`
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
  const operator = await aStaff(ctx)
  const at = later(fridayNoon, -minutes(2))
  const cookie = await sessionAtDesk(operator.id, at)
  await setPresence(operator.at(at), 'online')
  const seenAt = async () =>
    (await platform.store.db.selectFrom('presence').select('seen_at').where('staff_id', '=', operator.id).executeTakeFirstOrThrow()).seen_at
  assert.deepEqual(await seenAt(), at)
  const desk = page(cookie)
  await desk.join('line:first_line')
  assert.equal((await desk.says('joined')).room, 'line:first_line')
  assert.deepEqual(await seenAt(), fridayNoon)
  await desk.join('line:documents')
  assert.equal((await desk.says('refused')).room, 'line:documents')
  desk.socket.terminate()
})

test('R12, ASVS 7.4: what a citizen says is brought to the employee who has the talk, not back to the citizen, and to nobody whose session has ended', async () => {
  const [owner, operator] = [await anAccount(ctx), await aStaff(ctx)]
  await setPresence(operator.ctx, 'online')
  const { id } = await openChat(owner.as(), { text: 'Не приходит код для входа.', lang: 'ru', zone: 'Europe/Moscow' })
  await callOperator(owner.as(), id)
  await acceptChat(operator.ctx, id)
  const desk = page(await sessionAtDesk(operator.id, fridayNoon))
  const own = page(`account=${(await owner.session()).token}`)
  for (const one of [desk, own]) {
    await one.join(`chat:${id}`, true)
    await one.says('joined')
  }
  await sendChat(owner.as(), id, { text: 'Код так и не пришел.' })
  assert.equal((await desk.says('news')).news?.messages.at(-1)?.text, 'Код так и не пришел.')
  assert.equal((await own.says('changed')).what, 'message')
  await answerChat(operator.ctx, id, { text: 'Отправил новый код.' })
  assert.deepEqual(
    (await own.says('news')).news?.messages.map(({ text }) => text),
    ['Отправил новый код.'],
  )

  await platform.store.db.updateTable('staff_session').set({ ended_at: fridayNoon }).where('staff_id', '=', operator.id).execute()
  await sendChat(owner.as(), id, { text: 'Спасибо, пришел.' })
  assert.equal(await desk.closed, 4401)
  assert.ok(!JSON.stringify(desk.heard).includes('Спасибо'))
  own.socket.terminate()
})
