import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { nextWay } from './next-way.ts'

test('TECH-5: what must arrive and was not rung goes by mail, whatever the event; codes, mail and what staff read do not go elsewhere', () => {
  for (const event of Object.keys(noticeEvents) as NoticeEvent[]) {
    const { lane, mandatory, channels, optionalChannels, audience } = noticeEvents[event]
    const mayBeMailed = ([...channels, ...optionalChannels] as string[]).includes('email')
    const expected = mandatory && lane > 0 && mayBeMailed && audience === 'citizen' ? 'email' : null
    for (const channel of ['sms', 'push'] as const) assert.equal(nextWay({ event, channel, audience }), expected, `${event} by ${channel}`)
    for (const channel of ['email', 'inapp'] as const) assert.equal(nextWay({ event, channel, audience }), null)
  }
  assert.equal(nextWay({ event: 'auth.code', channel: 'sms', audience: 'citizen' }), null)
  assert.equal(nextWay({ event: 'auth.locked', channel: 'sms', audience: 'citizen' }), 'email')
  assert.equal(nextWay({ event: 'request.in_progress', channel: 'push', audience: 'citizen' }), null)
})
