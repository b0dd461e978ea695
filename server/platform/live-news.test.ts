import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { type News, newsFor } from './live-news.ts'

/** A talk whose last number is `last`; a page of it holds two. */
function aPage() {
  const state = { last: 0, refuses: false }
  const heard: string[] = []
  const news = newsFor<number[]>({
    read: async (after) => {
      await turn()
      if (state.refuses) throw new Error('refused')
      const numbers = Array.from({ length: Math.min(2, state.last - after) }, (_, i) => after + 1 + i)
      return { upTo: numbers.at(-1) ?? after, news: numbers } satisfies News<number[]>
    },
    send: (after, { news }) => heard.push(`${after}: ${news.join(' ')}`),
    leaveToPage: (version) => heard.push(`ask ${version}`),
  })
  const say = (by: 'told' | 'known', count = 1) => {
    state.last += count
    news[by](state.last)
  }
  return { state, heard, say }
}
const settled = async () => {
  for (let i = 0; i < 200; i++) await turn()
}

test('R12: what the other side says is brought from the number before it, in pages, one reading after another', async () => {
  const { heard, say } = aPage()
  say('told')
  say('told', 3)
  await settled()
  assert.deepEqual(heard, ['0: 1 2', '2: 3 4'])
})

test('R12: what the own side says is not brought, and counts as known', async () => {
  const { heard, say } = aPage()
  say('known', 2)
  say('told')
  await settled()
  assert.deepEqual(heard, ['2: 3'])
})

test('R12: where it cannot be read the page asks by itself, and is brought what comes later', async () => {
  const { state, heard, say } = aPage()
  state.refuses = true
  say('told')
  await settled()
  state.refuses = false
  say('told')
  await settled()
  assert.deepEqual(heard, ['ask 1', '1: 2'])
})

test('R12: whoever asks where a gap shows has every number, whatever happens when', async () => {
  const step = fc.record({
    by: fc.constantFrom('told' as const, 'known' as const),
    count: fc.integer({ min: 1, max: 5 }),
    refuses: fc.boolean(),
    waits: fc.integer({ max: 3, min: 0 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { state, heard, say } = aPage()
      for (const { by, count, refuses, waits } of steps) {
        state.refuses = refuses
        say(by, count)
        for (let i = 0; i < waits; i++) await turn()
      }
      state.refuses = false
      await settled()
      // The page: own words are known from their answers, a gap or an order to ask is asked for.
      let known = 0
      for (const line of heard) {
        const [, after, numbers] = /^(\d+): ?(.*)$/.exec(line) ?? []
        if (after === undefined) known = Math.max(known, Number(line.slice(4)))
        else known = Math.max(known, Number(after), ...(numbers ?? '').split(' ').filter(Boolean).map(Number))
      }
      const lastTold = steps.findLastIndex(({ by }) => by === 'told')
      const upTo = steps.slice(0, lastTold + 1).reduce((sum, { count }) => sum + count, 0)
      assert.ok(known >= upTo, `${known} of ${upTo}: ${heard.join(' | ')}`)
    }),
    { numRuns: 100 },
  )
})
