import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { packed } from './classifier/packed.ts'
import { auroc } from './classifier/scores-on.ts'
import { mayReplace } from './judgement/may-replace.ts'
import { asEnglishKeys } from './language/layout.ts'
import { regressionResults } from './regression-results.ts'
import { learnedAsShipped, shippedMind } from './shipped-mind.ts'
import { entriesOf, starterArticles } from './starter-articles.ts'
import { requestTopicOf, requestTopics } from './topics.ts'
import { heldOutSecrets, heldOutTexts, shippedExamples } from './training-texts.ts'
import { understood } from './understood.ts'

const cache = mkdtempSync(join(tmpdir(), 'assistant-'))
const mind = shippedMind(cache)
const held = heldOutTexts('evaluation')
const judged = held.map((one) => ({ ...one, understanding: understood(mind, one.text) }))
const share = <T>(list: readonly T[], counts: (one: T) => boolean): number => list.filter(counts).length / list.length

test('no text that judges is learned from', () => {
  const learnedFrom = new Set(shippedExamples().map(({ text }) => text.toLowerCase()))
  assert.deepEqual(
    held.filter(({ text }) => text.length > 12 && learnedFrom.has(text.toLowerCase())).map(({ text }) => text),
    [],
  )
})

test('CHAT-3: the topic of unseen messages is found within the budget, in both languages', () => {
  for (const [lang, first, three] of [
    ['ru', 0.75, 0.9],
    ['en', 0.68, 0.85],
  ] as const) {
    const own = judged.filter((one) => one.lang === lang)
    assert.ok(own.length > 60)
    assert.ok(share(own, ({ topic, understanding }) => understanding.topic === topic) >= first)
    assert.ok(share(own, ({ topic, understanding }) => understanding.top.some((one) => one.topic === topic)) >= three)
  }
})

test('ETIQ-1, ETIQ-5, CHAT-3: who greets before and thanks after is understood as well as who does not', () => {
  const counted: Record<'ru' | 'en', [boolean, boolean][]> = { ru: [], en: [] }
  const courtesies = {
    ru: (text: string) => [`Здравствуйте, ${text}`, `Добрый день! Подскажите, пожалуйста, ${text} Заранее спасибо.`],
    en: (text: string) => [`Hello, ${text}`, `Good morning! Please tell me, ${text} Thank you in advance.`],
  }
  for (const { lang, text, topic, understanding } of judged.filter(({ topic }) => topic !== 'greeting' && topic !== 'thanks'))
    for (const polite of courtesies[lang](text)) counted[lang].push([understanding.topic === topic, understood(mind, polite).topic === topic])
  for (const lang of ['ru', 'en'] as const) {
    const [plain, polite] = [0, 1].map((i) => share(counted[lang], (pair) => pair[i]!)) as [number, number]
    assert.ok(polite >= plain - 0.02, `${lang}: ${polite} of ${plain}`)
  }
})
test('CHAT-3: a wrong keyboard layout is understood as the right one would be, and no right text is repaired', () => {
  const russian = judged.filter(({ lang }) => lang === 'ru')
  const same = share(russian, ({ text, understanding }) => understood(mind, asEnglishKeys(text)).topic === understanding.topic)
  assert.ok(same >= 0.93, String(same))
  assert.deepEqual(
    judged.filter(({ understanding }) => understanding.meant !== null).map(({ text }) => text),
    [],
  )
})

test('CHAT-3: Russian in Latin letters is understood', () => {
  const latin = heldOutTexts('evaluation-latin')
  assert.ok(share(latin, ({ text, topic }) => understood(mind, text).topic === topic) >= 0.93)
})

test('PHISH-4: of marked secrets at least 97 % are found, of what is found at least 95 % are secrets', () => {
  let [hit, all, wrong] = [0, 0, 0]
  for (const { text, secrets } of heldOutSecrets()) {
    const seen = understood(mind, text).secrets
    const meets = (one: { start: number; end: number }) => (other: { start: number; end: number }) => one.start < other.end && other.start < one.end
    all += secrets.length
    hit += secrets.filter((secret) => seen.some((one) => one.kind === secret.kind && meets(secret)(one))).length
    wrong += seen.filter((one) => !secrets.some(meets(one))).length
  }
  assert.ok(all > 40 && hit / all >= 0.97 && hit / (hit + wrong) >= 0.95, `${hit} of ${all}, ${wrong} wrong`)
})

test('CHAT-3: what is none of our business is told apart', () => {
  const [strange, ours] = [true, false].map((isOutside) =>
    judged.filter(({ topic }) => (topic === 'out_of_scope') === isOutside).map(({ understanding }) => understanding.outOfScope),
  ) as [number[], number[]]
  assert.ok(auroc(strange, ours)! >= 0.92)
})

test('CHAT-11: who needs a person gets one, others rarely', () => {
  const called = judged.filter(({ needsHuman }) => needsHuman)
  const others = judged.filter(({ needsHuman }) => !needsHuman)
  assert.ok(share(called, ({ understanding }) => understanding.needsHuman) >= 0.9)
  assert.ok(share(others, ({ understanding }) => understanding.needsHuman) <= 0.2)
})

test('CHAT-11: answers given alone are right, and name an article that is there', () => {
  const answers = judged.filter(({ understanding }) => understanding.action === 'answer')
  const ids = new Set(starterArticles().map(({ id }) => id))
  assert.ok(answers.length / judged.length >= 0.4, String(answers.length / judged.length))
  assert.ok(share(answers, ({ topic, understanding }) => understanding.topic === topic) >= 0.95)
  for (const { understanding } of answers) assert.ok(understanding.article !== null && ids.has(understanding.article))
})

test('every topic has an article and a topic of requests, every article a topic that can be found', () => {
  const articles = starterArticles()
  const { labels, outside } = mind.model
  assert.deepEqual([...requestTopics.keys()].sort(), [...labels].sort())
  for (const label of labels)
    if (label !== outside)
      assert.ok(
        articles.some(({ topic }) => topic === label),
        label,
      )
  for (const { id, topic } of articles) assert.ok(labels.includes(topic), id)
  for (const [topic, own] of requestTopics) if (!['greeting', 'thanks', 'out_of_scope'].includes(topic)) assert.ok(own.length > 0, topic)
  assert.equal(requestTopicOf('account_locked'), 'access.locked')
  assert.equal(requestTopicOf('nonsense'), 'general.question')
})

test('a model that forgot a topic does not take the place of the shipped one, an equal one may', () => {
  const examples = shippedExamples().filter(({ label }, i) => label !== 'appointment' && i % 4 === 0)
  const poorer = { ...mind, model: learnedAsShipped(examples) }
  const [old, fresh] = [regressionResults(mind), regressionResults(poorer)]
  const verdict = mayReplace(old, fresh)
  assert.equal(verdict.isBetter, false)
  assert.ok(verdict.reasons.includes('worse:appointment'), verdict.reasons.join())
  assert.equal(mayReplace(old, old).isBetter, true)
})

test('an article is found by its own questions', () => {
  const own = entriesOf(starterArticles()).flatMap(({ id, wordings }) => wordings.map((wording) => ({ id, article: understood(mind, wording).article })))
  assert.ok(share(own, ({ id, article }) => id === article) >= 0.85)
})

test('PHISH-4: secrets are told by their place in what was typed, also in the wrong layout', () => {
  assert.deepEqual(understood(mind, 'мой пароль Murzik1958').secrets, [{ kind: 'password', start: 11, end: 21 }])
  assert.deepEqual(understood(mind, asEnglishKeys('код 482913 не подходит')).secrets, [{ kind: 'code', start: 4, end: 10 }])
  assert.deepEqual(understood(mind, '482913', { expectsCode: true }).secrets, [{ kind: 'code', start: 0, end: 6 }])
  assert.equal(understood(mind, 'vjq gfhjkm Murzik1958').meant?.text.includes('Murzik1958'), false)
})

test('strange input is understood as nothing special: empty, very long, signs only, lone surrogates', () => {
  for (const text of ['', ' ', '???', '👍', '\ud800', 'а'.repeat(100_000), 'слово '.repeat(5000)]) {
    const { topic, top, outOfScope } = understood(mind, text)
    assert.ok(topic !== '' && top.length === 3 && outOfScope >= 0 && outOfScope <= 1)
  }
})

test('the model is kept under the hash of its texts, read back the second time, and made anew when the file is damaged', () => {
  const [file] = readdirSync(cache)
  assert.equal(file, `${mind.model.version}.model`)
  assert.deepEqual(packed(shippedMind(cache).model), packed(mind.model))
  writeFileSync(join(cache, file!), 'damaged')
  assert.deepEqual(packed(shippedMind(cache).model), packed(mind.model))
  assert.ok(packed(mind.model).length < 5_000_000)
})
