import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGroups } from './in-groups.ts'

/** Groups that end when the test says so. */
function stage() {
  const groups: { calls: readonly number[]; end: (error?: Error) => void }[] = []
  let at = 0
  const call = inGroups(
    (calls: readonly number[]) =>
      new Promise<Promise<number>[]>((resolve, reject) => {
        groups.push({ calls, end: (error) => (error ? reject(error) : resolve(calls.map((n) => Promise.resolve(n * 10)))) })
      }),
    () => at,
  )
  const turn = async () => {
    for (let turns = 0; turns < 3; turns++) await new Promise((done) => setImmediate(done))
  }
  return {
    groups,
    call,
    turn,
    pass: (ms: number) => {
      at += ms
    },
  }
}

test('R16: what comes in one turn goes together, what comes meanwhile waits for the group before; each hears its own answer', async () => {
  const { groups, call, turn } = stage()
  const first = [1, 2].map(call)
  await turn()
  const second = [3, 4, 5].map(call)
  await turn()
  assert.deepEqual(
    groups.map(({ calls }) => calls),
    [[1, 2]],
  )
  groups[0]!.end()
  assert.deepEqual(await Promise.all(first), [10, 20])
  await turn()
  assert.deepEqual(groups[1]!.calls, [3, 4, 5])
  groups[1]!.end(new Error('away'))
  for (const one of second) await assert.rejects(one, /away/)
  const third = call(6)
  await turn()
  groups[2]!.end()
  assert.equal(await third, 60)
})

test('R5: a group that takes over a second is waited for no longer; a flood goes in parts', async () => {
  const { groups, call, turn, pass } = stage()
  const stuck = call(1)
  await turn()
  pass(999)
  const next = call(2)
  await turn()
  assert.equal(groups.length, 1)
  pass(2)
  const flood = Array.from({ length: 250 }, (_, i) => call(i + 3))
  await turn()
  assert.deepEqual([groups.length, groups[1]!.calls.length, groups[1]!.calls[0]], [2, 200, 2])
  groups[1]!.end()
  await turn()
  assert.equal(groups[2]!.calls.length, 51)
  groups[2]!.end()
  groups[0]!.end()
  await Promise.all([stuck, next, ...flood])
})
