import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { ownCertificate } from '#testing/own-certificate'
import { testPlatform } from '#testing/platform'
import { purgeSmsParts } from '../commands/purge.ts'
import { openSender } from '../commands/sender.ts'
import { takeReceipt } from '../commands/take-receipt.ts'
import type { Refused, SentSms, Transport } from '../model.ts'
import { smsHealth } from '../queries.ts'
import { madeUpPeople, queue, rowOf } from '../testing/outbox.ts'
import { type Smsc, smsc } from '../testing/smsc.ts'
import { storeOnly } from '../transport.ts'
import { smppTransport } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
let now = START
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
let operator: Smsc
let platform: Platform
let world: ReturnType<typeof madeUpPeople>
let sms: Transport<SentSms>
const refused: Refused[] = []
let addresses: string[] = []
const people = () => ({ ...world.people, mailOf: async () => addresses, addressFailed: async (_: unknown, one: Refused) => void refused.push(one) })
const quick = { connectMs: 1000, answerMs: 400, enquireMs: 100, firstPauseMs: 20, longestPauseMs: 100 }
const openSms = (url = operator.url) =>
  smppTransport({ url, from: 'Agency', waits: quick, onReceipt: (receipt) => takeReceipt(systemCtx(platform, now, 'receipt'), people(), receipt) })
const drain = () => openSender({ platform, people: people(), transport: storeOnly, sms, clock: () => now }).drain()
const outcome = async (id: string) => {
  const { state, answer } = await rowOf(platform, id)
  return [state, answer]
}
/** News of a locked sign-in, which may go at any hour: in Russian two parts of UCS-2. */
const locked = (person = world.person()) =>
  queue(platform, now, 'auth.locked', person, { channel: 'sms', ticketId: undefined, facts: { failures: 5, lockedUntil: now.toISOString() } } as never)

before(async () => {
  operator = await smsc()
  platform = await testPlatform(await testDatabase())
  world = madeUpPeople(platform)
  sms = openSms()
})
beforeEach(async () => {
  operator.taken.length = 0
  operator.answer = () => 0
  operator.dropAnswer = () => false
  refused.length = 0
  addresses = []
  now = START
  await platform.store.db.deleteFrom('notice').execute()
  await platform.store.db.deleteFrom('sms_part').execute()
  await platform.store.db.deleteFrom('store_fact').execute()
})
after(async () => {
  sms.close()
  await operator.close()
  await platform.store.close()
})

test('TECH-5: a text message goes in parts that the telephone joins, and is there once receipts of all parts say so', async () => {
  const person = world.person({ phone: '+79001234567' })
  const id = await locked(person)
  await drain()
  const parts = operator.taken
  assert.equal(parts.length, 2)
  assert.deepEqual([parts[0]!.to, parts[0]!.from, parts[0]!.dataCoding], ['79001234567', 'Agency', 8])
  assert.deepEqual(parts.map(({ joined }) => joined!.slice(1)), [[2, 1], [2, 2]]) // biome-ignore format: one line
  assert.equal(parts[0]!.joined![0], parts[1]!.joined![0])
  assert.match(parts.map(({ text }) => text).join(''), /^Вход закрыт до .* Звоните 8 800/)
  const row = await rowOf(platform, id)
  assert.deepEqual([row.state, row.answer, row.parts], ['sent', '0 ESME_ROK, parts: 2', 2])
  assert.equal(await operator.receipt(parts[0]!.messageId, 'DELIVRD'), 0)
  assert.equal((await rowOf(platform, id)).state, 'sent', 'half of a message is none')
  later(2)
  assert.equal(await operator.receipt(parts[1]!.messageId, 'DELIVRD', 'fields'), 0)
  const there = await rowOf(platform, id)
  assert.deepEqual(
    [there.state, there.answer, there.delivered_at?.getTime(), there.sent_at?.getTime()],
    ['delivered', 'DELIVRD', now.getTime(), START.getTime()],
  )
})

test('TECH-5: a receipt that is quicker than the answer is not lost, nor is one that comes twice', async () => {
  const id = await locked()
  // The receipt is written down before the sender knows the part's name.
  operator.dropAnswer = (part) => {
    void operator.receipt(part.messageId, 'DELIVRD')
    return false
  }
  await drain()
  for (let tries = 0; tries < 100 && (await rowOf(platform, id)).state !== 'delivered'; tries++) await pause(10)
  assert.equal((await rowOf(platform, id)).state, 'delivered')
  assert.equal(await operator.receipt(operator.taken[0]!.messageId, 'DELIVRD'), 0)
  assert.equal((await rowOf(platform, id)).state, 'delivered')
})

test('TECH-5: what the operator could not deliver has failed, goes by mail, and its owner is asked for another number', async () => {
  addresses = [randomUUID()]
  const person = world.person()
  const id = await locked(person)
  await drain()
  await operator.receipt(operator.taken[1]!.messageId, 'UNDELIV')
  assert.deepEqual(await outcome(id), ['failed', 'UNDELIV'])
  assert.deepEqual(refused.map(({ personId, channel, code, permanent }) => [personId, channel, code, permanent]), [[person, 'sms', 'UNDELIV', true]]) // biome-ignore format: one line
  const mails = await platform.store.db.selectFrom('notice').select(['event', 'facts']).where('channel', '=', 'email').execute()
  assert.equal((mails[0]!.facts as { insteadOf: string }).insteadOf, id)
  const journal = await platform.store.db
    .selectFrom('journal')
    .select('details')
    .where('event', '=', 'notice.failed')
    .where('subject_id', '=', person)
    .execute()
  assert.equal((journal[0]!.details as { code: string }).code, 'UNDELIV')
})

for (const [name, status, state, dead] of [
  ['a number that is none', 0x0b, 'failed', 1],
  ['a text that it cannot carry', 0x01, 'failed', 0],
  ['a sender that it does not know', 0x0a, 'queued', 0],
  ['a fault of its own', 0x08, 'queued', 0],
] as const)
  test(`TECH-5: the operator refuses ${name}: the message is ${state}`, async () => {
    operator.answer = () => status
    const id = await locked()
    await drain()
    const row = await rowOf(platform, id)
    assert.deepEqual([row.state, row.answer?.split(' ')[0], refused.length], [state, String(status), dead])
  })

test('TECH-5: an operator that says "slower" gets the message a little later, and nobody is alarmed', async () => {
  let asked = 0
  operator.answer = () => (++asked <= 1 ? 0x58 : 0)
  const id = await locked()
  const began = performance.now()
  await drain()
  assert.ok(performance.now() - began > 900)
  assert.equal((await rowOf(platform, id)).state, 'sent')
  assert.equal((await smsHealth(systemCtx(platform, now, 'T'))).works, true)
})

test('REL-3: an answer that does not come, or a line that breaks, is a try that is made again on a new line', async () => {
  operator.answer = () => 'silent'
  const id = await locked()
  await drain()
  assert.deepEqual(await outcome(id), ['queued', 'ETIMEDOUT'])
  operator.answer = () => 0
  let broke = false
  operator.dropAnswer = () => {
    const first = !broke
    broke = true
    return first
  }
  later(1)
  await drain()
  assert.deepEqual(await outcome(id), ['queued', 'ECONNRESET'])
  later(5)
  await drain()
  assert.equal((await rowOf(platform, id)).state, 'sent')
  assert.equal(operator.taken.length, 3, 'the part whose answer was lost went twice, as SMPP cannot exclude')
})

test('REL-4: an operator that is away is told as trouble, and the line is renewed by itself', async () => {
  const { port } = operator
  await operator.close()
  const ids = [await locked(), await locked()]
  const one = openSender({ platform, people: people(), transport: storeOnly, sms, clock: () => now })
  for (let round = 0; round < 3; round++) await one.drain()
  assert.equal((await smsHealth(systemCtx(platform, now, 'T'))).works, false)
  operator = await smsc({ port })
  later(0.5)
  await one.drain()
  assert.equal((await smsHealth(systemCtx(platform, now, 'T'))).works, true)
  assert.deepEqual(await Promise.all(ids.map(async (id) => (await rowOf(platform, id)).state)), ['sent', 'sent'])
})

test('TECH-5: a wrong password at the operator is trouble of ours, not of a message', async () => {
  const wrong = openSms(operator.url.replace('secret', 'wrong'))
  await assert.rejects(wrong.send({ to: '+79001234567', text: 'x' }, randomUUID(), 0), { code: 'EBIND 14 ESME_RINVPASWD' })
  assert.equal(await wrong.reachable(), false)
  wrong.close()
})

test('TECH-5: over TLS the operator is known by its certificate, and nobody else gets the password', async (t) => {
  const secure = await smsc({ tls: ownCertificate })
  t.after(() => secure.close())
  const send = async () => {
    const line = openSms(secure.url)
    return line.send({ to: '+79001234567', text: 'x' }, randomUUID(), 0).finally(() => line.close())
  }
  await assert.rejects(send(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  assert.deepEqual([secure.lines(), secure.taken.length], [0, 0])
  const known = getCACertificates('default')
  t.after(() => setDefaultCACertificates(known))
  setDefaultCACertificates([...known, ownCertificate.cert])
  assert.equal((await send()).answer, '0 ESME_ROK, parts: 1')
})

test('TECH-5: a receipt of a message that nobody here sent is taken and changes nothing', async () => {
  const id = await locked()
  await drain()
  const { messageId } = operator.taken[0]!
  for (const [name, status] of [['stranger-7', 'UNDELIV'], [messageId, 'WHAT-IS-THIS']] as const) assert.equal(await operator.receipt(name, status), 0) // biome-ignore format: one line
  assert.deepEqual(await outcome(id), ['sent', '0 ESME_ROK, parts: 2'])
  assert.deepEqual(refused, [])
  assert.equal(await purgeSmsParts(systemCtx(platform, new Date(START.getTime() + 31 * 86_400_000), 'T')), 3, 'its name is forgotten like the others')
})

test('R3: a code goes before messages that wait for room', async () => {
  const slow = openSms(`${operator.url}?window=1`)
  const text = 'x'
  const others = Array.from({ length: 20 }, () => slow.send({ to: '+79000000000', text }, randomUUID(), 2))
  const code = slow.send({ to: '+79001111111', text }, randomUUID(), 0)
  await Promise.all([...others, code])
  assert.equal(
    operator.taken.findIndex(({ to }) => to === '79001111111'),
    1,
  )
  slow.close()
})

test('the names of parts are forgotten after a month', async () => {
  await locked()
  await drain()
  assert.equal(await purgeSmsParts(systemCtx(platform, new Date(START.getTime() + 29 * 86_400_000), 'T')), 0)
  assert.equal(await purgeSmsParts(systemCtx(platform, new Date(START.getTime() + 31 * 86_400_000), 'T')), 2)
})
