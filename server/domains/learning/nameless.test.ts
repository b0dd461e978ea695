import assert from 'node:assert/strict'
import test from 'node:test'
import { nameless } from './nameless.ts'

const known = new Set(
  'не могу войти в кабинет код пришел на номер меня зовут я здравствуйте мой когда ответ по обращению my name is cannot sign in от ирина ольги вера с уважением смс'.split(
    ' ',
  ),
)
const hidden = (text: string) => nameless(text, known)

test('FORM-15: what others read of a message has no name, number, address or secret of a person', () => {
  for (const [typed, shown] of [
    ['Меня зовут Ирина Петрова, не могу войти в кабинет', 'Меня зовут <name>, не могу войти в кабинет'],
    ['меня зовут ирина петрова, не могу войти', 'меня зовут <name>, не могу войти'],
    ['Здравствуйте, я Иванов Петр Сергеевич', 'Здравствуйте, я <name>'],
    ['не могу войти в кабинет, сергеевна', 'не могу войти в кабинет, <name>'],
    ['когда ответ по обращению 26-0001-0007-4', 'когда ответ по обращению <n>'],
    ['код не пришел на номер +7 900 000-00-01', 'код не пришел на номер <phone>'],
    ['мой ivan.petrov@example.org не могу', 'мой <mail> не могу'],
    ['My name is John Smith, cannot sign in', 'My name is <name>, cannot sign in'],
    ['Ирина, не могу войти', '<name>, не могу войти'],
    ['не могу войти от ольги', 'не могу войти от <name>'],
    ['не могу войти. С уважением, А. Б. Круглова', 'не могу войти. С уважением, <name>'],
  ] as const)
    assert.equal(hidden(typed), shown)
  assert.ok(!hidden('мой пароль Murzik1958').includes('Murzik'))
  assert.ok(!hidden('паспорт 45 08 123456').includes('123456'))
})

test('words that are ours stay as they are, also in capitals', () => {
  for (const text of ['Не могу войти в кабинет', 'НЕ МОГУ ВОЙТИ', 'Когда ответ по обращению']) assert.equal(hidden(text), text)
})

test('a long text takes a bounded time', () => {
  const began = process.cpuUsage()
  for (const unit of ['1 ', 'a@', 'Имя ', 'www.', '-', 'меня зовут ']) hidden(unit.repeat(4000 / unit.length))
  const { user } = process.cpuUsage(began)
  assert.ok(user < 1_500_000, `${user} us`)
})
