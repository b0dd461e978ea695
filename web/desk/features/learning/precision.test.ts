import assert from 'node:assert/strict'
import test from 'node:test'
import { precisionOf, summedByTopic } from './precision.ts'

const one = (week: string, topic: string, helped: number, corrected = 0) => ({ week, topic, helped, notHelped: 0, confirmed: 0, corrected })

test('CHAT-14: precision is told from twenty voices on; weeks are summed or seen alone', () => {
  const topics = [one('2026-11-16', 'a', 12, 3), one('2026-11-23', 'a', 4, 1), one('2026-11-23', 'b', 3), one('2026-11-16', 'c', 0)]
  const all = summedByTopic(topics, '')
  assert.deepEqual(
    all.map(({ topic, helped, corrected }) => [topic, helped, corrected]),
    [
      ['a', 16, 4],
      ['b', 3, 0],
    ],
  )
  assert.deepEqual(all.map(precisionOf), [0.8, null])
  assert.deepEqual(
    summedByTopic(topics, '2026-11-16').map(({ topic, helped }) => [topic, helped]),
    [['a', 12]],
  )
})
