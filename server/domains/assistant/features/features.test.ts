import assert from 'node:assert/strict'
import test from 'node:test'
import { rememberedStem, wordsOf } from '../language/words.ts'
import { conceptsIn, lexiconOf } from './concepts.ts'
import { extracted } from './extracted.ts'
import { hashesOfParts, hashOf } from './hash.ts'
import { DEFAULT_WEIGHING, vectorOf, vocabularyOf } from './vectors.ts'

const lexicon = lexiconOf('# a remark\npassword: пароль, password\nforgot: забыл, забыла, forgot\nnot_come: не приходит, does not come\nhello: привет*')
const ideas = (text: string) => {
  const words = wordsOf(text)
  return conceptsIn(lexicon, words, words.map(rememberedStem)).map((i) => lexicon.names[i])
}

test('ideas are the same in both languages, in other forms of a word, and with one mistake', () => {
  assert.deepEqual(ideas('забыла пароля'), ['forgot', 'password'])
  assert.deepEqual(ideas('forgot the password'), ['forgot', 'password'])
  assert.deepEqual(ideas('passwrd'), ['password'])
  assert.deepEqual(ideas('passwodr'), ['password'])
  assert.deepEqual(ideas('passsword'), ['password'])
  assert.deepEqual(ideas('приветики'), ['hello'])
})

test('an idea of several words needs all of them, in their order', () => {
  assert.deepEqual(ideas('код не приходит'), ['not_come'])
  assert.deepEqual(ideas('приходит не'), [])
})

test('short words forgive nothing: their neighbours are other words', () => {
  assert.deepEqual(ideas('забыт'), ['forgot'])
  assert.deepEqual(ideas('pass'), [])
  assert.deepEqual(ideas('прибыл'), [])
})

test('parts of a word are hashed as the same letters alone would be', () => {
  const parts = hashesOfParts('abc', 5, 3)
  assert.deepEqual([...parts], [hashOf('ab', 3), hashOf('abc', 3), hashOf('bc', 3)])
  assert.notEqual(hashOf('ab', 3), hashOf('ab', 1))
})

test('a vector has length 1 and tells how much of the text is known', () => {
  const texts = ['забыл пароль', 'пароль не подходит', 'забыл логин', 'пароль забыл совсем'].map((text) => extracted(text, lexicon))
  const vocabulary = vocabularyOf(texts, DEFAULT_WEIGHING)
  const known = vectorOf(texts[0]!, vocabulary, DEFAULT_WEIGHING)
  const length = Math.hypot(...known.values)
  assert.ok(Math.abs(length - 1) < 1e-6)
  const strange = vectorOf(extracted('quetzalcoatl hippodrome', lexicon), vocabulary, DEFAULT_WEIGHING)
  assert.ok(known.known > 0.5 && strange.known < 0.05)
  assert.equal(vectorOf(extracted('', lexicon), vocabulary, DEFAULT_WEIGHING).at.length, 0)
})
