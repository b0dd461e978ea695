import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openReader } from './read-letter.ts'
import { chance, generated } from './testing/generated.ts'
import { aPost } from './testing/letters.ts'
import { pour } from './testing/pour.ts'

test('R21: 5,000 generated letters: no crash, at most 5 s each, every one a request, a message, dropped or in quarantine', async (t) => {
  const post = await aPost({ MAIL_IN_PER_ADDRESS_PER_HOUR: '10000' })
  const reader = openReader()
  const c = chance(5000)
  const begun = performance.now()
  const { counts, slowestMs, stuck } = await pour(
    post,
    reader,
    (function* () {
      for (let n = 0; n < 5000; n++) yield generated(c, n)
    })(),
  )
  t.diagnostic(`${JSON.stringify(counts)}, the slowest ${Math.round(slowestMs)} ms, all ${Math.round((performance.now() - begun) / 1000)} s`)
  await reader.close()
  await post.close()
  assert.equal(stuck, 0)
  assert.equal(counts['quarantine: broken'] ?? 0, 0)
  assert.ok(slowestMs < 8000)
})
