import { parentPort } from 'node:worker_threads'
import { convert } from 'html-to-text'
import PostalMime, { type Address, addressParser } from 'postal-mime'
import { cleanLine, cleanWords } from './clean-words.ts'
import type { Enclosed, Letter, Mailbox } from './model.ts'
import { rawHeader } from './raw-header.ts'
import type { Asked, Told } from './read-letter.ts'
import { safeHtml, shownHtml } from './safe-html.ts'

/** Levels of parts inside parts; people's programs make up to five. */
const MOST_LEVELS = 40
/** All headers of all parts together, bytes. */
const MOST_HEADERS = 256 * 1024
const MOST_PARTS = 1000
/** Enclosed parts that are looked at; of the rest only names are kept. */
const MOST_ENCLOSED = 30
const MOST_TEXT = 200_000
const MOST_HTML = 1024 * 1024

class TooMuch extends Error {
  readonly code: 'too-deep' | 'too-many-parts'
  constructor(code: TooMuch['code']) {
    super(code)
    this.code = code
  }
}

async function parsed(raw: Uint8Array) {
  if (linesOfDashes(raw) > MOST_PARTS) throw new TooMuch('too-many-parts')
  return PostalMime.parse(raw, { maxNestingDepth: MOST_LEVELS, maxHeadersSize: MOST_HEADERS, maxRfc822NestingDepth: 3 }).catch((error: Error) => {
    throw /nesting|header/i.test(error.message) ? new TooMuch('too-deep') : error
  })
}

/** Every part begins with such a line. */
function linesOfDashes(raw: Uint8Array): number {
  let count = 0
  for (let at = raw.indexOf(0x0a); at >= 0; at = raw.indexOf(0x0a, at + 1)) if (raw[at + 1] === 0x2d && raw[at + 2] === 0x2d) count++
  return count
}

async function read(raw: Uint8Array): Promise<Letter> {
  const mail = await parsed(raw)
  const all = mail.attachments.map((one): Enclosed => {
    const bytes = typeof one.content === 'string' ? new TextEncoder().encode(one.content) : new Uint8Array(one.content)
    return {
      name: cleanLine(one.filename ?? '').slice(0, 300),
      type: one.mimeType.slice(0, 100),
      bytes,
      contentId: one.contentId?.replaceAll(/[<>]/g, '') ?? null,
    }
  })
  const html = mail.html?.slice(0, MOST_HTML) ?? ''
  const plain = cleanWords((mail.text ?? '').slice(0, MOST_TEXT)).trim()
  return {
    headers: mail.headers.slice(0, 200).map(({ key, value }) => [key.slice(0, 100), value.slice(0, 2000)] as const),
    from: withRawNames(
      mail.headers.filter(({ key }) => key === 'from').flatMap(({ value }) => mailboxesIn(value)),
      raw,
    ),
    fromLines: mail.headers.filter(({ key }) => key === 'from').length,
    to: [...(mail.to ?? []), ...(mail.cc ?? []), ...delivered(mail.headers)]
      .flatMap((one) => mailboxes([one]))
      .map(({ address }) => address)
      .slice(0, 200),
    messageId: (mail.messageId ?? '').slice(0, 500),
    subject: cleanLine((rawHeader(raw, 'subject') ?? mail.subject ?? '').slice(0, 2000)),
    text: plain || cleanWords(textOf(html)).trim(),
    hasHtml: html !== '',
    enclosed: all.slice(0, MOST_ENCLOSED),
    left: all.slice(MOST_ENCLOSED, 2 * MOST_ENCLOSED).map(({ name, type }) => name || type),
  }
}

const mailboxesIn = (value: string): Mailbox[] => mailboxes(addressParser(value.slice(0, 4000), { flatten: true }))

/** Only names are read anew: whose letter it is is said by the addresses, as the parser has read them. */
function withRawNames(from: readonly Mailbox[], raw: Uint8Array): readonly Mailbox[] {
  const line = rawHeader(raw, 'from')
  const named = line === null ? [] : mailboxesIn(line)
  const isSame = named.length === from.length && named.every(({ address }, at) => address === from[at]!.address)
  return isSame ? named : from
}

/** Where the mail server writes for whom the letter came; a header of the sender's own proves nothing, and need not: the reference is signed. */
const delivered = (headers: readonly { key: string; value: string }[]): Address[] =>
  headers
    .filter(({ key }) => key === 'delivered-to' || key === 'x-original-to' || key === 'envelope-to')
    .flatMap(({ value }) => addressParser(value.slice(0, 1000)))

const mailboxes = (addresses: readonly Address[]): Mailbox[] =>
  addresses
    .flatMap((one) => (one.group ? one.group : [one]))
    .map(({ name, address }) => ({ name: cleanLine(name.slice(0, 200)), address: cleanLine((address ?? '').slice(0, 400)) }))

/** Cleaned first: then nothing in it is deep, and styles and scripts are gone with their words. */
const textOf = (html: string): string =>
  convert(safeHtml(html), {
    wordwrap: false,
    limits: { maxInputLength: MOST_HTML, maxDepth: 60, maxChildNodes: 5000, ellipsis: '...' },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'block' },
    ],
  }).slice(0, MOST_TEXT)

async function show(raw: Uint8Array): Promise<string> {
  const mail = await parsed(raw)
  return shownHtml(
    mail.html?.slice(0, MOST_HTML) ?? '',
    mail.attachments.map((one) => ({
      contentId: one.contentId?.replaceAll(/[<>]/g, '') ?? null,
      bytes: typeof one.content === 'string' ? new Uint8Array() : new Uint8Array(one.content),
    })),
  )
}

parentPort!.on('message', async ({ id, want, raw }: Asked) => {
  try {
    parentPort!.postMessage({ id, ok: want === 'letter' ? await read(raw) : await show(raw) } satisfies Told)
  } catch (error) {
    parentPort!.postMessage({ id, failed: error instanceof TooMuch ? error.code : 'unreadable' } satisfies Told)
  }
})
parentPort!.postMessage('ready')
