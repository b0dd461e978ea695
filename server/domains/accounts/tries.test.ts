import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { randomToken, sha256 } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { ctxOf, fridayNoon, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { forgiveTries, giveBackTry, reserveStepTry, reserveTry, type Try } from './commands/tries.ts'
import { anOwner } from './testing/bank.ts'

let platform: Platform
before(async () => {
  platform = await testPlatform(await testDatabase(), { env: { ACCOUNT_HARD_LIMIT: '20' } })
})
after(() => platform.store.close())

const at = (min = 0): Ctx => ctxOf(platform, later(fridayNoon, minutes(min)))
const rowOf = (citizenId: string) =>
  platform.store.db
    .selectFrom('account')
    .select(['failures', 'lockouts', 'locked_until', 'failures_in_row'])
    .where('citizen_id', '=', citizenId)
    .executeTakeFirstOrThrow()
const inChange = (work: (tx: Parameters<typeof giveBackTry>[0]) => Promise<unknown>) =>
  change(at(), async (tx) => {
    tx.record('account.unlocked', {})
    await work(tx)
  })
async function aDevice(citizenId: string): Promise<string> {
  const id = uuidv7(fridayNoon)
  await platform.store.db
    .insertInto('account_device')
    .values({ citizen_id: citizenId, id, token_hash: sha256(randomToken()), about: Buffer.alloc(1), created_at: fridayNoon, seen_at: fridayNoon })
    .execute()
  return id
}

test('ASVS 6.3.1: of 100 tries at once five are looked at, and the lock falls once', async () => {
  const { citizenId } = await anOwner(at())
  const tries = (await Promise.all(Array.from({ length: 100 }, () => reserveTry(at(), citizenId, null)))).filter((one) => one !== null)
  assert.equal(tries.length, 5)
  assert.equal(tries.filter(({ isLast }) => isLast).length, 1)
  assert.deepEqual(await rowOf(citizenId), { failures: 5, lockouts: 1, locked_until: later(fridayNoon, minutes(15)), failures_in_row: 5 })
  await assert.rejects(reserveStepTry(at(5), citizenId, null), (e) => e instanceof Refusal && e.details!['retryAfterSeconds'] === 600)
})

test('ASVS 6.3.1: each lock is twice as long as the one before, up to a day; failures a quarter of an hour apart do not add up', async () => {
  const { citizenId } = await anOwner(at())
  const locks: number[] = []
  let now = 0
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 5; i++) await reserveTry(at(now), citizenId, null)
    const until = (await rowOf(citizenId)).locked_until!
    locks.push((until.getTime() - at(now).now.getTime()) / 60_000)
    now += locks.at(-1)! + 1
  }
  assert.deepEqual(locks, [15, 30, 60, 120])
  const device = await aDevice(citizenId)
  const own: number[] = []
  for (let round = 0; round < 9; round++) {
    for (let i = 0; i < 5; i++) await reserveTry(at(now), citizenId, device)
    const row = await platform.store.db.selectFrom('account_device').select('locked_until').where('id', '=', device).executeTakeFirstOrThrow()
    own.push((row.locked_until!.getTime() - at(now).now.getTime()) / 60_000)
    now += own.at(-1)! + 1
  }
  assert.deepEqual(own, [15, 30, 60, 120, 240, 480, 960, 1440, 1440])
  const calm = await anOwner(at())
  for (let i = 0; i < 12; i++) assert.ok(await reserveTry(at(now + 16 * i), calm.citizenId, null))
})

test('NIST 800-63B: at the hard limit no password is taken from unknown devices, whoever signs in on a known one', async () => {
  const { citizenId } = await anOwner(at())
  const device = await aDevice(citizenId)
  let now = 0
  for (let i = 0; i < 20; i++) {
    assert.ok(await reserveTry(at(now), citizenId, null), `try ${i}`)
    now += 16
  }
  assert.equal(await reserveTry(at(now), citizenId, null), null)
  const own = await reserveTry(at(now), citizenId, device)
  assert.ok(own)
  await inChange(async (tx) => {
    await giveBackTry(tx, own)
    await forgiveTries(at(now), tx, citizenId, device)
  })
  assert.equal((await rowOf(citizenId)).failures_in_row, 20)
  assert.equal(await reserveTry(at(now), citizenId, null), null)
})

test('LOGIN-4: a right answer gives back its own try, and a whole sign-in forgives the rest', async () => {
  const { citizenId } = await anOwner(at())
  for (let i = 0; i < 4; i++) await reserveTry(at(), citizenId, null)
  const fifth = (await reserveTry(at(), citizenId, null))!
  assert.equal(fifth.isLast, true)
  await inChange((tx) => giveBackTry(tx, fifth))
  assert.deepEqual(await rowOf(citizenId), { failures: 4, lockouts: 0, locked_until: null, failures_in_row: 4 })
  await inChange((tx) => forgiveTries(at(), tx, citizenId, null))
  assert.deepEqual(await rowOf(citizenId), { failures: 0, lockouts: 0, locked_until: null, failures_in_row: 0 })
})

type Step = { who: 'stranger' | 'owner-new'; right: boolean } | { who: 'wait'; minutes: number } | { who: 'burst'; count: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ who: fc.constant('stranger' as const), right: fc.constant(false) }) },
  { weight: 2, arbitrary: fc.record({ who: fc.constant('owner-new' as const), right: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ who: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 3000 }) }) },
  { weight: 2, arbitrary: fc.record({ who: fc.constant('burst' as const), count: fc.integer({ min: 2, max: 12 }) }) },
)

test('ASVS 6.3.1: whatever strangers try, in any order and at once, the owner gets in on a known device', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    const { citizenId } = await anOwner(at())
    const device = await aDevice(citizenId)
    let now = 0
    for (const one of steps) {
      if (one.who === 'wait') now += one.minutes
      else if (one.who === 'burst') await Promise.all(Array.from({ length: one.count }, () => reserveTry(at(now), citizenId, null)))
      else {
        const tried: Try | null = await reserveTry(at(now), citizenId, null)
        if (tried && one.right)
          await inChange(async (tx) => {
            await giveBackTry(tx, tried)
            await forgiveTries(at(now), tx, citizenId, null)
          })
      }
      const own = await reserveTry(at(now), citizenId, device)
      assert.ok(own, 'the known device was kept out')
      assert.equal(own.isLast, false)
      await inChange((tx) => giveBackTry(tx, own))
    }
  })
  await fc.assert(property, { numRuns: 25 })
})
