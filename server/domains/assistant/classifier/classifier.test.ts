import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { chance, lineBetween, probabilities, sharpnessOf } from './calibration.ts'
import { type Example, foldsOf } from './folds.ts'
import { learned } from './learned.ts'
import { guess } from './model.ts'
import { packed, unpacked } from './packed.ts'
import { auroc, scoresOn } from './scores-on.ts'
import { type Judged, lowestFor, thresholdsOf } from './thresholds.ts'

const WORDS: Record<string, string> = {
  password: 'забыл пароль|сбросить пароль|не помню пароль|пароль не подходит|новый пароль|пароль утерян',
  visit: 'записаться на прием|отменить прием|прием в офисе|запись на завтра|перенести запись|талон на прием',
  oos: 'какая погода|сколько стоит биткоин|рецепт пиццы|кто выиграл матч|расскажи шутку|курс доллара',
}
const examples: Example[] = Object.entries(WORDS).flatMap(([label, texts]) =>
  texts.split('|').map((text, i) => ({ text, label, group: `${label}-${i % 3}`, needsHuman: label === 'visit' && i < 2 })),
)
const settings = { lexiconText: 'password: пароль\nvisit: прием, запись' }
const model = learned(examples, 'v1', settings)

test('what was learned is told apart, with probabilities that add up to one', () => {
  const { topics, outOfScope } = guess(model, 'помогите, забыла свой пароль')
  assert.equal(topics[0]?.topic, 'password')
  assert.ok(Math.abs(topics.reduce((sum, { p }) => sum + p, 0) - 1) < 1e-9)
  assert.ok(outOfScope < 0.5)
  assert.ok(guess(model, 'погода в москве').outOfScope > 0.5)
  assert.equal(guess(model, '').topics.length, 3)
})

test('the same texts give the same model, byte by byte', () => {
  assert.deepEqual(packed(learned(examples, 'v1', settings)), packed(model))
})

test('a model is read back as it was; one cut short, of another format or damaged is none', () => {
  const file = packed(model)
  const back = unpacked(file)!
  assert.deepEqual(guess(back, 'отменить запись'), guess(model, 'отменить запись'))
  assert.deepEqual(packed(back), file)
  assert.equal(unpacked(file.subarray(0, file.length - 1)), null)
  assert.equal(unpacked(Buffer.from('no model')), null)
  assert.equal(unpacked(Buffer.alloc(0)), null)
})

test('groups of paraphrases never part between learning and judging, and every part gets some of each label', () => {
  const group = fc.record({ label: fc.constantFrom('a', 'b'), group: fc.nat({ max: 8 }).map(String) })
  fc.assert(
    fc.property(fc.array(group, { minLength: 1 }), (list) => {
      const all = list.map((one) => ({ ...one, text: '', needsHuman: false }))
      const folds = foldsOf(all, 3)
      const seen = new Map<string, number>()
      all.forEach(({ label, group: own }, i) => {
        const key = `${label} ${own}`
        assert.equal(seen.get(key) ?? folds[i], folds[i])
        seen.set(key, folds[i]!)
      })
      for (const label of ['a', 'b']) {
        const used = [...seen].filter(([key]) => key.startsWith(label)).map(([, fold]) => fold)
        assert.equal(new Set(used).size, Math.min(3, used.length))
      }
    }),
  )
})

test('probabilities are as sharp as the scores were right', () => {
  const scores = [
    [1, -1],
    [1, -1],
    [-1, 1],
    [-1, 1],
  ].map((own) => Float64Array.from(own))
  const sure = sharpnessOf(scores, Int32Array.from([0, 0, 1, 1]), 2)
  const unsure = sharpnessOf(scores, Int32Array.from([0, 1, 1, 0]), 2)
  assert.ok(sure > 5 && unsure < 1, `${sure} ${unsure}`)
  assert.deepEqual([...probabilities([0, 0], 2, 3)], [0.5, 0.5])
})

test('a line between two kinds tells them apart, and is none when one kind is missing', () => {
  const line = lineBetween([[0], [0.2], [0.8], [1]], [false, false, true, true])!
  assert.ok(chance(line, [0]) < 0.4 && chance(line, [1]) > 0.6)
  assert.equal(lineBetween([[0], [1]], [true, true]), null)
})

test('a threshold is the lowest probability that keeps the wanted precision', () => {
  const texts = [
    { p: 0.9, isRight: true },
    { p: 0.8, isRight: true },
    { p: 0.7, isRight: true },
    { p: 0.6, isRight: true },
    { p: 0.5, isRight: false },
    { p: 0.4, isRight: false },
  ]
  assert.equal(lowestFor(1, texts), 0.6)
  assert.equal(lowestFor(0.8, texts), 0.5)
  assert.equal(lowestFor(0.95, [{ p: 0.9, isRight: false }]), 0.85)
})

test('a topic with few held-out texts takes the threshold of all', () => {
  const judged: Judged[] = Array.from({ length: 40 }, (_, i) => ({ topic: 'many', p: i / 40, isRight: i > 20, pOfThree: 1, isAmongThree: true }))
  const few: Judged = { topic: 'few', p: 0.99, isRight: false, pOfThree: 1, isAmongThree: false }
  const thresholds = thresholdsOf([...judged, few], ['many', 'few', 'none'])
  assert.equal(thresholds.get('few')?.answer, thresholds.get('none')?.answer)
  assert.notEqual(thresholds.get('few')?.answer, 0.99)
  // 19 of the 21 from here on were right, 19 of 22 would not do.
  assert.equal(thresholds.get('many')?.answer, 0.475)
})

test('the area under the curve counts pairs, ties as a half', () => {
  assert.equal(auroc([3, 4], [1, 2]), 1)
  assert.equal(auroc([1, 2], [3, 4]), 0)
  assert.equal(auroc([1, 1], [1, 1]), 0.5)
  assert.equal(auroc([], [1]), null)
})

test('scores leave what is out of scope out of the topics', () => {
  const scores = scoresOn(model, [
    { text: 'пароль утерян', label: 'password' },
    { text: 'запись', label: 'password' },
    { text: 'погода', label: 'oos' },
  ])
  assert.deepEqual([scores.texts, scores.top1, scores.top3, scores.outOfScopeTexts], [2, 0.5, 1, 1])
})
