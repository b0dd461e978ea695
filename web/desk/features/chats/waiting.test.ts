import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeskChatLine } from '#contract/chat-desk'
import { clockOf, oldestWaiting, toneOf, unreadOf } from './waiting.ts'

const line = (id: string, waitingSince: string | null, unread = 0) => ({ id, waitingSince, unread }) as DeskChatLine

test('CHAT-12: the wait is told in minutes and seconds and turns at 5 and at 10 minutes', () => {
  assert.deepEqual([-5000, 0, 59_999, 250_000, 3_723_000].map(clockOf), ['0:00', '0:00', '0:59', '4:10', '1:02:03'])
  assert.deepEqual([299_999, 300_000, 599_999, 600_000].map(toneOf), ['neutral', 'warn', 'warn', 'danger'])
})

test('CHAT-12: the talk to go to is the one whose citizen waits longest, then one with unread words', () => {
  const [early, late] = [line('early', '2026-11-23T07:00:00.000Z'), line('late', '2026-11-23T07:05:00.000Z', 2)]
  assert.equal(oldestWaiting([line('idle', null), late, early])?.id, 'early')
  assert.equal(oldestWaiting([line('idle', null), line('unread', null, 1)])?.id, 'unread')
  assert.equal(oldestWaiting([line('idle', null)])?.id, 'idle')
  assert.equal(oldestWaiting([]), undefined)
  assert.equal(unreadOf([early, late]), 2)
})
