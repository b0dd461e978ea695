import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { MARK, mask } from './mask.ts'

// What is between the signs is what must be hidden; 'kept' digits follow it outside.
const HIDDEN: [string, string, string][] = [
  ['password', 'пароль: qwerty123', `пароль: ${MARK}`],
  ['password', 'Мой пароль Kotik2020, не пускает', `Мой пароль ${MARK}, не пускает`],
  ['password', 'пароль qwerty', `пароль ${MARK}`],
  ['password', 'логин ivan пароль 12345', `логин ivan пароль ${MARK}`],
  ['password', 'Пароль от личного кабинета: Ромашка7', `Пароль от личного кабинета: ${MARK}`],
  ['password', 'пароль это солнышко', `пароль это ${MARK}`],
  ['password', 'пароль - Zx!9@kk', `пароль - ${MARK}`],
  ['password', 'пароль "мой кот Барсик"', `пароль "${MARK}"`],
  ['password', 'Кодовое слово: ромашка', `Кодовое слово: ${MARK}`],
  ['password', 'password is hunter2', `password is ${MARK}`],
  ['password', 'my password: swordfish', `my password: ${MARK}`],
  ['password', 'Password=P@ss w0rd', `Password=${MARK} w0rd`],
  ['password', 'the password for my account is Tr0ub4dor&3.', `the password for my account is ${MARK}.`],
  ['password', 'pwd: 1q2w3e', `pwd: ${MARK}`],
  ['password', 'password hunter2 does not work', `password ${MARK} does not work`],
  ['code', 'мой код 482913', `мой код ${MARK}`],
  ['code', 'код из смс 4829', `код из смс ${MARK}`],
  ['code', 'Код подтверждения: 48-29', `Код подтверждения: ${MARK}`],
  ['code', 'пришел код\n482913', `пришел код\n${MARK}`],
  ['code', 'вот смс 482913', `вот смс ${MARK}`],
  ['code', '482913 это код', `${MARK} это код`],
  ['code', 'код 482 913 не подходит', `код ${MARK} не подходит`],
  ['code', 'ввел код 0042 два раза', `ввел код ${MARK} два раза`],
  ['code', 'my code is 482913', `my code is ${MARK}`],
  ['code', 'the verification code: 4829-1377', `the verification code: ${MARK}`],
  ['code', 'OTP 998877', `OTP ${MARK}`],
  ['code', 'code G-482913', `code G-${MARK}`],
  ['code', '482913 is my code', `${MARK} is my code`],
  ['code', 'пин-код: 1234', `пин-код: ${MARK}`],
  ['code', 'код 4-8-2-9-1-3', `код ${MARK}`],
  ['code', 'the code is 4 8 2 9 1 3', `the code is ${MARK}`],
  ['code', 'смс пришла с цифрами 7741', `смс пришла с цифрами ${MARK}`],
  ['code', 'код четыре восемь два девять', `код ${MARK}`],
  ['code', 'в смс код сорок восемь двадцать девять', `в смс код ${MARK}`],
  ['code', 'the code was four eight two nine', `the code was ${MARK}`],
  ['code', 'я назвала шесть шесть один восемь из смс', `я назвала ${MARK} из смс`],
  ['code', 'kod 482913', `kod ${MARK}`],
  ['code', 'резервный код AB2CD-EF3GH', `резервный код ${MARK}`],
  ['code', 'запасной код ab2cd ef3gh не берет', `запасной код ${MARK} не берет`],
  ['code', 'ABCDE-23456-FGHJK-789AB-CDEFG-H', `${MARK}`],
  ['totp', 'ключ для приложения JBSWY3DPEHPK3PXP', `ключ для приложения ${MARK}`],
  ['totp', 'секрет jbsw y3dp ehpk 3pxp', `секрет ${MARK}`],
  ['totp', 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP', `${MARK}`],
  ['password', 'пароль мой Murzik1958', `пароль мой ${MARK}`],
  ['password', 'Пароль у меня такой: Valentina-1961, записан', `Пароль у меня такой: ${MARK}, записан`],
  ['password', 'pass: Summer2026', `pass: ${MARK}`],
  ['password', 'парол: fgh567JK', `парол: ${MARK}`],
  ['password', 'parol ot lk Ivan2020', `parol ot lk ${MARK}`],
  ['cvv', 'CVV код 991', `CVV код ${MARK}`],
  ['cvv', 'три цифры на обороте 345', `три цифры на обороте ${MARK}`],
  ['cvv', 'cvv 123', `cvv ${MARK}`],
  ['cvv', 'CVC2: 0912', `CVC2: ${MARK}`],
  ['card', 'карта 4276 1234 5678 9014', `карта ${MARK}9014`],
  ['card', 'оплатил с 2200123456789019', `оплатил с ${MARK}9019`],
  ['card', 'card 4111-1111-1111-1111 was charged', `card ${MARK}1111 was charged`],
  ['card', 'amex 3782 822463 10005', `amex ${MARK}0005`],
  ['card', 'карта 4276 1234 5678 9012 (ошибся)', `карта ${MARK}9012 (ошибся)`],
  ['snils', 'СНИЛС 112-233-445 95', `СНИЛС ${MARK}95`],
  ['snils', 'снилс: 11223344595', `снилс: ${MARK}95`],
  ['snils', 'вот 112-233-445 95', `вот ${MARK}95`],
  ['snils', 'мой снилс 112 233 445 96', `мой снилс ${MARK}96`],
  ['snils', 'SNILS 900-000-058 99', `SNILS ${MARK}99`],
  ['inn', 'ИНН 000012345627', `ИНН ${MARK}5627`],
  ['inn', 'мой номер 980076543250', `мой номер ${MARK}3250`],
  ['inn', 'ИНН организации 9800765439', `ИНН организации ${MARK}5439`],
  ['inn', 'my INN is 0000 1234 5627', `my INN is ${MARK}5627`],
  ['passport', 'паспорт 4508 123456', `паспорт ${MARK}456`],
  ['passport', 'паспорт серия 4508 номер 123456', `паспорт серия ${MARK}456`],
  ['passport', 'данные: 45 08 123456', `данные: ${MARK}456`],
  ['passport', 'серия 20 05 № 654321', `серия ${MARK}321`],
  ['passport', 'загранпаспорт 72 1234567', `загранпаспорт ${MARK}567`],
  ['passport', 'passport 4508123456', `passport ${MARK}456`],
  ['oms', 'полис ОМС 9912345678901239', `полис ОМС ${MARK}1239`],
  ['oms', 'полис 9912 3456 7890 1230', `полис ${MARK}1230`],
]

const LEFT_ALONE = [
  'Обращение 26-1234-5678-1 не отвечено',
  'номер 26123456781',
  'код по обращению 26-1234-5678-1 не пришел',
  'Позвоните мне: +7 (900) 000-00-01',
  'код не приходит на 89000000001',
  'код не приходит на номер 8 900 000-00-01',
  'код придет на +7 (900) 000-00-01',
  'my phone is +7 900 000 00 01',
  'Запись на 22.11.2026 в 14:30',
  'код пришел 12.05.2026 в 12:45',
  'Код ошибки 7F3K-22',
  'код ошибки: 40321',
  'Error code 50321 appeared',
  'код 7F3K-2214 на экране',
  'код подразделения 770-001',
  'postal code 101000',
  'индекс 101000',
  'Сумма 12500 рублей',
  'жду код уже 1000 минут',
  'код не приходит с 2024 года',
  'Заказ 1234567890123456',
  'номер заказа 48291377',
  'код заказа 48291377',
  'забыл пароль от кабинета',
  'пароль не подходит',
  'Пароль: не подходит',
  'пароль от 12.05.2026 не работает',
  'пароль из 10 символов',
  'сменил пароль и вышел',
  'my password is not working',
  'password is incorrect',
  'the password expired',
  'password reset does not arrive',
  'I forgot my password, please help',
  'password: required',
  'смс с номера 900 не пришла',
  'штраф 500 рублей, постановление 18810177221122334455',
  'дом 1234, квартира 5678',
  'ISO 2026-11-22T14:30:00',
  'счет 40817810099910004312',
  'очередь 1234 человек, код не нужен',
  'ждал 45 минут, 3 звонка',
  'код не приходит два три дня',
  'ввел код один два три раза',
  'один два три, проверка связи',
  'passport office and reset page',
  'АВТОМАТИЧЕСКИЙ ОТВЕТ ПРИШЕЛ',
  'INFORMATION REQUESTED',
  'ключ доступа не работает на телефоне',
  'без цифр и секретов',
]

for (const [kind, text, expected] of HIDDEN) {
  test(`hides a ${kind}: ${text.replace(/\n/g, ' ')}`, () => {
    const masked = mask(text)
    assert.equal(masked.text, expected)
    assert.deepEqual(
      masked.secrets.map((secret) => secret.kind),
      [kind],
    )
  })
}
test('hides a code right behind a saved one, at the first run as at the second', () => {
  assert.equal(mask('ABCDE-23456.482913 is my code').text, `${MARK}.${MARK} is my code`)
})
test('hides the address of a key whole when a password stands in it', () => {
  assert.equal(mask('otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&Password=Zx9kk and more').text, `${MARK} and more`)
})
for (const text of LEFT_ALONE) {
  test(`leaves alone: ${text}`, () => assert.deepEqual(mask(text), { text, secrets: [] }))
}

test('after a question for a code bare digits and number words are one, dates and phones are not', () => {
  const asked = (text: string) => mask(text, { expectsCode: true }).text
  assert.equal(asked('482913'), MARK)
  assert.equal(asked('вот 48 29 13'), `вот ${MARK}`)
  assert.equal(asked('четыре восемь два девять'), MARK)
  for (const text of ['жду 1000 минут', '22.11.2026', '+7 900 000-00-01', '26-1234-5678-1', 'не пришел']) assert.equal(asked(text), text)
  assert.equal(mask('482913').text, '482913')
})

const scrap = fc.oneof(
  fc.constantFrom(...HIDDEN.map(([, text]) => text), ...LEFT_ALONE),
  fc.constantFrom(
    'код',
    'пароль',
    'password is',
    ':',
    ' ',
    '-',
    '.',
    '\n',
    '•',
    '"',
    'карта',
    'СНИЛС',
    'смс',
    'cvv',
    'паспорт',
    'G-',
    'is my code',
    ' это код',
    'четыре восемь два',
    'ABCDE-23456',
    'ключ JBSWY3DPEHPK3PXP',
    'минут',
  ),
  fc.nat({ max: 9_999_999_999 }).map(String),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const anyText = fc.array(scrap, { maxLength: 14 }).chain((parts) => fc.constantFrom('', ' ').map((joint) => parts.join(joint)))

test('masking twice is masking once, spans are in order and inside, and the text grows by the marks only', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = mask(text)
      assert.equal(mask(once.text).text, once.text)
      let from = 0
      for (const { start, end } of once.secrets) {
        assert.ok(start >= from && end > start && end <= text.length)
        from = end
      }
      assert.ok(once.text.length <= text.length + once.secrets.length * (MARK.length + 4))
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3000) },
  )
})

test('5,000 characters take less than a few milliseconds, whatever they are', () => {
  const sample = `${HIDDEN.map(([, text]) => text).join('. ')} ${LEFT_ALONE.join('. ')}`
  const texts = [
    sample,
    'код ',
    'пароль ',
    '1 ',
    '12-',
    '4',
    'пароль: "',
    'password is ',
    '•',
    'код 1 ',
    '4276 ',
    'g-',
    'парол',
    '2,2 ',
    'сери ',
    '\n',
    'a@',
    'код ошибк',
    'четыре ',
    'ABCDE-',
    'jbsw ',
    'otpauth://',
  ].map((unit) => unit.repeat(Math.ceil(5000 / unit.length)).slice(0, 5000))
  for (const text of texts) {
    mask(text)
    let best = Number.POSITIVE_INFINITY
    for (let i = 0; i < 5; i++) {
      const start = performance.now()
      mask(text)
      best = Math.min(best, performance.now() - start)
    }
    if (process.env['SHOW_TIMES']) console.log(best.toFixed(3), JSON.stringify(text.slice(0, 12)))
    assert.ok(best < 10, `${JSON.stringify(text.slice(0, 20))} took ${best} ms`)
  }
})
