import assert from 'node:assert/strict'
import { test } from 'node:test'
import { underKills } from './kills.ts'

test('REL-1, REL-2, REL-3, R16: what was acknowledged is there once, and every notice goes out once, though service and database are killed', async (t) => {
  const outcome = await underKills({ citizens: 12, staff: 3, kills: 6, databaseKills: 2, seconds: 20, pace: 60, waitForLeases: false })
  t.diagnostic(JSON.stringify({ ...outcome, killedAt: undefined }))
  assert.ok(outcome.kills >= 2, 'too few kills to have shown anything')
  assert.ok(outcome.databaseKills >= 1)
  assert.ok(outcome.acknowledged >= 40, 'too little work to have shown anything')
  assert.ok(outcome.said >= 4, 'too little was said')
  assert.ok(outcome.refused > 0, 'nobody noticed the kills')
  // The promise is 15 s, held by the long profile; here other tests have the machine too.
  assert.ok(outcome.longestAbsence <= 30_000, `away for ${Math.round(outcome.longestAbsence)} ms`)
})
