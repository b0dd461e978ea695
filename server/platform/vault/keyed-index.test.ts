import assert from 'node:assert/strict'
import test from 'node:test'
import { cpuMs } from '#testing/cpu-ms'
import { envKeys } from './env-keys.ts'
import { FakeStore } from './fake-store.ts'
import { KeyedIndex, MOST_STEMS, weekOf } from './keyed-index.ts'
import { randomBytes } from './primitives.ts'
import { stemOf } from './stem.ts'
import { openVault } from './vault.ts'

const index = new KeyedIndex(1, randomBytes(32))
const finds = (text: string, query: string) => {
  const stems = new Set(index.stems(text))
  const wanted = index.queryStems(query)
  return wanted.length > 0 && wanted.every((stem) => stems.has(stem))
}

const FORMS = [
  'обращение обращения обращению обращением обращений обращениями',
  'справка справки справке справку справкой справок справками',
  'паспорт паспорта паспорту паспортом паспортов',
  'заявление заявления заявлений заявлениями',
  'заявка заявки заявок заявкой',
  'ошибка ошибки ошибок ошибке ошибкой',
  'звонок звонка звонки звонков',
  'письмо письма писем письмом',
  'деньги денег деньгами',
  'день дня дней днем днём',
  'запись записи записей записью',
  'подпись подписи подписью',
  'владелец владельца владельцем владельцы',
  'копейка копейки копеек',
  'ребенок ребёнка детей детям',
  'отказ отказа отказали отказано',
  'услуга услуги услуг услугами',
  'налог налога налоги налогов',
  'выплата выплаты выплат выплатами',
  'личный личного личном личная',
  'человек человека люди людей',
  'код кода коды кодов',
  'срок срока сроки сроков',
  'документ документы документами',
  'карточка карточек карточки',
  'application applications',
  'password passwords',
  'certificate certificates',
]
for (const line of FORMS) {
  const forms = line.split(' ')
  test(`any form finds any other: ${line}`, () => {
    for (const one of forms)
      for (const other of forms) assert.ok(finds(`Прошу, ${one.toUpperCase()}!`, other), `${other} in a text with ${one} (${stemOf(one)}, ${stemOf(other)})`)
  })
}

test('different words stay apart', () => {
  const words = 'паспорт справка запись отказ заявка звонок письмо день деньги код кот налог срок сорок брак суд сутки карта картон услуга отпуск доход'.split(
    ' ',
  )
  for (const one of words) for (const other of words) if (one !== other) assert.ok(!finds(one, other), `${other} finds ${one}`)
})

test('joined words, numbers and addresses are found whole and by their parts', () => {
  const text = 'Онлайн-запись по обращению 26-1234-5678-1, пишите на Ivan.Petrov@Example.org, код ошибки 7F3K-22, кв. 15'
  for (const query of [
    'запись онлайн',
    'онлайн-запись',
    '26123456781',
    '26-1234-5678-1',
    'ivan.petrov@example.org',
    'petrov',
    '7f3k-22',
    '7F3K',
    '15',
    'онлайнзапись',
  ])
    assert.ok(finds(text, query), query)
  for (const query of ['26-1234-9999-1', 'ivan@example.org', '7F3K-23', 'паспорт']) assert.ok(!finds(text, query), query)
})

test('ё, letter case, and composed or decomposed letters make no difference', () => {
  assert.ok(finds('счёт', 'СЧЕТ'))
  assert.ok(finds('йод'.normalize('NFD'), 'йод'.normalize('NFC')))
  assert.ok(finds('ｐａｓｓｗｏｒｄ', 'password'))
})

test('stop words are not kept, a query of stop words alone finds nothing, and an empty query is empty', () => {
  assert.deepEqual(index.stems('и не в на the of'), [])
  const query = index.queryStems('не на')
  assert.equal(query.length, 2)
  assert.ok(!finds('не на столе', 'не на'))
  assert.ok(finds('лежит на столе', 'на столе'))
  assert.deepEqual(index.queryStems(' .,! '), [])
})

test('stems are distinct, rising, signed 64-bit numbers, 512 at most', () => {
  const stems = index.stems(Array.from({ length: 3000 }, (_, i) => `слово${i}`).join(' '))
  assert.equal(stems.length, MOST_STEMS)
  for (let i = 1; i < stems.length; i++) assert.ok(stems[i - 1]! < stems[i]!)
  assert.ok(stems.every((stem) => BigInt.asIntN(64, stem) === stem) && stems.some((stem) => stem < 0n))
  assert.equal(index.stems('паспорт паспорта Паспорту').length, 1)
})

test('another key gives other stems and look-ups, and fields have nothing in common', () => {
  const other = new KeyedIndex(1, randomBytes(32))
  assert.notDeepEqual(other.stems('паспорт'), index.stems('паспорт'))
  assert.notDeepEqual(other.lookup('phone', '1'), index.lookup('phone', '1'))
  assert.notDeepEqual(index.lookup('phone', '1'), index.lookup('inn', '1'))
  assert.equal(index.lookup('phone', '+79000000001').length, 16)
})

test('while the index key is rotated both versions answer, the newest first', async () => {
  const vault = await openVault(new FakeStore().query, envKeys(randomBytes(32).toString('base64')))
  const at = new Date('2026-05-04T09:00:00Z')
  const [oldPhone, oldStems] = [vault.lookup('phone', '+79000000001'), vault.stems('паспорт', at)]
  await vault.addKeyVersion('index')
  assert.deepEqual(vault.indexVersions(), [2, 1])
  assert.deepEqual(vault.lookups('phone', '+79000000001'), [vault.lookup('phone', '+79000000001', 2), oldPhone])
  assert.notDeepEqual(vault.stems('паспорт', at), oldStems)
  assert.deepEqual(vault.stems('паспорт', at, 1), oldStems)
  assert.deepEqual(vault.queryWords('паспортом', 1)[0]?.(weekOf(at), weekOf(at)), oldStems)
  assert.throws(() => vault.lookup('phone', '', 3), /no version 3/)
})

test('hostile texts take no longer than plain ones of their length', async () => {
  for (const unit of ['@', 'a@', 'a-', "'", 'о', 'ивший', 'a.b@c.', '\u0301', 'İ', '１']) {
    const text = unit.repeat(20_000 / unit.length)
    const taken = await cpuMs(() => [index.stems(text), index.queryStems(text)])
    assert.ok(taken < 500, `${JSON.stringify(unit)} took ${taken} ms`)
  }
})

test('a word looks different in every week, and a query for some weeks has the stems of each', () => {
  const weeks = [2900, 2901, 2902].map((week) => index.stems('паспорт', week)[0])
  assert.equal(new Set(weeks).size, 3)
  assert.deepEqual(index.queryWords('паспорта')[0]?.(2900, 2902), weeks)
  assert.deepEqual(index.stems('паспорт', 2900)[0], weeks[0])
})
