import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { collect } from './collect.ts'
import { DEFAULT_LIMITS } from './limits.ts'

const MAX = DEFAULT_LIMITS.bytes

function arriving(total: number, chunk = 64 * 1024) {
  const count = { given: 0, truncated: false }
  function* chunks() {
    for (let left = total; left > 0; left -= chunk) {
      stream.given += Math.min(chunk, left)
      yield Buffer.alloc(Math.min(chunk, left), 7)
    }
  }
  const stream: Readable & typeof count = Object.assign(Readable.from(chunks(), { objectMode: true, highWaterMark: 1 }), count)
  return stream
}

test('FORM-8, PREP-3: exactly 5 MiB arrive whole', async () => {
  assert.equal(MAX, 5_242_880)
  const bytes = await collect(arriving(MAX), MAX)
  assert.equal(bytes.length, MAX)
  assert.ok(bytes.every((byte) => byte === 7))
})

test('ASVS 5.2.1: one byte more is refused, and the rest of an endless upload is not read', async () => {
  await assert.rejects(collect(arriving(MAX + 1), MAX), { code: 'file.too-big' })
  const endless = arriving(10 * MAX)
  await assert.rejects(collect(endless, MAX), { code: 'file.too-big' })
  assert.ok(endless.given < MAX + 512 * 1024, `read ${endless.given}`)
  assert.ok(endless.destroyed)
})

test('FORM-8: with "drain" the rest is read away, so that the next file of the form can follow', async () => {
  const big = arriving(2 * MAX)
  await assert.rejects(collect(big, MAX, 'drain'), { code: 'file.too-big' })
  assert.equal(big.given, 2 * MAX)
})

test('FORM-8: a part that the parser cut is too big, not a shorter file', async () => {
  const cut = arriving(1000)
  cut.truncated = true
  await assert.rejects(collect(cut, MAX), { code: 'file.too-big' })
})
