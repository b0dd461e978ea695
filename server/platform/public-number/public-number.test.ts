import assert from 'node:assert/strict'
import test from 'node:test'
import { dammDigit, hasDammDigit } from './damm.ts'
import { NumberBlocks, NumbersExhausted } from './number-blocks.ts'
import { permute, SEQUENCES } from './permute.ts'
import { publicNumber, withCheckDigit } from './public-number.ts'

const key = Buffer.alloc(32, 7)

test('the Damm digit meets the published vectors, finds every wrong digit and every swap of neighbours', () => {
  for (const number of ['26000000015', '26123456781', '26999999995', '27000000108']) assert.ok(hasDammDigit(number), number)
  assert.equal(withCheckDigit(2026, 12345678), '26123456781')
  for (const wrong of ['26123456782', '26124356781', '', '5', '2612345678x']) assert.equal(hasDammDigit(wrong), false, wrong)
  const right = '26123456781'
  for (let i = 0; i < right.length; i++) {
    for (let digit = 0; digit < 10; digit++) {
      const wrong = right.slice(0, i) + digit + right.slice(i + 1)
      assert.equal(hasDammDigit(wrong), wrong === right)
    }
    const swapped = right.slice(0, i) + (right[i + 1] ?? '') + right[i] + right.slice(i + 2)
    if (swapped !== right) assert.equal(hasDammDigit(swapped), false)
  }
  assert.throws(() => dammDigit('12a'), RangeError)
})

test('the permutation of a small domain and of a large sample is one to one', () => {
  for (const side of [2, 7, 10, 100]) {
    const seen = new Set(Array.from({ length: side * side }, (_, i) => permute(i, key, side)))
    assert.equal(seen.size, side * side)
    assert.ok([...seen].every((value) => value >= 0 && value < side * side))
  }
  const seen = new Set<number>()
  for (let i = 0; i < 300_000; i++) seen.add(permute(i, key))
  for (let i = SEQUENCES - 100_000; i < SEQUENCES; i++) seen.add(permute(i, key))
  assert.equal(seen.size, 400_000)
  assert.throws(() => permute(SEQUENCES, key), RangeError)
  assert.throws(() => permute(-1, key), RangeError)
})

test('numbers that follow each other show no order, and another key or year gives others', () => {
  const values = Array.from({ length: 20_000 }, (_, i) => permute(i, key))
  const rises = values.filter((value, i) => i > 0 && value > values[i - 1]!).length / values.length
  assert.ok(rises > 0.48 && rises < 0.52, `${rises} rise`)
  const steps = new Set(values.map((value, i) => value - (values[i - 1] ?? 0)))
  assert.ok(steps.size > 19_900, 'steps do not repeat')
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  assert.ok(Math.abs(mean / SEQUENCES - 0.5) < 0.01)
  for (const digit of [1, 10, 10_000, 10_000_000]) {
    const counts = Array.from({ length: 10 }, (_, d) => values.filter((value) => Math.floor(value / digit) % 10 === d).length)
    assert.ok(
      counts.every((count) => count > 1750 && count < 2250),
      `digit ${digit}: ${counts}`,
    )
  }
  const other = Buffer.alloc(32, 8)
  assert.ok(values.filter((value, i) => value === permute(i, other)).length < 5)
  assert.notEqual(publicNumber(2026, 1, key).slice(2, 10), publicNumber(2027, 1, key).slice(2, 10))
})

/** number_block as one statement would treat it. */
function aTable(start = 0) {
  const rows = new Map<number, number>([[2026, start]])
  const state = { statements: 0, fail: false }
  const query = async (_sql: string, [year, size]: unknown[]) => {
    state.statements++
    await new Promise((resume) => setImmediate(resume))
    if (state.fail) throw new Error('connection lost')
    const next = (rows.get(year as number) ?? 0) + (size as number)
    if (next > SEQUENCES) return []
    rows.set(year as number, next)
    return [{ next_sequence: next }]
  }
  return { query, state }
}

test('three processes never give out one number twice, and a statement serves a block', async () => {
  const { query, state } = aTable()
  const processes = [1, 2, 3].map(() => new NumberBlocks(query, key, 50))
  const numbers = await Promise.all(Array.from({ length: 3000 }, (_, i) => processes[i % 3]!.next(i % 10 === 0 ? 2027 : 2026)))
  assert.equal(new Set(numbers).size, 3000)
  assert.ok(numbers.every((number) => /^2[67]\d{9}$/.test(number) && hasDammDigit(number)))
  assert.ok(state.statements <= 3000 / 50 + 12, `${state.statements} statements`)
})

test('a block is refilled before it is empty, so a steady caller never waits', async () => {
  const { query } = aTable()
  const blocks = new NumberBlocks(query, key, 20)
  assert.equal(blocks.nextNow(2026), undefined)
  await blocks.next(2026)
  for (let i = 0; i < 200; i++) {
    assert.notEqual(blocks.nextNow(2026), undefined)
    if (i % 5 === 0) await new Promise((resume) => setTimeout(resume, 1))
  }
})

test('when a year is used up the error says so, and a lost connection heals', async () => {
  const full = new NumberBlocks(aTable(SEQUENCES - 25).query, key, 20)
  for (let i = 0; i < 20; i++) await full.next(2026)
  await assert.rejects(full.next(2026), NumbersExhausted)
  await full.next(2027)
  const { query, state } = aTable()
  const blocks = new NumberBlocks(query, key)
  state.fail = true
  await assert.rejects(blocks.next(2026), /connection lost/)
  state.fail = false
  assert.match(await blocks.next(2026), /^26\d{9}$/)
})
