import { AUTHSERV, OWN } from './letters.ts'

/** The same letters for the same seed (mulberry32). */
export function chance(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    upTo: (most: number) => Math.floor(next() * most),
    of: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!,
    is: (share: number) => next() < share,
  }
}
type Chance = ReturnType<typeof chance>

const words = [
  'код',
  'не приходит',
  'портал',
  'заявление',
  'hello',
  'Don’t',
  '<b>',
  '&amp;',
  '\u202Eexe',
  '\u0000',
  '--b1',
  '.',
  '> цитата',
  '\u{1F600}',
  'a'.repeat(1200),
  '=?utf-8?B?0L/RgA==?=',
  '\t',
  'С уважением',
  '-- ',
]
const text = (c: Chance) => Array.from({ length: c.upTo(30) }, () => c.of(words) + (c.is(0.3) ? '\r\n' : ' ')).join('')

/** As one-byte Cyrillic, whatever the header says. */
const encodings: Record<string, (text: string) => Buffer> = {
  'utf-8': (s) => Buffer.from(s),
  'windows-1251': (s) => Buffer.from([...s].map((sign) => (sign >= 'А' && sign <= 'я' ? sign.codePointAt(0)! - 0x410 + 0xc0 : sign.codePointAt(0)! & 0x7f))),
  'koi8-r': (s) => Buffer.from([...s].map((sign) => (sign >= 'а' && sign <= 'я' ? 0xc0 + (sign.codePointAt(0)! % 32) : sign.codePointAt(0)! & 0x7f))),
  'x-unknown': (s) => Buffer.from(s, 'latin1'),
  'utf-16le': (s) => Buffer.from(s, 'utf16le'),
}

function body(c: Chance, bytes: Buffer): [encoding: string, body: Buffer] {
  const way = c.upTo(5)
  if (way === 0) return ['base64', Buffer.from(bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n'))]
  if (way === 1)
    return [
      'quoted-printable',
      Buffer.from([...bytes].map((b) => (b > 126 || b === 61 ? `=${b.toString(16).toUpperCase()}` : String.fromCharCode(b))).join('')),
    ]
  // Broken ones: signs that are no base64, a length that does not fit, a cut escape.
  if (way === 2) return ['base64', Buffer.from(`!!${bytes.toString('base64').slice(0, -3)}\r\n*`)]
  if (way === 3) return ['quoted-printable', Buffer.concat([bytes, Buffer.from('=\r\n=4')])]
  return [c.of(['7bit', '8bit', 'binary', 'x-uuencode', '']), bytes]
}

const names = [
  'отчет.pdf',
  '../../etc/passwd',
  '..\\evil.exe',
  'winmail.dat',
  'a\u202Egpj.exe',
  '.htaccess',
  'x'.repeat(4000),
  'CON',
  'снимок.png',
  'a\r\nX-Evil: 1',
  'x\'"; drop',
  '',
]
const types = [
  'image/png',
  'image/svg+xml',
  'application/pdf',
  'application/zip',
  'application/ms-tnef',
  'text/calendar; method=REQUEST',
  'application/x-msdownload',
  'text/csv',
  'message/rfc822',
  'message/delivery-status',
  'application/octet-stream',
  '/',
  'x',
]

function leaf(c: Chance): Buffer {
  const charset = c.of(Object.keys(encodings))
  const isText = c.is(0.6)
  const type = isText ? `${c.of(['text/plain', 'text/html', 'TEXT/PLAIN'])}; charset=${c.is(0.1) ? '"' : ''}${charset}` : c.of(types)
  const plain = isText && c.is(0.4) ? `<p onclick=x>${text(c)}</p><img src=http://evil.example/x><script>x</script>${'<div>'.repeat(c.upTo(200))}` : text(c)
  const [encoding, bytes] = body(c, isText ? encodings[charset]!(plain) : Buffer.from(Array.from({ length: c.upTo(3000) }, () => c.upTo(256))))
  const name = c.of(names)
  const disposition = isText ? '' : `Content-Disposition: ${c.of(['attachment', 'inline', 'form-data'])}; filename="${name}"\r\n`
  return Buffer.concat([
    Buffer.from(
      `Content-Type: ${type}\r\n${disposition}${encoding ? `Content-Transfer-Encoding: ${encoding}\r\n` : ''}${c.is(0.2) ? 'Content-ID: <x>\r\n' : ''}\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ])
}

function part(c: Chance, depth: number): Buffer {
  if (depth <= 0 || c.is(0.45)) return leaf(c)
  const boundary = c.of(['b1', 'b2', '=_x', `b${depth}`, 'b'])
  const parts = Array.from({ length: 1 + c.upTo(4) }, () => Buffer.concat([Buffer.from(`--${boundary}\r\n`), part(c, depth - 1)]))
  const end = c.is(0.85) ? `--${boundary}--\r\n` : ''
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${c.of(['mixed', 'alternative', 'related', 'report', 'x'])}; boundary=${c.is(0.9) ? `"${boundary}"` : ''}\r\n\r\n`),
    ...parts,
    Buffer.from(end),
  ])
}

const senders = [
  'Анна <anna@example.org>',
  'a@b',
  '',
  '"x" <x@example.org>, y@example.org',
  '=?koi8-r?B?8NLJ18XU?= <k@example.org>',
  'nobody',
  '<@>',
  'undisclosed:;',
  'MAILER-DAEMON@example.org',
  `${'a'.repeat(300)}@example.org`,
  'b\u0000@example.org',
  `me <${OWN}>`,
]

/** A letter that some program, or somebody with bad intent, could have written. */
export function generated(c: Chance, n: number): Buffer {
  const lines = [
    ...(c.is(0.3)
      ? [
          `Authentication-Results: ${c.of([AUTHSERV, 'evil.example'])}; dmarc=${c.of(['pass', 'fail', ''])} (${c.is(0.1) ? '(' : ''}x) header.from=${c.of(['example.org', 'evil', ''])}`,
        ]
      : []),
    ...(c.is(0.95) ? [`From: ${c.is(0.6) ? `p${c.upTo(3000)}@example.org` : c.of(senders)}`] : []),
    ...(c.is(0.03) ? ['From: second@example.org'] : []),
    `To: ${c.of([OWN, 'x@y', '', `help+r${c.upTo(99_999_999_999)}-${'0'.repeat(24)}@agency.example`])}`,
    ...(c.is(0.9) ? [`Subject: ${c.of([text(c).replaceAll(/[\r\n]/g, ' '), 'Вопрос', '=?utf-8?Q?=D0=9F?=', '=?x?B?!!?=', ''])}`] : []),
    ...(c.is(0.9) ? [`Message-ID: <g${n}@example.org>`] : []),
    ...(c.is(0.05) ? [c.of(['Auto-Submitted: auto-replied', 'Precedence: bulk', 'List-Id: <x>'])] : []),
    ...(c.is(0.1) ? [`X-Long: ${'y'.repeat(c.upTo(20_000))}`] : []),
    ...(c.is(0.1) ? ['broken header line', ': no name'] : []),
  ]
  const raw = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\nX-N: ${n}\r\n`), part(c, c.upTo(7))])
  if (c.is(0.1)) for (let i = 0; i < 20; i++) raw[c.upTo(raw.length)] = c.upTo(256)
  return c.is(0.05) ? raw.subarray(0, c.upTo(raw.length) + 1) : raw
}
