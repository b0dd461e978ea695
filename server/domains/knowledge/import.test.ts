import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { importArticles } from './commands/import.ts'
import { nameOfArticle } from './name-of-article.ts'
import { deskArticle, exportedArticles } from './queries/desk.ts'
import { articleFor } from './queries/search.ts'

const now = new Date('2026-11-20T09:30:00Z')
let platform: Platform
let editor: Ctx
before(async () => {
  platform = await testPlatform(await testDatabase())
  editor = { app: platform, actor: { kind: 'staff', id: uuidv7(now), roles: ['editor'], teams: [], provedAt: now }, now, lang: 'ru', requestId: 'T' }
})
after(() => platform.store.close())

const one = (id: string, title: string, more: object = {}) => ({
  id,
  topic: 'two_factor',
  ru: { title, text: 'Подождите две минуты.', asked: ['где код'] },
  en: { title: 'Wait', text: 'Wait two minutes.', asked: [] },
  ...more,
})
const fileOf = (...articles: unknown[]) => JSON.stringify({ format: 'opora-articles-1', articles }, null, 1)

test('a file as the export writes it comes in: first what would change, then all of it at once; what was there stays as a version', async () => {
  const exported = (await exportedArticles(editor)).toString()
  const { articles: same } = await importArticles(editor, exported, false)
  assert.ok(same.length > 20 && same.every(({ what }) => what === 'same'))
  await assert.rejects(importArticles(editor, exported, true), (error) => error instanceof Refusal && error.code === 'import.nothing-new')

  const file = fileOf(one('pigeon', 'Голубь'), one('locked', 'Вход закрыт'))
  const seen = await importArticles(editor, file, false)
  assert.deepEqual(
    seen.articles.map(({ id, what }) => [id, what]),
    [
      ['pigeon', 'new'],
      ['locked', 'changed'],
    ],
  )
  assert.ok(seen.articles[1]!.fields.includes('ru.title'))
  await assert.rejects(articleFor(editor, 'pigeon', 'ru'), Refusal, 'only looked at')
  assert.equal((await importArticles(editor, file, true)).applied, true)
  assert.equal((await articleFor(editor, 'pigeon', 'ru')).title, 'Голубь')
  assert.deepEqual(
    (await deskArticle(editor, 'locked')).versions.map(({ version }) => version),
    [1, 0],
  )
})

test('PHISH-4: every problem is told by its line, and nothing of the file comes in', async () => {
  const bad = one('asks', 'Код', { ru: { title: 'Код', text: 'Сообщите нам код из SMS.', asked: [] } })
  const file = fileOf(
    one('good', 'Хорошая'),
    bad,
    one('good', 'Дважды'),
    one('Bad Name', 'Имя'),
    { id: 'shape', topic: 'two_factor' },
    one('topic', 'Т', { topic: 'x' }),
  )
  const { problems, applied, articles } = await importArticles(editor, file, true)
  assert.deepEqual([applied, articles], [false, []])
  const lines = file.split('\n')
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['article.asks-for-secret', 'import.twice', 'import.id', 'import.shape', 'import.shape', 'article.topic'],
  )
  for (const { line, id } of problems.filter((problem) => problem.id === 'asks' || problem.id === 'topic'))
    assert.match(lines[line!] ?? '', new RegExp(`"id": "${id}"`))
  await assert.rejects(articleFor(editor, 'good', 'ru'), Refusal)
  assert.deepEqual((await importArticles(editor, '{"format": "opora-articles-1",\n"articles": [}', true)).problems[0]?.code, 'import.no-json')
  assert.deepEqual((await importArticles(editor, '{"format": "x"}', true)).problems, [{ line: 1, id: null, field: '', code: 'import.format' }])
})

test('C3: an operator imports nothing', async () => {
  const operator: Ctx = { ...editor, actor: { kind: 'staff', id: uuidv7(now), roles: ['operator'], teams: [], provedAt: now } }
  await assert.rejects(() => importArticles(operator, '{}', false), Refusal)
})

test('an article is named by its title in Latin letters', () => {
  assert.equal(nameOfArticle('Не приходит код: что делать?'), 'ne-prihodit-kod-chto-delat')
  assert.equal(nameOfArticle('???'), 'article')
})
