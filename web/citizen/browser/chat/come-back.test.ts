import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comeBackAfter } from './come-back.ts'

test('R12: 5,000 pages that lost their socket together come back spread out, all within 30 s, though the server is away for the first five', () => {
  let state = 7
  const chance = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const tries = new Map<number, number>()
  let latest = 0
  for (let page = 0; page < 5000; page++) {
    let at = 0
    for (let nth = 0; nth === 0 || at < 5000; nth++) {
      at += comeBackAfter(nth, chance())
      const second = Math.floor(at / 1000)
      tries.set(second, (tries.get(second) ?? 0) + 1)
    }
    latest = Math.max(latest, at)
  }
  assert.ok(latest <= 30_000, `the last one after ${latest} ms`)
  const most = Math.max(...tries.values())
  assert.ok(most <= 1100, `${most} in one second`)
  assert.equal(tries.get(0), undefined)
  assert.ok(comeBackAfter(20, 1) <= 30_000)
})
