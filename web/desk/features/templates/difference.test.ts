import assert from 'node:assert/strict'
import { test } from 'node:test'
import { difference } from './difference.ts'

const said = (before: string, after: string) =>
  difference(before, after)
    .map(({ what, text }) => (what === 'same' ? text : what === 'added' ? `+[${text}]` : `-[${text}]`))
    .join('')

test('a difference of texts names the words that went and came, and keeps the rest', () => {
  const before = 'Срок был {{dueDate}}. Приносим извинения.'
  assert.equal(said(before, 'Срок был {{dueDate}}. Просим простить нас.'), 'Срок был {{dueDate}}. -[Приносим]+[Просим] -[извинения.]+[простить нас.]')
  assert.equal(said('a b c', 'a c'), 'a -[b ]c')
  assert.equal(said('', 'a'), '+[a]')
  assert.deepEqual(difference('a b', 'a b'), [{ what: 'same', text: 'a b' }])
})
