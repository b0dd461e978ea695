import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedTogether } from './asked-together.ts'
import type { Statement, Store } from './store.ts'

/** A store that answers twice each number, and counts how often it was asked. */
function counting() {
  const asked: unknown[][] = []
  const run = async (_: Statement, [numbers]: unknown[]) => {
    asked.push(numbers as unknown[])
    if ((numbers as unknown[]).includes('none')) throw Object.assign(new Error('invalid input'), { code: '22P02' })
    return (numbers as number[]).flatMap((n, i) => (n === 0 ? [] : [1, 2].map((times) => ({ nth: i + 1, is: n * times }))))
  }
  return { asked, store: { run } as unknown as Store }
}
const statement: Statement = { name: 'twice', text: '' }
const double = askedTogether<{ is: number }>(statement)
const values = async (answer: Promise<{ is: number }[]>) => (await answer).map(({ is }) => is)

test('R10: who asks at the same time is answered by one question, each with the own rows', async () => {
  const { asked, store } = counting()
  const answers = await Promise.all([3, 0, 5].map((n) => values(double(store, [n]))))
  assert.deepEqual(answers, [[3, 6], [], [5, 10]])
  assert.deepEqual(asked, [[3, 0, 5]])
})

test('R10: a value that cannot be read fails for its asker alone', async () => {
  const { store } = counting()
  const [good, bad] = await Promise.allSettled([values(double(store, [4])), values(double(store, ['none']))])
  assert.deepEqual(good, { status: 'fulfilled', value: [4, 8] })
  assert.equal(bad.status, 'rejected')
})

test('R10: two stores are never asked together', async () => {
  const [one, other] = [counting(), counting()]
  await Promise.all([double(one.store, [1]), double(other.store, [2])])
  assert.deepEqual([one.asked, other.asked], [[[1]], [[2]]])
})
