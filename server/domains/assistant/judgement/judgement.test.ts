import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutNumbers } from '../language/normalise.ts'
import { actionOf, type Certainty } from './action.ts'
import { criesIn, type Danger, dangersIn } from './danger.ts'
import { type Turn, whyHandOver } from './hand-over.ts'
import { mayReplace, type Result } from './may-replace.ts'

const dangers = (text: string) => dangersIn(withoutNumbers(text), criesIn(text))

const CALLS: [Danger, string][] = [
  ['crisis', 'Я больше не хочу жить'],
  ['crisis', 'жить не хочется совсем'],
  ['crisis', 'лучше умереть, чем так'],
  ['crisis', 'думаю покончить с собой'],
  ['crisis', 'I want to die'],
  ['crisis', 'муж избивает меня, помогите'],
  ['crisis', 'ребенок без сознания'],
  ['crisis', 'вызовите скорую'],
  ['crisis', 'there is a fire in our house'],
  ['crisis', 'there is no reason to live'],
  ['human', 'Соедините с оператором'],
  ['human', 'дайте поговорить с живым человеком'],
  ['human', 'оператор'],
  ['human', 'let me speak to a real person'],
  ['compromise', 'Взломали личный кабинет'],
  ['compromise', 'на мое имя оформили кредит'],
  ['compromise', 'someone else changed my password'],
  ['money', 'мошенники сняли деньги с карты'],
  ['money', 'пропали деньги со счета'],
  ['money', 'scammers emptied my account'],
  ['leaked-code', 'продиктовала код из смс, звонил мужчина из банка'],
  ['leaked-code', 'I told the caller my code'],
  ['data-of-others', 'вижу чужие документы в своем кабинете'],
  ['data-of-others', "my profile shows another person's passport"],
  ['anger', 'Вы издеваетесь? Третий раз пишу, безобразие!!!'],
  ['anger', 'this is the fourth time I ask, your support is a joke'],
  ['anger', 'This is ridiculous, I have written five times already!'],
]
for (const [danger, text] of CALLS) test(`CHAT-11: ${danger} is heard: ${text}`, () => assert.ok(dangers(text).includes(danger), dangers(text).join()))

const CALM = [
  'Как записаться на прием',
  'Не приходит код подтверждения',
  'хочу жить в другом городе, как сменить прописку',
  'забыл пароль!',
  'Звонили и просили код, я ничего не сообщал',
  'как понять, не взломали ли кабинет',
  'код из смс не подходит',
  'where do I find the operator of my phone',
  'Спасибо!',
  'your system blocked me because of a VPN',
  'I pressed the button and it is still being processed',
  'можно ли получить паспорт другого человека по доверенности',
  'номер паспорта указан неверно',
]
for (const text of CALM) test(`CHAT-11: the assistant stays in talk: ${text}`, () => assert.deepEqual(dangers(text), []))

test('a text of 4,000 signs takes a bounded time, whatever it is', () => {
  for (const unit of ['мошенники ', 'код ', 'не хочу ', 'я сказала код ', 'вход не ', 'деньги сняли ', 'a']) {
    const text = unit.repeat(Math.ceil(4000 / unit.length)).slice(0, 4000)
    dangersIn(text, 0)
    const began = process.cpuUsage()
    dangersIn(text, 0)
    const { user, system } = process.cpuUsage(began)
    assert.ok(user + system < 150_000, `${unit} took ${user + system} us`)
  }
})

const turn = (part: Partial<Turn>): Turn => ({ dangers: [], human: 0.1, humanAtLeast: 0.6, misses: 0, isMiss: false, ...part })

test('CHAT-11: the assistant gives up on the second miss, on danger and on words that ask for a person', () => {
  assert.equal(whyHandOver(turn({})), null)
  assert.equal(whyHandOver(turn({ isMiss: true })), null)
  assert.equal(whyHandOver(turn({ isMiss: true, misses: 1 })), 'second-miss')
  assert.equal(whyHandOver(turn({ misses: 1 })), null)
  assert.equal(whyHandOver(turn({ human: 0.6 })), 'words')
  assert.equal(whyHandOver(turn({ human: null })), null)
  assert.equal(whyHandOver(turn({ dangers: ['anger', 'crisis'] })), 'crisis')
})

const certain = (part: Partial<Certainty>): Certainty => ({
  topics: [
    { topic: 'a', p: 0.8 },
    { topic: 'b', p: 0.1 },
    { topic: 'c', p: 0.05 },
  ],
  outOfScope: 0.1,
  outside: 'out_of_scope',
  needsHuman: false,
  hasArticle: true,
  threshold: { answer: 0.7, suggest: 0.9 },
  ...part,
})

test('CHAT-3: sure answers, unsure offers three, unsure of three asks; never an answer without an article', () => {
  assert.equal(actionOf(certain({})), 'answer')
  assert.equal(actionOf(certain({ threshold: { answer: 0.85, suggest: 0.9 } })), 'suggest')
  assert.equal(actionOf(certain({ threshold: { answer: 0.85, suggest: 0.99 } })), 'ask')
  assert.equal(actionOf(certain({ hasArticle: false })), 'suggest')
  assert.equal(actionOf(certain({ outOfScope: 0.5 })), 'ask')
  assert.equal(actionOf(certain({ outside: 'a' })), 'ask')
  assert.equal(actionOf(certain({ needsHuman: true, outOfScope: 1 })), 'handOver')
})

const result = (topic: string, isRight: boolean, part: Partial<Result> = {}): Result => ({
  topic,
  isRight,
  isAmongThree: true,
  needsHuman: false,
  isHandedOver: false,
  ...part,
})

test('a new model takes the place only if it is nowhere worse', () => {
  const champion = [result('a', true), result('a', true), result('a', true), result('b', false), result('b', true)]
  const swapped = (changes: Record<number, Result>) => champion.map((one, i) => changes[i] ?? one)
  assert.deepEqual(mayReplace(champion, champion), { isBetter: true, reasons: [] })
  assert.equal(mayReplace(champion, swapped({ 0: result('a', false), 3: result('b', true) })).isBetter, true)
  assert.deepEqual(mayReplace(champion, swapped({ 0: result('a', false) })).reasons, ['fewer-right'])
  const better = [...champion, result('b', false), result('b', false)]
  const worseAtOne = better.map((one, i) => (i < 2 ? result('a', false) : result(one.topic, true)))
  assert.deepEqual(mayReplace(better, worseAtOne).reasons, ['worse:a'])
  const many = Array.from({ length: 300 }, (_, i) => result(String(i % 100), true))
  const losing = (n: number) =>
    mayReplace(
      many,
      many.map((one, i) => result(one.topic, i >= n)),
    ).reasons
  assert.deepEqual([losing(3), losing(4)], [[], ['fewer-right']], 'one of a hundred is chance')
  const deaf = mayReplace([result('a', true, { needsHuman: true, isHandedOver: true })], [result('a', true, { needsHuman: true })])
  assert.deepEqual(deaf.reasons, ['misses-person'])
  assert.throws(() => mayReplace(champion, []), RangeError)
})
