import { deflateRawSync } from 'node:zlib'
import { OWN } from './letters.ts'

const head = (subject: string, type: string) =>
  `From: nasty@example.org\r\nTo: ${OWN}\r\nSubject: ${subject}\r\nMessage-ID: <nasty-${subject.replaceAll(/\W/g, '')}@example.org>\r\nMIME-Version: 1.0\r\n${type}`
const plain = 'Content-Type: text/plain; charset=utf-8\r\n\r\n'
const enclosed = (subject: string, type: string, name: string, bytes: Buffer) =>
  Buffer.from(
    `${head(subject, 'Content-Type: multipart/mixed; boundary=b\r\n\r\n')}--b\r\n${plain}Смотрите вложение.\r\n--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n--b--\r\n`,
  )
const nested = (levels: number) =>
  Buffer.from(
    `${head('deep', '')}${Array.from({ length: levels }, (_, i) => `Content-Type: multipart/mixed; boundary=n${i}\r\n\r\n--n${i}\r\n`).join('')}${plain}дно\r\n`,
  )
const forwarded = (levels: number): string =>
  levels === 0 ? `From: a@b.ru\r\n\r\nсамое дно` : `From: a@b.ru\r\nContent-Type: message/rfc822\r\n\r\n${forwarded(levels - 1)}`
const koi = Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4])
const cp1251 = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])

/** A zip of one file that unpacks to 64 MB, made by hand. */
function bomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(64 * 1024 * 1024))
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(64 * 1024 * 1024, 22)
  local.writeUInt16LE(1, 26)
  return Buffer.concat([local, Buffer.from('a'), packed])
}

/** Name, letter, and what may become of it where that is certain. */
export const nasty: readonly [name: string, raw: Buffer, becomes?: RegExp][] = [
  ['an empty letter', Buffer.from('\r\n'), /quarantine/],
  ['headers only', Buffer.from(head('only', '')), /request/],
  ['no From', Buffer.from(`To: ${OWN}\r\nSubject: x\r\n\r\nтекст`), /no-sender/],
  ['two From lines', Buffer.from(`From: a@example.org\r\nFrom: b@example.org\r\nSubject: x\r\n\r\nтекст`), /two-senders/],
  ['two addresses in From', Buffer.from(`From: a@example.org, b@example.org\r\n\r\nтекст`), /two-senders/],
  ['30 levels of parts', nested(30), /request/],
  ['1,000 levels of parts', nested(999), /quarantine/],
  ['300 letters inside letters', Buffer.from(forwarded(300))],
  ['20,000 parts', Buffer.from(`${head('parts', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n')}${'--b\r\n\r\nx\r\n'.repeat(20_000)}`), /too-many-parts/],
  ['a header of 1 MB', Buffer.from(`${head('header', `X-A: ${'a'.repeat(1024 * 1024)}\r\n`)}\r\nтекст`), /quarantine/],
  ['10,000 headers', Buffer.from(`${head('headers', Array.from({ length: 10_000 }, (_, i) => `X-${i}: 1\r\n`).join(''))}\r\nтекст`)],
  ['koi8-r', Buffer.concat([Buffer.from(head('koi', 'Content-Type: text/plain; charset=koi8-r\r\n\r\n')), koi]), /request Привет/],
  ['windows-1251', Buffer.concat([Buffer.from(head('cp', 'Content-Type: text/plain; charset=windows-1251\r\n\r\n')), cp1251]), /request Привет/],
  ['8-bit header', Buffer.concat([Buffer.from('From: nasty8@example.org\r\nSubject: '), cp1251, Buffer.from(`\r\n${plain}текст письма`)]), /request/],
  [
    'broken base64',
    Buffer.from(`${head('b64', 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n')}0J/RgNC4!!!*==0LLQtdGC=`),
    /request/,
  ],
  ['winmail.dat', enclosed('tnef', 'application/ms-tnef', 'winmail.dat', Buffer.from('789f3e22', 'hex')), /request[\s\S]*winmail\.dat/],
  [
    'a calendar invitation',
    enclosed('ics', 'text/calendar; method=REQUEST', 'invite.ics', Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR')),
    /request[\s\S]*invite\.ics/,
  ],
  ['a zip bomb', enclosed('zip', 'application/zip', 'bomb.zip', bomb()), /request[\s\S]*bomb\.zip/],
  ['a path in a name', enclosed('path', 'application/octet-stream', '../../../etc/cron.d/x', Buffer.from('x')), /request[\s\S]*Не принято из письма: x /],
  ['direction signs in a name', enclosed('rtl', 'application/octet-stream', 'invoice\u202Efdp.exe', Buffer.from('x')), /request[\s\S]*invoicefdp\.exe/],
  ['zero bytes', Buffer.from(`${head('nul', plain)}те\u0000кст\u0000 письма с нулями`), /request текст письма с нулями/],
  ['direction signs in the text', Buffer.from(`${head('bidi', plain)}счет \u202Eкод\u202C и еще слова`), /request счет код/],
  [
    'a boundary that never ends',
    Buffer.from(`${head('open', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n')}--b\r\n${plain}начало письма без конца`),
    /request/,
  ],
  ['50,000 nested elements', Buffer.from(`${head('divs', 'Content-Type: text/html; charset=utf-8\r\n\r\n')}${'<div>'.repeat(50_000)}x`)],
  [
    'an element with 20,000 attributes',
    Buffer.from(
      `${head('attrs', 'Content-Type: text/html; charset=utf-8\r\n\r\n')}<p ${Array.from({ length: 20_000 }, (_, i) => `a${i}=1`).join(' ')}>слова письма`,
    ),
  ],
  ['a bounce', Buffer.from(head('dsn', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b--')), /dropped/],
]
