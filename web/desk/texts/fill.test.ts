import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fill } from './fill.ts'

const days = '{days, plural, one {# день} few {# дня} many {# дней} other {# дня}}'

test('K15: Russian plurals: 1 день, 2 дня, 5 дней, 11 дней, 21 день', () => {
  const said = [1, 2, 5, 11, 21, 1000].map((n) => fill(`Осталось ${days}`, { days: n }, 'ru'))
  assert.deepEqual(said, ['Осталось 1 день', 'Осталось 2 дня', 'Осталось 5 дней', 'Осталось 11 дней', 'Осталось 21 день', 'Осталось 1\u00a0000 дней'])
})

test('K15: a name is replaced, an unknown one stays readable, values are not read as patterns', () => {
  assert.equal(fill('{who}: {what} {when}', { who: '{what}', what: 'x' }, 'en'), '{what}: x {when}')
})

test('K15: an exact form wins over the plural rule', () => {
  assert.equal(fill('{n, plural, =0 {none} one {one} other {# of {all}}}', { n: 0, all: 9 }, 'en'), 'none')
  assert.equal(fill('{n, plural, =0 {none} one {one} other {# of {all}}}', { n: 4, all: 9 }, 'en'), '4 of 9')
})
