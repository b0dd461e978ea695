import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Platform } from '#platform/platform'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { waysAgain } from './ways-of.ts'

test('TECH-5: again goes what failed by any way, what was skipped by another, what went out by its own; no code, and nothing by a way without a text or a gateway', async (t) => {
  const platform = await testPlatform(await testDatabase())
  t.after(() => platform.store.close())
  const served: Platform = { ...platform, mode: 'demo' }
  const ways = (event: string, channel: string, state: string, at = served) => waysAgain({ event, channel, state }, at).join(' ')
  assert.deepEqual(
    ['failed', 'skipped', 'sent', 'delivered', 'queued', 'sending'].map((state) => ways('request.resolved', 'sms', state)),
    ['email sms push', 'email push', 'sms', 'sms', '', ''],
  )
  assert.equal(ways('request.resolved', 'sms', 'failed', { ...platform, mode: 'production' }), 'email push')
  assert.equal(ways('request.overdue', 'sms', 'sent'), '', 'it has no such text')
  assert.equal(ways('request.resolved', 'inapp', 'delivered'), '')
  assert.equal(ways('auth.code', 'sms', 'failed'), '')
})
