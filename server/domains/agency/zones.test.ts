import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOf, RUSSIAN_CLOCKS } from './zones.ts'

test('HOT-2: the 11 clocks of Russia agree with the time zone data of the machine, summer and winter', () => {
  assert.equal(RUSSIAN_CLOCKS.length, 11)
  const offsets = RUSSIAN_CLOCKS.flatMap((clock) => clock.iana.map((zone) => [zone, clock.offset]))
  for (const [zone = '', offset] of offsets) {
    for (const at of ['2026-01-15T00:00:00Z', '2026-07-15T00:00:00Z']) assert.equal(Temporal.Instant.from(at).toZonedDateTimeISO(zone).offset, offset, zone)
  }
})

test('HOT-2: a zone knows its label by Moscow time', () => {
  assert.equal(clockOf('Asia/Vladivostok')?.msk, 'MSK+7')
  assert.equal(clockOf('Europe/Berlin'), null)
})
