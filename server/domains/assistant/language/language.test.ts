import assert from 'node:assert/strict'
import test from 'node:test'
import { asEnglishKeys, asRussianKeys } from './layout.ts'
import { normalised, withoutNumbers } from './normalise.ts'
import { languagesOf, repaired } from './repaired.ts'
import { asRussianSounds } from './transliteration.ts'

const languages = languagesOf([
  'не приходит код подтверждения на телефон',
  'забыл пароль от личного кабинета, не могу войти',
  'как записаться на прием в офис, хочу отменить запись',
  'где посмотреть статус заявления и когда будет ответ',
  'хочу удалить учетную запись и все данные',
  'how can I reset my password',
  'I want to book an appointment at the office',
  'hello, my account is locked and the code does not come',
  'where is the status of my application',
])

test('CHAT-3: a text is read in small letters, without cries, spacing tricks and look-alike letters', () => {
  assert.equal(withoutNumbers('ЗАБЫЛ   пароооль ЁЛКИ'), 'забыл пароль елки')
  assert.equal(withoutNumbers('п а р о л ь не подходит'), 'пароль не подходит')
  assert.equal(withoutNumbers('мой пaроль'), 'мой пароль')
  assert.equal(withoutNumbers('see https://example.org/a?b=1 or a.b@example.org'), 'see <url> or <mail>')
  assert.equal(withoutNumbers('звоните +7 900 000-00-01 по обращению 26-1234-5678-1'), 'звоните <phone> по обращению <n>')
})

test('ETIQ-1: a greeting and thanks are no part of the matter, unless they are all there is', () => {
  for (const [said, matter] of [
    ['Здравствуйте! Не приходит код', 'не приходит код'],
    ['Добрый день, подскажите пожалуйста, где мое заявление? Заранее спасибо!', 'где мое заявление?'],
    ['Hello, please help me to sign in. Thank you', 'help me to sign in'],
    ['привет', 'привет'],
    ['Здравствуйте, спасибо!', 'здравствуйте, спасибо!'],
    ['приветственное письмо не пришло', 'приветственное письмо не пришло'],
    ['history of my requests', 'history of my requests'],
  ] as const)
    assert.equal(withoutNumbers(said), matter)
})

test('PHISH-4: the classifier never reads a secret, and its place is told in the text as typed', () => {
  const typed = 'Код 482913 не подходит'
  const { text, secrets } = normalised(typed)
  assert.equal(text, 'код <code> не подходит')
  assert.deepEqual(secrets, [{ kind: 'code', start: 4, end: 10 }])
  assert.equal(normalised('482913', { expectsCode: true }).text, '<code>')
  assert.equal(normalised('482913').text, '<n>')
})

test('both keyboard layouts are each other turned round', () => {
  assert.equal(asRussianKeys('pf,sk gfhjkm'), 'забыл пароль')
  assert.equal(asEnglishKeys('руддщ'), 'hello')
  assert.equal(asRussianKeys(asEnglishKeys('Хочу объяснить: эту ёлку')), 'Хочу объяснить: эту ёлку')
})

test('Russian in Latin letters is read in its several spellings', () => {
  for (const [latin, russian] of [
    ['zabyl parol', 'забыл парол'],
    ['pozhaluysta', 'пожалуйста'],
    ['ne prihodit', 'не приходит'],
    ['schet', 'щет'],
    ['moy nomer', 'мой номер'],
    ['4to delat', 'что делат'],
  ] as const)
    assert.equal(asRussianSounds(latin), russian)
})

test('a message in the wrong layout or in Latin letters is repaired', () => {
  assert.deepEqual(repaired('yt ghb[jlbn rjl', languages), { text: 'не приходит код', by: 'layout' })
  assert.equal(repaired('yt ghb[jlbn rjl/ pf,sk gfhjkm/', languages).text, 'не приходит код. забыл пароль.')
  assert.equal(repaired('elfkb.n extnye. pfgbcm', languages).text, 'удалиют учетную запись')
  assert.deepEqual(repaired('ne prihodit kod', languages), { text: 'не приходит код', by: 'transliteration' })
  assert.equal(repaired('hochu udalit uchetnuyu zapis', languages).text, 'хочу удалить учетную запись')
  assert.deepEqual(repaired('щс Р цфте ещ ищщл фт фззщштеьуте'.slice(3), languages).by, 'layout')
  assert.equal(repaired('не могу войти, pf,sk gfhjkm', languages).text, 'не могу войти, забыл пароль')
})

test('what is right as it is stays as it is: English, brands, addresses, mixed messages', () => {
  for (const text of [
    'How can I reset my password',
    'не могу войти через Chrome на Windows',
    'пишу с почты ivan.petrov@example.org',
    'sms',
    'https://example.org/abc',
    'ок',
    'TOTP',
    'файл scan_2026.pdf не грузится',
    'my login is ivanov',
    '12345',
    '',
  ])
    assert.deepEqual(repaired(text, languages), { text, by: null })
})

test('CHAT-3: Latin letters lose soft signs and endings: words and beginnings that we know get them back, of others those that are nearly sure', () => {
  const known = languagesOf(['сколько ждать письмо, данные на сайте госуслуг', 'новые персональные данные, нужен детский специалист', 'hello, please help me'])
  for (const [typed, meant] of [
    ['skolko zhdat pismo', 'сколько ждать письмо'],
    ['gde detskiy spetsialist', 'где детский специалист'],
    ['personalnymi dannymi', 'персональными данными'],
    ['novye dannye', 'новые данные'],
    ['ne mogu zagruzhat dannye', 'не могу загружать данные'],
  ] as const)
    assert.equal(repaired(typed, known).text, meant)
})

test('CHAT-3: a name in Latin letters stays among words in the wrong layout', () => {
  assert.equal(repaired('yt ghb[jlbn rjl d telegram', languages).text, 'не приходит код в telegram')
  assert.equal(repaired('yt ghb[jlbn rjl yf chrome', languages).text, 'не приходит код на chrome')
})
