import assert from 'node:assert/strict'
import test from 'node:test'
import { isUuid, timeOfUuid, uuidv7 } from './ids.ts'

test('ids rise within a millisecond, past the end of the counter and when the clock goes back a little', () => {
  const now = new Date('2026-11-22T10:00:00.123Z')
  let last = ''
  for (let i = 0; i < 20_000; i++) {
    const id = uuidv7(i % 7 === 0 ? new Date(now.getTime() - 500) : now)
    assert.ok(id > last, `${id} after ${last}`)
    last = id
  }
})

test('an id is a version 7 UUID that tells its millisecond', () => {
  const at = new Date('2031-02-03T04:05:06.789Z')
  const id = uuidv7(at)
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.ok(isUuid(id))
  assert.equal(timeOfUuid(id).getTime(), at.getTime())
  assert.equal(timeOfUuid(uuidv7(new Date('2024-01-01T00:00:00Z'))).toISOString(), '2024-01-01T00:00:00.000Z', 'a clock far back is followed')
  for (const wrong of ['', id.toUpperCase(), `${id}0`, id.replaceAll('-', ''), `x${id.slice(1)}`, null, 7]) assert.equal(isUuid(wrong), false)
  assert.throws(() => uuidv7(new Date(Number.NaN)), RangeError)
})

test('a million ids are a million', () => {
  const ids = new Set<string>()
  for (let i = 0; i < 1_000_000; i++) ids.add(uuidv7())
  assert.equal(ids.size, 1_000_000)
})
