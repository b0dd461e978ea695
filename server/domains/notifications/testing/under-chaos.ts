import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { noticeSecretPlace, troubleOf } from '#contract/notice-events'
import { envKeys, randomBytes } from '#platform/vault/index'
import { chaosProxy } from '#testing/chaos-proxy'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { madeUpPhone } from './made-up-address.ts'
import { mailGateway } from './mail-gateway.ts'
import { queue } from './outbox.ts'
import { pushService } from './push-service.ts'
import type { SenderProcess } from './sender-process.ts'
import { smsc } from './smsc.ts'

export interface ChaosSettings {
  seed: () => number
  /** Minutes of the fast clock before the gateways die, while they are dead, and that the queue may take afterwards. */
  minutes: { before: number; dead: number; after: number }
  /** Minutes of the clock in one second. */
  minutesASecond: number
  kills: number
  /** Notices a second, of each channel. */
  perSecond: number
}
type Channel = keyof typeof troubleOf
interface Effect {
  id: string
  at: number
}
const MINUTE = 60_000
const START = Date.parse('2026-11-20T09:00:00Z')
/** Half of the failures are the gateway's own word, half are answers lost on the way. */
const FAILING = 0.025

/** Mail, text messages and pushes through bad lines to gateways that die, by a sender that is killed; answers what came of it. */
export async function underChaos({ seed, minutes, minutesASecond, kills, perSecond }: ChaosSettings) {
  const rate = minutesASecond * 60
  const began = Date.now()
  const clock = () => new Date(START + (Date.now() - began) * rate)
  const sleep = (min: number) => pause((min * MINUTE) / rate)

  const [mail, operator, push] = [await mailGateway(), await smsc(), await pushService()]
  // A piece of SMTP is one of six answers of a mail, so each is rarer.
  const ways = {
    email: await chaosProxy(mail.port, seed, { reset: FAILING / 6, delay: 0.05, delayMs: 20 }),
    sms: await chaosProxy(operator.port, seed, { reset: FAILING / 2, delay: 0.05, delayMs: 20 }),
    push: await chaosProxy(Number(push.host.split(':')[1]), seed, { reset: FAILING, delay: 0.05, delayMs: 20 }),
  }
  mail.refuse = () => (seed() < FAILING ? 451 : 0)
  operator.answer = () => (seed() < FAILING / 2 ? 8 : 0)
  push.answer = () => (seed() < FAILING ? 503 : 201)

  const masterKeys = `1:${randomBytes(32).toString('base64')}`
  const db = await testDatabase()
  const platform = await testPlatform(db, { keys: envKeys(masterKeys) })
  const everybodys = platform.vault.newDataKey('browsers')
  const settings: SenderProcess = {
    connection: db.connection,
    masterKeys,
    env: {
      SMTP_URL: `smtp://127.0.0.1:${ways.email.port}`,
      SMS_URL: operator.url.replace(/\d+$/, String(ways.sms.port)),
      PUSH_HOSTS: `127.0.0.1:${ways.push.port}`,
    },
    browsersKey: everybodys.wrapped.toString('base64'),
    // Seven seconds, whatever the clock says: a line that is held up must not end a lease.
    leaseSeconds: (7 * rate) | 0,
    clock: { from: START, began, rate },
  }

  const byPhone = new Map<string, { id: string; expiresAt: number }>()
  const effects: Record<Channel, Effect[]> = { email: [], sms: [], push: [] }
  mail.onCaught = (id) => void effects.email.push({ id, at: clock().getTime() })
  operator.dropAnswer = (part) => {
    if (!part.joined || part.joined[2] === part.joined[1]) effects.sms.push({ id: byPhone.get(`+${part.to}`)!.id, at: clock().getTime() })
    return false
  }
  push.onTaken = (id) => void effects.push.push({ id, at: clock().getTime() })

  let child: ChildProcess | null = null
  const start = async () => {
    child = fork(new URL('./sender-process.ts', import.meta.url), [JSON.stringify(settings)])
    await once(child, 'message')
  }
  const kill = async () => {
    const gone = once(child!, 'exit')
    child!.kill('SIGKILL')
    await gone
  }

  const acknowledged: Record<Channel, string[]> = { email: [], sms: [], push: [] }
  let ending = false
  async function write(): Promise<void> {
    for (let n = 0; !ending; n++) {
      const [to, phone, code, browser] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
      acknowledged.email.push(await queue(platform, clock(), 'request.closed', to, { channel: 'email' }))
      const id = await queue(platform, clock(), 'request.registered', phone, { channel: 'sms' })
      byPhone.set(madeUpPhone(phone), { id, expiresAt: Number.POSITIVE_INFINITY })
      acknowledged.sms.push(id)
      await push.subscribe(platform, browser, everybodys.key, 'ru', ways.push.port)
      acknowledged.push.push(await queue(platform, clock(), 'request.in_progress', browser, { channel: 'push' }))
      if (n % 3 === 0) {
        const expiresAt = new Date(clock().getTime() + 10 * MINUTE)
        const secret = platform.vault.sealService('draft', noticeSecretPlace(code), JSON.stringify({ code: '482913' }))
        const one = await queue(platform, clock(), 'auth.code', code, { channel: 'sms', secret, facts: { purpose: 'sign_in' }, expiresAt })
        byPhone.set(madeUpPhone(code), { id: one, expiresAt: expiresAt.getTime() })
        acknowledged.sms.push(one)
      }
      await pause(1000 / perSecond)
    }
  }
  const facts = async () => {
    const rows = await platform.store.db.selectFrom('store_fact').select(['name', 'at']).execute()
    return (Object.keys(troubleOf) as Channel[]).map((channel) => rows.find(({ name }) => name === troubleOf[channel])?.at ?? null)
  }

  let killed = 0
  let calm = false
  async function killAtRandom(): Promise<void> {
    const mean = ((minutes.before + minutes.dead) * MINUTE) / rate / kills
    while (killed < kills) {
      await pause(mean * 1.6 * seed())
      // In the moment when the gateways die and the alarm is timed: starting again takes longer than two minutes of this clock.
      while (calm) await pause(50)
      await kill()
      killed++
      await start()
    }
  }

  await start()
  const writing = write()
  const killing = killAtRandom()
  await sleep(minutes.before)
  calm = true
  await pause(300)
  const diedAt = clock()
  for (const way of Object.values(ways)) way.open = false
  const deadUntil = diedAt.getTime() + minutes.dead * MINUTE
  let alarms = await facts()
  for (; alarms.includes(null) && clock().getTime() < deadUntil; alarms = await facts()) await pause(20)
  calm = false
  while (clock().getTime() < deadUntil) await pause(20)
  await killing
  for (const way of Object.values(ways)) way.open = true
  const backAt = clock()
  ending = true
  await writing
  const waiting = async () => (await platform.store.db.selectFrom('notice').select('id').where('state', 'in', ['queued', 'sending']).execute()).length
  const queuedAtReturn = await waiting()
  while ((await waiting()) > 0 && clock().getTime() < backAt.getTime() + 4 * minutes.after * MINUTE) await pause(30)
  const drainedAt = clock()
  const healed = (await facts()).every((at) => at === null)
  const rows = await platform.store.db.selectFrom('notice').select(['id', 'state', 'answer', 'leases', 'channel']).execute()
  await kill()
  for (const one of [...Object.values(ways), mail, operator, push]) await one.close()
  await platform.store.close()

  const expiry = new Map([...byPhone.values()].map(({ id, expiresAt }) => [id, expiresAt]))
  const doubles: Record<string, number> = {}
  for (const channel of Object.keys(effects) as Channel[]) {
    const own = rows.filter((row) => row.channel === channel)
    const count = new Map<string, number>()
    for (const { id } of effects[channel]) count.set(id, (count.get(id) ?? 0) + 1)
    const expected = own.filter(({ state }) => state === 'sent' || state === 'delivered').map(({ id }) => id)
    // A code may have left before its sender was killed and have expired before anybody could write that down.
    const expired = own.filter(({ state, answer }) => state === 'skipped' && answer === 'expired')
    assert.deepEqual([...own.map(({ id }) => id)].sort(), [...acknowledged[channel]].sort(), `${channel}: the rows are those that were acknowledged`)
    assert.deepEqual(
      own.filter(({ id }) => !expected.includes(id) && !expired.some((one) => one.id === id)),
      [],
      `${channel}: nothing has failed`,
    )
    for (const id of expected) assert.ok(count.has(id), `${channel}: ${id} was never sent`)
    for (const [id, times] of count) {
      const row = own.find((one) => one.id === id)
      assert.ok(row, `${channel}: an effect that nobody asked for`)
      assert.ok(times <= row.leases, `${channel}: more effects than tries`)
    }
    doubles[channel] = effects[channel].length - count.size
  }
  // A message that a transport holds while it looks for the line may be late by that wait (20 s), which this fast clock makes look long.
  const late = effects.sms.filter(({ id, at }) => at > (expiry.get(id) ?? Number.POSITIVE_INFINITY) + 20_000 * rate)
  return {
    acknowledged: rows.length,
    effects: Object.fromEntries(Object.entries(effects).map(([channel, all]) => [channel, all.length])),
    doubles,
    expired: rows.filter(({ answer }) => answer === 'expired').length,
    late: late.length,
    kills: killed,
    lost: Object.fromEntries(Object.entries(ways).map(([channel, { told }]) => [channel, told.reset])),
    alarmMinutes: alarms.map((at) => at && Math.round((at.getTime() - diedAt.getTime()) / 6000) / 10),
    queuedAtReturn,
    drainMinutes: Math.round((drainedAt.getTime() - backAt.getTime()) / 6000) / 10,
    healed,
  }
}
