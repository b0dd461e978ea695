import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Letter } from './model.ts'
import { rawHeader } from './raw-header.ts'
import { openReader } from './read-letter.ts'
import { senderProof } from './sender-proof.ts'
import { visibleText } from './visible-text.ts'
import { isOurs, whatKind } from './what-kind.ts'

const own = 'help@agency.example'
const of = (headers: [string, string][], from = 'anna@example.org'): Pick<Letter, 'headers' | 'from'> => ({ headers, from: [{ name: '', address: from }] })
const envelope = { from: 'anna@example.org', to: [own] }

test("MAIL-1: only marks that programs set tell a letter from a person's", () => {
  assert.equal(whatKind(of([['subject', 'Автоответ: меня нет']]), envelope, [own]), null)
  assert.equal(whatKind(of([['auto-submitted', 'no']]), envelope, [own]), null)
  assert.equal(whatKind(of([['auto-submitted', 'auto-replied; x=y']]), envelope, [own]), 'auto-reply')
  assert.equal(whatKind(of([['content-type', 'multipart/report; report-type=delivery-status; boundary=x']]), envelope, [own]), 'bounce')
  assert.equal(whatKind(of([['list-unsubscribe', '<mailto:x@y>']]), envelope, [own]), 'bulk')
  assert.equal(whatKind(of([], 'HELP+r12345678901-0@agency.example'), envelope, [own]), 'own-loop')
  assert.ok(!isOurs('nothelp@agency.example', own) && !isOurs('help@agency.example.evil', own))
})

const proof = (line: string, from?: string, more: [string, string][] = []) =>
  senderProof(of([['authentication-results', line], ...more], from), 'mx.agency.example')

test('C16: a sender is proved by the topmost word of our own mail server about the very domain of From', () => {
  assert.equal(proof('mx.agency.example; dmarc=pass (p=reject) header.from=example.org').aligned, true)
  assert.equal(proof('mx.agency.example 1; spf=pass smtp.mailfrom=x@example.org; dmarc=pass header.from="example.org"').spf, 'pass')
  for (const line of [
    'mx.evil.example; dmarc=pass header.from=example.org',
    'mx.agency.example.evil; dmarc=pass header.from=example.org',
    'mx.agency.example; dmarc=pass header.from=evil.example',
    'mx.agency.example; dmarc=fail header.from=example.org',
    'mx.agency.example; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org',
    'mx.agency.example; none (; dmarc=pass header.from=example.org)',
    'mx.agency.example; spf=pass (dmarc=pass header.from=example.org)',
    'mx.agency.example; x="; dmarc=pass header.from=example.org',
    '(mx.agency.example; dmarc=pass header.from=example.org',
    '',
  ])
    assert.equal(proof(line).aligned, false, line)
  // Ours says fail above what came in with the letter.
  assert.equal(
    proof('mx.agency.example; dmarc=fail header.from=example.org', undefined, [
      ['authentication-results', 'mx.agency.example; dmarc=pass header.from=example.org'],
    ]).aligned,
    false,
  )
  assert.equal(senderProof(of([['authentication-results', 'mx.agency.example; dmarc=pass header.from=example.org']]), null).aligned, false)
  assert.equal(proof('mx.agency.example; dmarc=pass header.from=xn--e1afmkfd.xn--p1ai', 'ира@пример.рф').aligned, true)
})

test('MAIL-1: an answer is read without the letter it answers; point by point, or nothing else, it is kept whole', () => {
  assert.deepEqual(visibleText('Спасибо.\n\n27.11.2026 12:00, Ведомство <help@agency.example> пишет:\n> старое\n> старое'), {
    text: 'Спасибо.',
    quoted: '27.11.2026 12:00, Ведомство <help@agency.example> пишет:\n> старое\n> старое',
    signature: '',
  })
  assert.equal(visibleText('Yes.\n\nOn Fri, 27 Nov 2026 at 12:00, Agency <help@agency.example> wrote:\n> old').text, 'Yes.')
  assert.equal(
    visibleText('Да.\n\nОт: Ведомство <help@agency.example>\nОтправлено: 27 ноября 2026\nКому: Анна\nТема: Re: x\n\nСтарое письмо без знаков.').text,
    'Да.',
  )
  assert.equal(visibleText('Да.\n-----Original Message-----\nFrom: x').text, 'Да.')
  assert.equal(visibleText('Да\n\n> старое\n>\n> старое').text, 'Да')
  const points = 'См. ниже\n> вопрос один\nответ один\n> вопрос два\nответ два'
  assert.equal(visibleText(points).text, points)
  assert.equal(visibleText('> только чужое').text, '> только чужое')
  assert.deepEqual(visibleText('Текст\n-- \nАнна\n+7'), { text: 'Текст', quoted: '', signature: 'Анна\n+7' })
  assert.equal(visibleText('От кого зависит решение?\nЖду.').text, 'От кого зависит решение?\nЖду.')
})

test('MAIL-1: a subject of bare 8-bit signs is read by the charset of the parts, else by the likelier one', async () => {
  const said = 'Не приходит код'
  const cp1251 = Buffer.from([...said].map((one) => (one > '\x7f' ? one.codePointAt(0)! - 0x410 + 0xc0 : one.codePointAt(0)!)))
  const koi = Buffer.from('ee c5 20 d0 d2 c9 c8 cf c4 c9 d4 20 cb cf c4'.replaceAll(' ', ''), 'hex')
  const letter = (subject: Buffer, charset = '') =>
    Buffer.concat([
      Buffer.from('From: a@example.org\r\nSubject: '),
      subject,
      Buffer.from(
        `\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain${charset && `; charset=${charset}`}\r\n\r\nx\r\n--b--\r\n`,
      ),
    ])
  const reader = openReader()
  for (const [subject, charset] of [
    [cp1251, 'windows-1251'],
    [koi, '"KOI8-R"'],
    [cp1251, ''],
    [koi, ''],
    [cp1251, 'us-ascii'],
    [Buffer.from(said), 'windows-1251'],
  ] as const)
    assert.equal((await reader.letter(letter(subject, charset))).subject, said, charset)
  await reader.close()
  // By its named charset even where the other looks likelier.
  const capitals = Buffer.from('КОД НЕ ПРИШЕЛ'.split('').map((one) => (one > '\x7f' ? one.codePointAt(0)! - 0x410 + 0xc0 : 0x20)))
  assert.equal(rawHeader(letter(capitals, 'windows-1251'), 'subject'), 'КОД НЕ ПРИШЕЛ')
  assert.equal(rawHeader(letter(Buffer.from('=?koi8-r?B?8NLJ18XU?='), 'koi8-r'), 'subject'), null)
})

test('MAIL-1: names of bare 8-bit signs are read as subjects are, and whose letter it is stays what the parser says', async () => {
  const said = 'Пётр Ёлкин'
  const koi = Buffer.from('f0a3d4d220b3cccbc9ce', 'hex')
  const cp1251 = Buffer.from('cfb8f2f020a8ebeae8ed', 'hex')
  const letter = (name: Uint8Array, charset: string, address = '<petr@example.org>') =>
    Buffer.concat([
      Buffer.from('From: '),
      name,
      Buffer.from(` ${address}\r\nSubject: x\r\nContent-Type: text/plain${charset && `; charset=${charset}`}\r\n\r\nx\r\n`),
    ])
  const reader = openReader()
  const from = async (...given: Parameters<typeof letter>) => (await reader.letter(letter(...given))).from
  for (const [name, charset] of [
    [cp1251, 'windows-1251'],
    [koi, 'koi8-r'],
    [cp1251, ''],
    [koi, ''],
    [Buffer.from('=?koi8-r?B?8KPU0iCzzMvJzg==?='), 'koi8-r'],
    [Buffer.from(said), 'utf-8'],
  ] as const)
    assert.deepEqual(await from(name, charset), [{ name: said, address: 'petr@example.org' }], charset)
  assert.deepEqual(await from(Buffer.concat([Buffer.from('"'), cp1251, Buffer.from('"')]), ''), [{ name: said, address: 'petr@example.org' }])
  const two = await from(cp1251, '', '<petr@example.org>, Other <other@example.net>')
  assert.deepEqual(
    two.map(({ address }) => address),
    ['petr@example.org', 'other@example.net'],
  )
  await reader.close()
})
