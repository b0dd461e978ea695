import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cellOf, chosenChannels, defaultMatrix, groupOf, matrixOf, noticeGroups } from '#contract/notice-choices'
import { type NoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'
import { channelsFor, type Reader } from './channels-for.ts'

const rules = Object.entries(noticeEvents) as [NoticeEvent, NoticeRule][]
const citizens = rules.filter(([, { audience }]) => audience === 'citizen').map(([event]) => event)
const ruleOf = (event: NoticeEvent): NoticeRule => noticeEvents[event]
const reach = { email: true, sms: true, push: true }
const owner: Reader = { hasAccount: true, matrix: defaultMatrix, reach }
const guest: Reader = { hasAccount: false, matrix: defaultMatrix, reach: { ...reach, sms: false, push: false } }

const flags = fc.record(
  Object.fromEntries(chosenChannels.map((channel) => [channel, fc.boolean()])) as Record<(typeof chosenChannels)[number], fc.Arbitrary<boolean>>,
)
const readers: fc.Arbitrary<Reader> = fc
  .record({
    hasAccount: fc.boolean(),
    matrix: fc.record(Object.fromEntries(noticeGroups.map((group) => [group, flags])) as Record<(typeof noticeGroups)[number], typeof flags>),
    reach: flags,
  })
  // A guest is reached by mail alone.
  .map((reader) => (reader.hasAccount ? reader : { ...reader, reach: { ...reader.reach, sms: false, push: false } }))

test('SLA-7: what is mandatory goes by every channel of the event that leads to the owner of an account, whatever was switched off', () => {
  fc.assert(
    fc.property(fc.constantFrom(...citizens.filter((event) => ruleOf(event).mandatory)), readers, (event, reader) => {
      const queued = channelsFor(event, { ...reader, hasAccount: true })
      for (const channel of ruleOf(event).channels) {
        if (channel === 'inapp') assert.ok(queued.includes(channel))
        else if (channel !== 'statuspage') assert.equal(queued.includes(channel), reader.reach[channel])
      }
    }),
  )
})

test('what was switched off never goes out, unless it is mandatory and nothing else reaches the person', () => {
  fc.assert(
    fc.property(fc.constantFrom(...citizens), readers, (event, reader) => {
      const { channels, optionalChannels, mandatory } = ruleOf(event)
      const queued = channelsFor(event, reader)
      assert.equal(new Set(queued).size, queued.length)
      const away = queued.filter((channel) => channel !== 'inapp')
      const byChoice = away.filter((channel) => !reader.matrix[groupOf(event)][channel])
      if (!mandatory) assert.deepEqual(byChoice, [])
      // Only ways that the matrix knows and that lead to the person.
      for (const channel of away) assert.ok(reader.reach[channel] && (channels.includes(channel) || optionalChannels.includes(channel)))
      const stray = byChoice.filter((channel) => !channels.includes(channel))
      if (stray.length > 0)
        assert.ok(mandatory && !channels.some((channel) => channel !== 'push' && (channel === 'email' || channel === 'sms') && reader.reach[channel]))
    }),
  )
})

test('a guest gets mail alone, also of status changes that the matrix leaves to choice (SLA-7), and none that is optional after unsubscribing', () => {
  assert.deepEqual(channelsFor('request.in_progress', guest), ['email'])
  assert.deepEqual(channelsFor('auth.code', guest), ['email'])
  assert.deepEqual(channelsFor('call.live', guest), [])
  const silent = { ...guest, matrix: matrixOf({ requests: { email: false } }) }
  assert.deepEqual(channelsFor('request.in_progress', silent), [])
  assert.deepEqual(channelsFor('request.resolved', silent), ['email'])
})

test('by default an account gets mail and push of its requests and no text messages; a choice adds and takes away', () => {
  assert.deepEqual(channelsFor('request.resolved', owner), ['email', 'push', 'inapp'])
  assert.deepEqual(channelsFor('request.in_progress', owner), ['push', 'email', 'inapp'])
  const matrix = matrixOf({ requests: { email: false, sms: true, push: false } })
  assert.deepEqual(channelsFor('request.registered', { ...owner, matrix }), ['sms', 'inapp'])
  assert.deepEqual(channelsFor('request.resolved', { ...owner, matrix }), ['email', 'push', 'sms', 'inapp'])
  assert.deepEqual(channelsFor('incident.announced', owner), ['inapp'])
})

test('LOGIN-4: somebody with a telephone alone hears of a new device by text message, though that is left to choice', () => {
  assert.deepEqual(channelsFor('auth.new_device', { ...owner, reach: { email: false, sms: true, push: true } }), ['push', 'sms', 'inapp'])
  assert.deepEqual(channelsFor('auth.new_device', { ...owner, reach: { email: false, sms: false, push: false } }), ['inapp'])
})

test('every event of citizens but the codes stands in the cell of each of its channels, and is either fixed there or follows the choice', () => {
  for (const [event, { audience, channels, optionalChannels, lane, mandatory }] of rules)
    for (const channel of chosenChannels) {
      const { always, byChoice } = cellOf(groupOf(event), channel)
      const known = audience === 'citizen' && lane > 0 && (channels.includes(channel) || optionalChannels.includes(channel))
      assert.equal(always.includes(event), known && mandatory && channels.includes(channel))
      assert.equal(byChoice.includes(event), known && !(mandatory && channels.includes(channel)))
    }
})
