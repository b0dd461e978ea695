import assert from 'node:assert/strict'
import { test } from 'node:test'
import { topics } from '#contract/topics'
import { fill, plural, texts } from './texts.ts'

const all = (lang: 'ru' | 'en') =>
  Object.entries(texts[lang]).flatMap(([group, words]) => Object.entries(words).map(([key, text]) => [`${group}.${key}`, text] as const))

test('Russian and English have the same keys, none empty', () => {
  assert.deepEqual(
    all('ru').map(([key]) => key),
    all('en').map(([key]) => key),
  )
  for (const lang of ['ru', 'en'] as const) for (const [key, text] of all(lang)) assert.ok(text.trim() === text && text.length > 0, `${lang} ${key}`)
})

test('both languages name the same values in each text', () => {
  const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  const english = new Map(all('en'))
  for (const [key, text] of all('ru')) assert.deepEqual(names(text), names(english.get(key) ?? ''), key)
})

test('tone: no long dash, no exclamation mark, no letter yo, Russian quotes in Russian, no double space', () => {
  for (const lang of ['ru', 'en'] as const) for (const [key, text] of all(lang)) assert.doesNotMatch(text, /[—–!ёЁ]| {2}/, `${lang} ${key}`)
  for (const [key, text] of all('ru')) assert.doesNotMatch(text, /["“”]/, key)
  for (const [key, text] of all('en')) assert.doesNotMatch(text, /["«»]|[а-яё]/i.test(text) && key !== 'frame.otherLang' ? /^$|["«»а-я]/i : /["«»]/, key)
})

test('ASK-1: every topic of the contract has its words', () => {
  for (const topic of topics) assert.ok(topic in texts.ru.topics, topic)
})

test('plurals: 1, 2, 5, 11, 21', () => {
  const days = (n: number) => plural('ru', n, 'день|дня|дней')
  assert.deepEqual([1, 2, 5, 11, 21, 22, 1.5].map(days), ['день', 'дня', 'дней', 'дней', 'день', 'дня', 'дня'])
  assert.deepEqual(
    [0, 1, 2].map((n) => plural('en', n, 'day|days')),
    ['days', 'day', 'days'],
  )
})

test('a value that is not given stays visible and is not lost silently', () => assert.equal(fill('{a} and {b}', { a: 1 }), '1 and {b}'))
