import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SMS_BREAKER, SMS_TROUBLE } from '#contract/notice-events'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { agencyFacts, alarmsNow } from './queries.ts'

const now = new Date('2026-11-20T09:30:00Z')
let platform: Platform
before(async () => {
  platform = await testPlatform(await testDatabase())
})
after(() => platform.store.close())

test('TECH-5: staff see the alarms that stand, and pages stop offering text messages while they cannot go', async () => {
  const ctx = (at = now) => systemCtx(platform, at, 'T')
  assert.deepEqual([await alarmsNow(ctx()), (await agencyFacts(ctx())).smsWorks], [[], true])
  const until = new Date('2026-11-20T10:00:00Z')
  await platform.store.db
    .insertInto('store_fact')
    .values([
      { name: SMS_BREAKER, value: JSON.stringify({ until: until.toISOString() }), at: now },
      { name: 'demo', value: JSON.stringify({}), at: now },
    ])
    .execute()
  assert.deepEqual(await alarmsNow(ctx()), [{ name: SMS_BREAKER, since: now.toISOString(), details: { until: until.toISOString() } }])
  assert.equal((await agencyFacts(ctx())).smsWorks, false)
  assert.deepEqual([await alarmsNow(ctx(until)), (await agencyFacts(ctx(until))).smsWorks], [[], true], 'the hour is over')
  await platform.store.db
    .insertInto('store_fact')
    .values({ name: SMS_TROUBLE, value: JSON.stringify({ code: '500' }), at: now })
    .execute()
  assert.equal((await agencyFacts(ctx(until))).smsWorks, false)
  const real = { ...ctx(), app: { ...platform, mode: 'production' as const } }
  assert.equal((await agencyFacts(real)).smsWorks, false, 'no gateway is set')
})
