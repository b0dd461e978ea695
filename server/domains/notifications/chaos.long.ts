import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diceOf } from '#domains/routing/testing/dice'
import { underChaos } from './testing/under-chaos.ts'

test('REL-3, REL-4, TECH-5: gateways that fail 5 % and are dead for an hour, 25 kills: every notice arrives, late codes do not, the alarm is raised and ends', {
  timeout: 400_000,
}, async (t) => {
  const outcome = await underChaos({ seed: diceOf(7).throwOne, minutes: { before: 20, dead: 60, after: 10 }, minutesASecond: 0.75, kills: 25, perSecond: 8 })
  t.diagnostic(JSON.stringify(outcome))
  assert.equal(outcome.kills, 25)
  assert.equal(outcome.late, 0)
  assert.ok(outcome.expired > 0)
  assert.ok(outcome.healed)
  assert.ok(outcome.queuedAtReturn > 500)
  assert.ok(outcome.drainMinutes <= 10, `${outcome.drainMinutes} min`)
  for (const minutes of outcome.alarmMinutes) assert.ok(minutes !== null && minutes <= 2, `the alarm after ${minutes} min`)
})
