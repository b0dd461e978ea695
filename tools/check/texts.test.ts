import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkTexts, textProblems } from './texts.ts'

test('texts that are alike in both languages pass, whatever their number forms', () => {
  const ru = { hello: 'Здравствуйте, {{name}}.', days: { one: '{count} день', few: '{count} дня', many: '{count} дней', other: '{count} дня' } }
  const en = { hello: 'Hello, {{name}}.', days: { one: '{count} day', other: '{count} days' } }
  assert.deepEqual(textProblems(ru, en), [])
})

test('a missing key, a lost placeholder and bad manners are each named', () => {
  const ru = { a: { b: 'Готово' }, sent: 'Отправлено {{to}}', dash: 'Ждите — ответим', loud: 'Ура!', gap: 'два  пробела', yo: 'ещё', empty: '' }
  const en = { c: 'Done', sent: 'Sent', dash: 'Wait', loud: 'Hooray', gap: 'two blanks', yo: 'more', empty: 'x' }
  assert.deepEqual(textProblems(ru, en), [
    'a.b is missing in English',
    'c is missing in Russian',
    'sent has {to} in one language only',
    'dash has a long dash (ru)',
    'loud has an exclamation mark (ru)',
    'gap has two blanks in a row (ru)',
    'yo has ё; we write е (ru)',
    'empty is empty (ru)',
  ])
})

test('a check that found no texts fails', () => {
  const nothing = mkdtempSync(join(tmpdir(), 'opora texts '))
  assert.equal(checkTexts(nothing).problems.length, 1)
  rmSync(nothing, { recursive: true })
})
