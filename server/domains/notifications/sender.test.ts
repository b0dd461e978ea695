import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { noticeSecretPlace } from '#contract/notice-events'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { sha256 } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { openSender } from './commands/sender.ts'
import { mailHealth } from './queries.ts'
import { openSent, written } from './sealed-mail.ts'
import { type Gateway, mailGateway } from './testing/mail-gateway.ts'
import { madeUpPeople, queue, rowOf } from './testing/outbox.ts'
import { mailTransport } from './transport.ts'

const START = new Date('2026-11-20T09:00:00Z')
const MINUTE = 60_000
let gateway: Gateway
let platform: Platform
let world: ReturnType<typeof madeUpPeople>
let now = START
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE)
}
const sender = (concurrency = 5) => openSender({ platform, people: world.people, transport: mailTransport(platform), clock: () => now, concurrency })
const idsSent = () => gateway.caught.map((mail) => mail.id)

before(async () => {
  gateway = await mailGateway()
  platform = await testPlatform(await testDatabase(), { env: { SMTP_URL: gateway.url } })
  world = madeUpPeople(platform)
})
beforeEach(async () => {
  gateway.caught.length = 0
  gateway.refuse = () => 0
  gateway.dropAnswer = () => false
  now = START
  await platform.store.db.deleteFrom('notice').execute()
})
after(async () => {
  await platform.store.close()
  await gateway.close()
})

test('REG-7: a queued notice goes out once, is recorded, and its mail is kept sealed', async () => {
  const person = world.person({ words: { subject: 'Тема\r\nBcc: x@example.org <b>' } })
  const id = await queue(platform, now, 'request.registered', person)
  assert.equal(await sender().drain(), 1)
  assert.equal(await sender().drain(), 0)
  const [mail] = gateway.caught
  assert.equal(gateway.caught.length, 1)
  assert.equal(mail!.to, world.known.get(person)!.email)
  assert.equal(mail!.subject, 'Обращение 26-1234-5678-1 зарегистрировано')
  assert.match(mail!.text, /«Тема Bcc: x@example\.org <b>»/)
  assert.deepEqual(
    mail!.headers
      .filter(({ key }) => /^(bcc|cc|to|subject|from|message-id)$/.test(key))
      .map(({ key }) => key)
      .sort(),
    ['from', 'message-id', 'subject', 'to'],
  )
  const row = await rowOf(platform, id)
  assert.equal(row.state, 'sent')
  assert.equal(row.answer, '250 queued for <address> as 1')
  assert.ok(!row.sealed!.includes(world.known.get(person)!.email!))
})

test('SLA-5: a notice that the law asks for leaves proof of its sending in the journal', async () => {
  const person = world.person()
  const id = await queue(platform, now, 'request.extended', person)
  await sender().drain()
  const row = await rowOf(platform, id)
  const proof = await platform.store.db
    .selectFrom('journal')
    .selectAll()
    .where('event', '=', 'notice.sent')
    .where('object_id', '=', row.ticket_id)
    .executeTakeFirstOrThrow()
  assert.equal(proof.at.getTime(), row.sent_at!.getTime())
  const details = proof.details as { notice: string; digest: string }
  assert.equal(details.notice, id)
  const kept = openSent(systemCtx(platform, now, 'T'), world.known.get(person)!.key, id, row.sealed!)
  assert.equal(details.digest, sha256(written(kept)).toString('hex'))
  assert.match(kept.text, /Мы продлили срок до пт, 27 ноября, 18:00 МСК/)
})

test('TECH-5: the ladder is 1 min, 5 min, 30 min, 2 h, 12 h, then the notice has failed', async () => {
  gateway.refuse = () => 451
  const id = await queue(platform, now, 'request.resolved', world.person())
  const waits: number[] = []
  for (;;) {
    assert.equal(await sender().drain(), 1)
    const row = await rowOf(platform, id)
    if (row.state === 'failed') break
    assert.equal(row.answer, '451')
    waits.push((row.next_at.getTime() - now.getTime()) / MINUTE)
    later(waits.at(-1)! - 0.01)
    assert.equal(await sender().drain(), 0, 'not a moment earlier')
    later(0.01)
  }
  assert.deepEqual(waits, [1, 5, 30, 120, 720])
  assert.equal(gateway.caught.length, 0)
  const journal = await platform.store.db.selectFrom('journal').select('details').where('event', '=', 'notice.failed').execute()
  assert.ok(journal.some(({ details }) => (details as { notice: string }).notice === id))
})

test('TECH-5: an address refused for good fails at once and is no trouble of the gateway', async () => {
  gateway.refuse = () => 550
  const ids = [await queue(platform, now, 'request.resolved', world.person()), await queue(platform, now, 'request.resolved', world.person())]
  await sender().drain()
  for (const id of ids) assert.deepEqual(await rowOf(platform, id).then((row) => [row.state, row.answer, row.attempts]), ['failed', '550', 1])
  assert.equal((await mailHealth(systemCtx(platform, now, 'T'))).works, true)
})

test('TECH-5: two failures in a row raise the alarm, one success ends it', async () => {
  const one = sender(1)
  gateway.refuse = () => 421
  await queue(platform, now, 'request.resolved', world.person())
  await one.drain()
  assert.equal((await mailHealth(systemCtx(platform, now, 'T'))).works, true)
  later(1)
  await one.drain()
  assert.deepEqual(await mailHealth(systemCtx(platform, now, 'T')), { works: false, since: now.toISOString(), code: '421', waiting: 1, oldestSeconds: 60 })
  gateway.refuse = () => 0
  later(5)
  await one.drain()
  assert.deepEqual(await mailHealth(systemCtx(platform, now, 'T')), { works: true, since: null, code: null, waiting: 0, oldestSeconds: 0 })
})

test('REL-4: a code that has expired is never sent late, and one in time overtakes the rest', async () => {
  const person = world.person()
  const secret = platform.vault.seal(world.known.get(person)!.key, noticeSecretPlace(person), JSON.stringify({ code: '482913' }))
  const code = (minutes: number) =>
    queue(platform, now, 'auth.code', person, { secret, facts: { purpose: 'guest' }, expiresAt: new Date(now.getTime() + minutes * MINUTE) })
  const late = await code(10)
  for (let i = 0; i < 5; i++) await queue(platform, now, 'request.resolved', world.person())
  const inTime = await code(30)
  later(10)
  await sender(1).drain()
  assert.deepEqual(await rowOf(platform, late).then((row) => [row.state, row.answer, row.secret]), ['skipped', 'expired', null])
  assert.ok(idsSent().indexOf(inTime) <= 1, 'at most the one mail under way is before it')
  const codeMail = gateway.caught.find((mail) => mail.id === inTime)!
  assert.match(codeMail.text, /^Ваш код:\s+482913\s+Для чего он: просмотр обращения\./)
  assert.doesNotMatch(codeMail.subject, /482913/)
  assert.equal((await rowOf(platform, inTime)).secret, null)
})

test('REL-3: with 5 % of sends failing and two senders in parallel every notice has its effect once', async () => {
  const ids: string[] = []
  for (let i = 0; i < 120; i++) ids.push(await queue(platform, now, i % 3 ? 'request.resolved' : 'request.registered', world.person()))
  let asked = 0
  gateway.refuse = () => (++asked % 20 === 0 ? 451 : 0)
  for (let round = 0; round < 8; round++) {
    await Promise.all([sender().drain(), sender().drain()])
    later(31)
  }
  assert.deepEqual(idsSent().sort(), ids.sort())
})

test('REL-3: a mail accepted whose answer was lost goes out again under the same Message-ID', async () => {
  let dropped = false
  gateway.dropAnswer = () => {
    const first = !dropped
    dropped = true
    return first
  }
  const id = await queue(platform, now, 'request.resolved', world.person())
  await sender(1).drain()
  assert.equal((await rowOf(platform, id)).state, 'queued')
  later(1)
  await sender(1).drain()
  assert.deepEqual(idsSent(), [id, id])
  assert.equal((await rowOf(platform, id)).state, 'sent')
})

test('REL-3: a row whose sender has died comes back when its lease ends, and the dead one cannot mark it', async () => {
  const id = await queue(platform, now, 'request.resolved', world.person())
  const { leaseSome } = await import('./commands/lease.ts')
  const { markAll } = await import('./commands/mark.ts')
  const [orphan] = await leaseSome(platform, now, { channel: 'email', lane: 2, most: 5, seconds: 60 })
  assert.equal(orphan!.id, id)
  assert.equal(await sender().drain(), 0)
  later(1)
  assert.equal(await sender().drain(), 1)
  assert.equal((await markAll(platform.store, [{ notice: orphan!, outcome: { state: 'failed', answer: null } }])).size, 0)
  assert.equal((await rowOf(platform, id)).state, 'sent')
})

test('erased people and people without an address are skipped; the desk reads its own', async () => {
  const erased = world.person()
  const ids = [
    await queue(platform, now, 'request.resolved', erased),
    await queue(platform, now, 'request.resolved', world.person({ email: null })),
    await queue(platform, now, 'assignment.new', world.person()),
  ]
  world.forget(erased)
  await sender().drain()
  assert.deepEqual(await Promise.all(ids.map((id) => rowOf(platform, id).then((row) => [row.state, row.answer]))), [
    ['skipped', 'person.erased'],
    ['skipped', 'no-address'],
    ['delivered', null],
  ])
  assert.equal(gateway.caught.length, 0)
})

test('C17: 100 forms with one foreign address: 3 mails in the hour, the legal ones go all the same', async () => {
  const email = 'victim@example.org'
  for (let i = 0; i < 100; i++) await queue(platform, now, 'request.registered', world.person({ email, proved: false }))
  await sender().drain()
  assert.equal(gateway.caught.length, 3)
  await queue(platform, now, 'request.extended', world.person({ email, proved: false }))
  await sender().drain()
  assert.equal(gateway.caught.length, 4)
  later(60)
  await sender().drain()
  assert.equal(gateway.caught.length, 7)
  later(13 * 60)
  await sender().drain()
  assert.equal((await platform.store.db.selectFrom('notice').select('id').where('state', 'in', ['queued', 'sending']).execute()).length, 0)
})

test('a notice with a fault of its own does not hold up the others', async () => {
  const poisoned = await queue(platform, now, 'request.resolved', world.person(), { facts: { number: '1', reopenBy: 'soon', resolutionSummary: 'x' }, lane: 0 })
  const good = await queue(platform, now, 'request.resolved', world.person())
  await sender(1).drain()
  assert.deepEqual(idsSent(), [good])
  assert.deepEqual(await rowOf(platform, poisoned).then((row) => [row.state, row.answer]), ['queued', 'broken'])
})

test('REL-4: an hour without a gateway: nothing is lost, and the queue drains within minutes of its return', async () => {
  const { port } = gateway
  await gateway.close()
  const one = sender()
  const ids: string[] = []
  for (let minute = 0; minute < 60; minute += 2) {
    ids.push(await queue(platform, now, 'request.resolved', world.person()))
    await one.drain()
    later(2)
  }
  assert.equal((await mailHealth(systemCtx(platform, now, 'T'))).works, false)
  assert.equal((await mailHealth(systemCtx(platform, now, 'T'))).waiting, 30)
  gateway = await mailGateway(port)
  for (let minute = 0; minute < 3; minute++) {
    await one.drain()
    later(1)
  }
  assert.deepEqual(idsSent().sort(), ids.sort())
  assert.equal((await mailHealth(systemCtx(platform, now, 'T'))).works, true)
})

test('TECH-5: a dead address gets no news, but the code that whoever lives there asks for, which shows that it works after all', async () => {
  const person = world.person({ isDead: true })
  const news = await queue(platform, now, 'request.resolved', person)
  const { key } = world.known.get(person)!
  const secret = platform.vault.seal(key, noticeSecretPlace(person), JSON.stringify({ code: '482913' }))
  const code = await queue(platform, now, 'auth.code', person, { channel: 'email', secret, lane: 0, facts: { purpose: 'contact' } })
  await sender().drain()
  assert.deepEqual([(await rowOf(platform, news)).state, (await rowOf(platform, news)).answer], ['skipped', 'address.dead'])
  assert.equal((await rowOf(platform, code)).state, 'sent')
  assert.deepEqual(idsSent(), [code])
})
