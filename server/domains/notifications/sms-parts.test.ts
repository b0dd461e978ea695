import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smsParts } from './sms-parts.ts'

const cases: [string, string, 'gsm' | 'ucs2', number, number][] = [
  ['nothing', '', 'gsm', 0, 1],
  ['160 Latin letters', 'a'.repeat(160), 'gsm', 160, 1],
  ['161 Latin letters', 'a'.repeat(161), 'gsm', 161, 2],
  ['306 Latin letters', 'a'.repeat(306), 'gsm', 306, 2],
  ['307 Latin letters', 'a'.repeat(307), 'gsm', 307, 3],
  ['a bracket takes two', '['.repeat(80), 'gsm', 160, 1],
  ['81 brackets: 76 in a part, none is cut', '['.repeat(81), 'gsm', 162, 2],
  ['70 Cyrillic letters', 'ж'.repeat(70), 'ucs2', 70, 1],
  ['71 Cyrillic letters', 'ж'.repeat(71), 'ucs2', 71, 2],
  ['134 Cyrillic letters', 'ж'.repeat(134), 'ucs2', 134, 2],
  ['135 Cyrillic letters', 'ж'.repeat(135), 'ucs2', 135, 3],
  ['one Cyrillic letter makes all of it Unicode', `${'a'.repeat(70)}ж`, 'ucs2', 71, 2],
  ['the Russian quotation marks are not GSM', '«code»', 'ucs2', 6, 1],
  ['a picture takes two and is not cut', `${'a'.repeat(66)}😀${'a'.repeat(66)}`, 'ucs2', 134, 3],
]
for (const [name, text, alphabet, units, parts] of cases) test(`SMS parts: ${name}`, () => assert.deepEqual(smsParts(text), { alphabet, units, parts }))
