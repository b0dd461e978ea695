import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diceOf } from '#domains/routing/testing/dice'
import { underChaos } from './testing/under-chaos.ts'

// The whole hour and 25 kills: chaos.long.ts. Here the clock is faster and nothing is said of minutes, which a busy machine stretches.
test('REL-3, REL-4, TECH-5: through bad lines, gateways that die and kills every notice arrives, late codes do not, and the alarm ends', {
  timeout: 120_000,
}, async (t) => {
  const outcome = await underChaos({ seed: diceOf(11).throwOne, minutes: { before: 2, dead: 13, after: 60 }, minutesASecond: 3, kills: 3, perSecond: 15 })
  t.diagnostic(JSON.stringify(outcome))
  assert.equal(outcome.kills, 3)
  assert.equal(outcome.late, 0)
  assert.ok(outcome.expired > 0)
  assert.ok(outcome.healed)
  assert.ok(outcome.queuedAtReturn > 50)
  for (const minutes of outcome.alarmMinutes) assert.notEqual(minutes, null, 'no alarm while the gateways were dead')
})
