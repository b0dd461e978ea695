import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayNumber, instantAt, isoInZone, localDayAt, offsetAt } from './zone-time.ts'

// Zones with summer time, a half-hour step, and the Russian change of 2014: the remembered span must never outlive its end.
const zone = fc.constantFrom('Europe/Moscow', 'Asia/Vladivostok', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Europe/Samara', 'UTC')
const moment = fc.integer({ min: Date.parse('2009-01-01'), max: Date.parse('2029-01-01') })

test('REG-3: the local clock agrees with Temporal in any zone and year', () => {
  fc.assert(
    fc.property(zone, moment, (where, at) => {
      const exact = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(where)
      assert.equal(offsetAt(where, at), exact.offsetNanoseconds / 1e6)
      assert.equal(localDayAt(where, new Date(at)).day, dayNumber(exact.toPlainDate().toString()))
    }),
    { numRuns: 3000 },
  )
})

test('REG-3: a local time becomes the instant that Temporal names, also near a change of the clock', () => {
  const days = fc.integer({ min: dayNumber('2009-01-01'), max: dayNumber('2029-01-01') })
  fc.assert(
    fc.property(zone, days, fc.integer({ min: 0, max: 1439 }), (where, day, minutes) => {
      const clock = Temporal.PlainDate.from('1970-01-01')
        .add({ days: day })
        .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
      assert.equal(instantAt(where, day, minutes).getTime(), clock.toZonedDateTime(where).epochMilliseconds)
    }),
    { numRuns: 3000 },
  )
})

test('REG-3: moments exactly on a change of the clock belong to the new time', () => {
  const change = Date.parse('2026-03-29T01:00:00Z')
  for (const at of [change - 1, change, change - 1, change + 1]) assert.equal(offsetAt('Europe/Berlin', at), at < change ? 3_600_000 : 7_200_000)
})

test('REG-3: the offset is written as people read it', () => {
  assert.equal(isoInZone('Asia/Kamchatka', new Date('2026-05-12T15:00:00Z')), '2026-05-13T03:00:00+12:00')
  assert.equal(isoInZone('America/St_Johns', new Date('2026-01-12T15:00:00Z')), '2026-01-12T11:30:00-03:30')
})

test('REG-3: dates that do not exist are refused', () => {
  for (const date of ['2026-02-29', '2026-04-31', '2026-13-01', '26-01-01', '2026-1-1', '']) assert.throws(() => dayNumber(date), RangeError)
})
