import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { SMS_BREAKER, SMS_ENTERED_LOW } from '#contract/notice-events'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { ctxOf, fridayNoon, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { limitCodes, sendCode } from './commands/codes.ts'
import { smsAllowed } from './commands/sms-allowed.ts'
import { watchSms } from './commands/watch-sms.ts'
import { contactKey, ownContactKey } from './queries/account-by-contact.ts'
import { anOwner } from './testing/bank.ts'

let platform: Platform
before(async () => {
  platform = await testPlatform(await testDatabase())
})
after(() => platform.store.close())
beforeEach(async () => {
  for (const table of ['limit_window', 'store_fact', 'notice', 'account_code'] as const) await platform.store.db.deleteFrom(table).execute()
})

const at = (min = 0): Ctx => ctxOf(platform, later(fridayNoon, minutes(min)))
const allowed = (ctx: Ctx, number: string, asker?: 'owner') =>
  smsAllowed(ctx, number, asker).then(
    () => 'yes',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
/** One request for a code by somebody who registers with this contact, each from an address of its own. */
let addresses = 0
const ask = async (ctx: Ctx, contact: string, channel: 'sms' | 'email' = 'sms') => {
  const n = ++addresses
  const id = uuidv7(ctx.now)
  try {
    await limitCodes(ctx, { address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, contact: contactKey(ctx, contact) })
    await change(ctx, (tx) => sendCode(ctx, tx, { purpose: 'register', aboutId: id, citizenId: null, to: { channel, registrationId: id } }))
    return 'sent'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const queued = async (channel: string) =>
  Number(
    (
      await platform.store.db
        .selectFrom('notice')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('channel', '=', channel)
        .executeTakeFirstOrThrow()
    ).n,
  )
const fact = (name: string) => platform.store.db.selectFrom('store_fact').select('value').where('name', '=', name).executeTakeFirst()

test('section 5, SMS: a number gets one message a minute, three an hour and six a day; who gave the password has a count of their own', async () => {
  const number = '+79001234567'
  assert.deepEqual([await allowed(at(0), number), await allowed(at(0.5), number)], ['yes', 'code.wait'])
  assert.deepEqual([await allowed(at(1), number), await allowed(at(2), number), await allowed(at(3), number)], ['yes', 'yes', 'code.wait'])
  assert.equal(await allowed(at(4), number, 'owner'), 'yes')
  for (const min of [60, 61, 62]) assert.equal(await allowed(at(min), number), 'yes', `${min}`)
  assert.equal(await allowed(at(180), number), 'code.wait', 'six a day')
  assert.equal(await allowed(at(24 * 60), number), 'yes')
})

test('section 5, SMS: a contact of an account is counted like the same one typed', async () => {
  const { citizenId, contactId } = await anOwner(at(), { login: '+7 000 765-43-21' })
  const { wrapped_key } = await platform.store.db.selectFrom('citizen').select('wrapped_key').where('id', '=', citizenId).executeTakeFirstOrThrow()
  const owner = { citizenId, key: platform.vault.dataKey(citizenId, wrapped_key!) }
  assert.deepEqual(await ownContactKey(at(), owner, contactId), contactKey(at(), '8 000 765 43 21'))
})

test('section 5, SMS: numbers that differ in their last two digits share a limit', async () => {
  const range = (n: number) => `+790012345${String(n).padStart(2, '0')}`
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => allowed(at(), range(n))))
  assert.equal(answers.filter((answer) => answer === 'yes').length, 20)
  assert.equal(await allowed(at(), '+79001234677'), 'yes')
})

test('section 5, SMS: no message goes to a number abroad, nor where there is no gateway', async () => {
  assert.equal(await allowed(at(), '+37120000000'), 'sms.unavailable')
  const real = { ...platform, mode: 'production' as const }
  assert.equal(await allowed({ ...at(), app: real }, '+79001234567'), 'sms.unavailable')
  const config = { ...platform.config, sms: { ...platform.config.sms, gatewayUrl: 'https://sms.agency.example', prefixes: '+79,+371' } }
  assert.equal(await allowed({ ...at(), app: { ...real, config } }, '+37120000000'), 'yes')
  assert.equal(await allowed({ ...at(), app: { ...real, config } }, '+70001234567'), 'sms.unavailable', 'made-up numbers are for the demonstration')
})

test('SMS pumping: 5,000 requests over 500 numbers: the budget holds, the breaker opens for everybody, mail goes on, the next hour begins anew', async () => {
  const numbers = Array.from({ length: 500 }, (_, n) => `+7900${String(n).padStart(5, '0')}00`)
  const answers = new Map<string, number>()
  for (let round = 0; round < 10; round++)
    for (let n = 0; n < numbers.length; n += 10)
      for (const answer of await Promise.all(numbers.slice(n, n + 10).map((number) => ask(at(round * 5), number))))
        answers.set(answer, (answers.get(answer) ?? 0) + 1)
  assert.equal(answers.get('sent'), 1000)
  assert.equal(await queued('sms'), 1000)
  assert.equal(
    [...answers.values()].reduce((sum, n) => sum + n, 0),
    5000,
  )
  assert.deepEqual((await fact(SMS_BREAKER))!.value, { until: later(fridayNoon, minutes(60)).toISOString() })
  assert.equal(await ask(at(59), '+79219999999'), 'sms.unavailable', 'a number that never asked hears the same')
  assert.equal(await ask(at(59), 'somebody@example.org', 'email'), 'sent')
  assert.equal(await ask(at(60), '+79219999999'), 'sent')
  const opened = await platform.store.db.selectFrom('journal').select('details').where('event', '=', 'sms.breaker-opened').execute()
  assert.equal(opened.length, 1)
})

test('SMS pumping: of many at once at the edge of the budget no more pass than it holds', async () => {
  const config = { ...platform.config, sms: { ...platform.config.sms, budgetPerHour: 5 } }
  const ctx = () => ({ ...at(), app: { ...platform, config } })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(ctx(), `+7911${String(n).padStart(5, '0')}00`)))
  assert.equal(answers.filter((answer) => answer === 'sent').length, 5)
  assert.ok(answers.every((answer) => answer === 'sent' || answer === 'sms.unavailable'))
})

test('SMS pumping: staff are warned while few of the codes sent are entered, once there were twenty', async () => {
  const code = (n: number, isUsed: boolean) =>
    platform.store.db.insertInto('account_code').values({
      id: uuidv7(fridayNoon),
      purpose: 'register',
      about_id: uuidv7(fridayNoon),
      channel: 'sms',
      code_mac: Buffer.alloc(32),
      attempts_left: 5,
      created_at: later(fridayNoon, minutes(n)),
      expires_at: later(fridayNoon, minutes(n + 10)),
      used_at: isUsed ? later(fridayNoon, minutes(n + 1)) : null,
    })
  for (let n = 0; n < 19; n++) await code(1, n < 11).execute()
  await watchSms(at(15))
  assert.equal(await fact(SMS_ENTERED_LOW), undefined, 'nineteen say nothing yet')
  await code(1, false).execute()
  for (let n = 0; n < 30; n++) await code(14, false).execute()
  await watchSms(at(15))
  assert.deepEqual((await fact(SMS_ENTERED_LOW))!.value, { sent: 20, entered: 11 }, 'codes that can still be entered are not counted')
  await watchSms(at(16))
  for (let n = 0; n < 60; n++) await code(20, true).execute()
  await watchSms(at(31))
  assert.equal(await fact(SMS_ENTERED_LOW), undefined)
  const told = await platform.store.db.selectFrom('journal').select('event').where('event', 'like', 'sms.alarm%').orderBy('id').execute()
  assert.deepEqual(
    told.map(({ event }) => event),
    ['sms.alarm-raised', 'sms.alarm-ended'],
  )
})
