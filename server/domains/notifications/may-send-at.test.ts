import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maySendAt } from './may-send-at.ts'

const sms = { channel: 'sms', lane: 2, audience: 'citizen' } as const
const moscow = { zone: 'Europe/Moscow' }
const at = (notice: Parameters<typeof maySendAt>[0], to: Parameters<typeof maySendAt>[1], now: string) => maySendAt(notice, to, new Date(now)).toISOString()

for (const [now, until] of [
  ['2026-11-20T17:59:59.000Z', '2026-11-20T17:59:59.000Z'],
  ['2026-11-20T18:00:00.000Z', '2026-11-21T06:00:00.000Z'],
  ['2026-11-20T21:30:10.500Z', '2026-11-21T06:00:00.000Z'],
  ['2026-11-21T05:59:59.999Z', '2026-11-21T06:00:00.000Z'],
  ['2026-11-21T06:00:00.000Z', '2026-11-21T06:00:00.000Z'],
] as const)
  test(`quiet hours: a text message of ${now} to Moscow may go at ${until}`, () => assert.equal(at(sms, moscow, now), until))

test('quiet hours are those of the reader: it is day in Vladivostok while Moscow sleeps', () => {
  assert.equal(at(sms, { zone: 'Asia/Vladivostok' }, '2026-11-21T01:00:00.000Z'), '2026-11-21T01:00:00.000Z')
  assert.equal(at(sms, { zone: 'Asia/Vladivostok' }, '2026-11-20T12:00:00.000Z'), '2026-11-20T23:00:00.000Z')
})
test('quiet hours: codes, news of safety, mail, in-app and staff do not wait; push does', () => {
  const night = '2026-11-20T22:00:00.000Z'
  for (const free of [
    { ...sms, lane: 0 },
    { ...sms, lane: 1 },
    { ...sms, channel: 'email' },
    { ...sms, channel: 'inapp' },
    { ...sms, audience: 'staff' },
  ] as const)
    assert.equal(at(free, moscow, night), night)
  assert.equal(at({ ...sms, channel: 'push' }, moscow, night), '2026-11-21T06:00:00.000Z')
})
test('quiet hours by choice: within a day, over midnight, and none', () => {
  assert.equal(at(sms, { ...moscow, quiet: { from: '12:00', to: '14:30' } }, '2026-11-20T10:00:00.000Z'), '2026-11-20T11:30:00.000Z')
  assert.equal(at(sms, { ...moscow, quiet: { from: '23:30', to: '00:15' } }, '2026-11-20T20:45:00.000Z'), '2026-11-20T21:15:00.000Z')
  assert.equal(at(sms, { ...moscow, quiet: { from: '00:00', to: '00:00' } }, '2026-11-20T22:00:00.000Z'), '2026-11-20T22:00:00.000Z')
})
test('quiet hours end by the wall clock in the nights when clocks change', () => {
  assert.equal(at(sms, { zone: 'Europe/Berlin' }, '2026-10-24T21:00:00.000Z'), '2026-10-25T08:00:00.000Z')
  assert.equal(at(sms, { zone: 'Europe/Berlin' }, '2026-03-28T21:00:00.000Z'), '2026-03-29T07:00:00.000Z')
})
