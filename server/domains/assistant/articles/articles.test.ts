import assert from 'node:assert/strict'
import test from 'node:test'
import { catalogueOf } from './catalogue.ts'
import type { Entry } from './entry.ts'
import { found } from './found.ts'

const entries: Entry[] = [
  { id: 'reset', topic: 'access', wordings: ['Как сбросить пароль', 'How do I reset my password'], text: 'Откройте вход и сделайте запрос кода.' },
  { id: 'visit', topic: 'office', wordings: ['Записаться на прием'], text: 'Выберите офис и время.' },
  { id: 'move', topic: 'office', wordings: ['Перенести запись на другой день'], text: 'Откройте запись и выберите день.' },
]
const catalogue = catalogueOf(entries, null)
const best = (question: string, topics?: Map<string, number>) => found(catalogue, question, topics)[0]?.id

test('CHAT-11: an article is found by its words, by other forms of them, in both languages and with mistakes', () => {
  assert.equal(best('забыл пароль, как его сбросить'), 'reset')
  assert.equal(best('reset password'), 'reset')
  assert.equal(best('записатся на приём'), 'visit')
  assert.equal(best('перенос записи'), 'move')
})

test('words of the answer find it too, and nothing found says so by its cosine', () => {
  assert.equal(best('запрос кода'), 'reset')
  assert.ok(found(catalogue, 'погода завтра').every(({ cosine }) => cosine < 0.5))
  assert.ok(found(catalogue, 'записаться на прием')[0]!.cosine > 0.9)
})

test('past questions join an article as other wordings', () => {
  const question = 'мне бы попасть к специалисту лично'
  assert.notEqual(best(question), 'visit')
  const taught = catalogueOf(
    entries.map((entry) => (entry.id === 'visit' ? { ...entry, wordings: [...entry.wordings, 'хочу попасть к специалисту'] } : entry)),
    null,
  )
  assert.equal(found(taught, question)[0]?.id, 'visit')
})

test('the topic decides between articles that are alike', () => {
  const alike = catalogueOf(
    ['access', 'office'].map((topic) => ({ id: topic, topic, wordings: ['Код не пришел'], text: '' })),
    null,
  )
  for (const topic of ['access', 'office']) assert.equal(found(alike, 'код не пришел', new Map([[topic, 0.9]]))[0]?.id, topic)
  assert.deepEqual(found(catalogueOf([], null), 'день'), [])
})
