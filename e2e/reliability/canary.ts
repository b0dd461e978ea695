// People who exist only to be looked for: whatever of theirs is found outside a sealed place was not kept secret.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { TestServer } from '../helpers/server.ts'

const letters = 'бвгджзклмнпрстфхцчшщ'
const vowels = 'аеиоу'
const pick = (from: string) => from[Math.floor(Math.random() * from.length)]!
/** A word that no text has, in the shape of one: it is stemmed like any other. */
export const strangeWord = (syllables = 5): string => Array.from({ length: syllables }, () => pick(letters) + pick(vowels)).join('')
const strangeLatin = () => Array.from({ length: 12 }, () => pick('bcdfghjklmnpqrstvwxz')).join('')
const digits = (count: number) => Array.from({ length: count }, () => pick('0123456789')).join('')
const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1)

/** With right check digits, XXX-XXX-XXX YY. */
function strangeSnils(): string {
  const nine = `1${digits(8)}`
  const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (9 - i), 0) % 101
  return `${nine.slice(0, 3)}-${nine.slice(3, 6)}-${nine.slice(6)} ${String(sum === 100 ? 0 : sum).padStart(2, '0')}`
}

/** Twelve digits with right check digits. */
function strangeInn(): string {
  const sum = (of: string, weights: number[]) => (weights.reduce((total, weight, i) => total + weight * Number(of[i]), 0) % 11) % 10
  const ten = `7${digits(9)}`
  const eleven = `${ten}${sum(ten, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8])}`
  return `${eleven}${sum(eleven, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])}`
}

export const canary = () => ({
  surname: capital(strangeWord()),
  phone: `+7916${digits(7)}`,
  email: `${strangeLatin()}@example.org`,
  snils: strangeSnils(),
  subject: strangeWord(),
  description: strangeWord(),
  outcome: strangeWord(),
  unsent: strangeWord(),
  fileName: strangeWord(),
  fileText: strangeLatin(),
  added: strangeWord(),
  reply: strangeWord(),
  note: strangeWord(),
  question: strangeWord(),
  answer: strangeWord(),
  refused: strangeWord(),
  ownerSurname: capital(strangeWord()),
  ownerName: capital(strangeWord()),
  ownerPatronymic: capital(strangeWord()),
  ownerEmail: `${strangeLatin()}@example.org`,
  ownerPhone: `+7917${digits(7)}`,
  ownerSnils: strangeSnils(),
  ownerInn: strangeInn(),
  passport: `45${digits(8)}`,
  password: `${strangeWord()} ${strangeWord()}`,
  ownerSubject: strangeWord(),
})
export type Canary = ReturnType<typeof canary>

const cp1251 = (text: string) => Buffer.from([...text].map((c) => (/[А-Яа-я]/.test(c) ? c.codePointAt(0)! - 0x410 + 0xc0 : c.codePointAt(0)!)))
/** The middle of the Base64 of a text that holds the word at each of the three offsets. */
const base64 = (bytes: Buffer) =>
  [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 4) / 3) - 1)
  })

/** Every way in which a word may lie about: several encodings, as escapes, as hex, in any case, and cut to its stem. */
export function forms(word: string): Buffer[] {
  const shapes = new Set([word, word.toLowerCase(), word.toUpperCase(), ...(/^[\p{L}]{9,}$/u.test(word) ? [word.toLowerCase().slice(0, 7)] : [])])
  const bare = word.replaceAll(/\D/g, '')
  if (bare.length >= 10) for (const number of [bare, bare.slice(-10)]) shapes.add(number)
  return [...shapes].flatMap((text) => {
    const utf8 = Buffer.from(text)
    const escaped = [...text].map((c) => (c < '\x7f' ? c : `\\u${c.codePointAt(0)!.toString(16).padStart(4, '0')}`)).join('')
    const hex = utf8.toString('hex')
    return [
      utf8,
      Buffer.from(text, 'utf16le'),
      cp1251(text),
      ...[escaped, encodeURIComponent(text), hex, hex.toUpperCase(), ...base64(utf8)].map((s) => Buffer.from(s)),
    ]
  })
}

export interface Needle {
  of: string
  bytes: Buffer
}
export const needlesOf = (words: Record<string, string>): Needle[] => Object.entries(words).flatMap(([of, word]) => forms(word).map((bytes) => ({ of, bytes })))

/** What of the needles lies in the bytes: one walk for all of them, told apart by their first two bytes. */
export function found(haystack: Buffer, needles: readonly Needle[]): string[] {
  const starting = new Map<number, Needle[]>()
  const isStart = new Uint8Array(65_536)
  for (const needle of needles) {
    const start = needle.bytes.readUInt16BE(0)
    isStart[start] = 1
    starting.set(start, [...(starting.get(start) ?? []), needle])
  }
  const hits = new Set<string>()
  for (let at = 0, pair = 0; at < haystack.length; at++) {
    pair = ((pair << 8) | haystack[at]!) & 0xffff
    if (at === 0 || isStart[pair] === 0) continue
    for (const { of, bytes } of starting.get(pair)!)
      if (haystack.compare(bytes, 0, bytes.length, at - 1, Math.min(haystack.length, at - 1 + bytes.length)) === 0) hits.add(of)
  }
  return [...hits]
}

/** Every file of a folder: what lies in it of the needles, as "file: what". */
export function foundInFolder(folder: string, needles: readonly Needle[]): { hits: string[]; files: number; bytes: number } {
  const hits: string[] = []
  let [files, bytes] = [0, 0]
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = readFileSync(path)
    files++
    bytes += statSync(path).size
    for (const of of [...found(content, needles), ...found(Buffer.from(relative(folder, path)), needles)]) hits.push(`${relative(folder, path)}: ${of}`)
  }
  return { hits, files, bytes }
}

/** What a logical dump holds: every row of every table that is not PostgreSQL's own, as text, bytea in hex. */
export async function dump(server: TestServer): Promise<{ text: Buffer; tables: number }> {
  const tables = await server.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    parts.push(name)
    for (const { row } of await server.sql<{ row: string }>(`select t::text as row from ${name} t`)) parts.push(row)
  }
  return { text: Buffer.from(parts.join('\n')), tables: tables.length }
}

/** Bits of information in a byte, 8 for what looks like chance. */
export function entropy(bytes: Buffer): number {
  const counts = new Array<number>(256).fill(0)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  return -counts.filter(Boolean).reduce((sum, n) => sum + (n / bytes.length) * Math.log2(n / bytes.length), 0)
}
