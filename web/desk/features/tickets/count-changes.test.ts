import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countChanges } from './count-changes.ts'

const line = (id: string, version = 1) => ({ id, version })

test('the button counts new, changed and gone lines, and nothing when the list is the same', () => {
  const shown = [line('a'), line('b'), line('c')]
  assert.equal(countChanges(shown, { items: [line('a'), line('b'), line('c')], next: null }), 0)
  assert.equal(countChanges(shown, { items: [line('b'), line('a'), line('c')], next: null }), 0, 'another order alone is no change')
  assert.equal(countChanges(shown, { items: [line('a', 2), line('b'), line('c'), line('d')], next: null }), 2)
  assert.equal(countChanges(shown, { items: [line('a')], next: null }), 2)
})

test('lines past the end of a cut list do not count as gone', () => {
  const shown = Array.from({ length: 150 }, (_, i) => line(`t${i}`))
  assert.equal(countChanges(shown, { items: shown.slice(0, 100), next: 'more' }), 0)
})
