import assert from 'node:assert/strict'
import { test } from 'node:test'
import { underKills } from './kills.ts'

for (const run of [1, 2, 3])
  test(`REL-1, REL-2, REL-3: 25 kills of the service and 4 of the database, run ${run} of 3`, { timeout: 600_000 }, async (t) => {
    const outcome = await underKills({ citizens: 20, staff: 4, kills: 25, databaseKills: 4, seconds: 400, pace: 30, waitForLeases: true })
    t.diagnostic(JSON.stringify({ ...outcome, killedAt: undefined }))
    assert.deepEqual([outcome.kills, outcome.databaseKills], [25, 4])
    assert.ok(outcome.acknowledged >= 500)
    assert.ok(outcome.said >= 100)
    assert.ok(outcome.longestAbsence <= 15_000, `away for ${Math.round(outcome.longestAbsence)} ms`)
  })
