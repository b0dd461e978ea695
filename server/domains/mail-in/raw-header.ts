import { isUtf8 } from 'node:buffer'

const charsets = ['windows-1251', 'koi8-r'] as const
const patterns = { subject: /(?:^|\n)subject:[ \t]*((?:[^\n]|\n[ \t])*)/i, from: /(?:^|\n)from:[ \t]*((?:[^\n]|\n[ \t])*)/i } as const
/** Headers of a letter and of its first parts; beyond that no charset is looked for. */
const MOST_LOOKED_AT = 64 * 1024

/**
 * The first header of this name, if it is of bare 8-bit signs, as old programs write it: by the charset that the letter names for its parts, else
 * by the likelier of the two Russian ones. null: it is no such header, and the parser has read it right.
 */
export function rawHeader(raw: Uint8Array, name: 'subject' | 'from'): string | null {
  const head = Buffer.from(raw.subarray(0, MOST_LOOKED_AT)).toString('latin1')
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length
  const line = patterns[name].exec(head.slice(0, end))?.[1]?.replaceAll(/[\r\n]/g, '')
  if (line === undefined || !/[\x80-\xff]/.test(line)) return null
  const bytes = Buffer.from(line, 'latin1')
  if (isUtf8(bytes)) return null
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(head)?.[1]?.toLowerCase()
  const known = charsets.find((one) => one === named || (one === 'windows-1251' && named === 'cp1251'))
  const [charset] = known ? [known] : charsets.toSorted((a, b) => likelihood(bytes, b) - likelihood(bytes, a))
  return new TextDecoder(charset).decode(bytes)
}

/** People write small letters more than capitals; by the wrong charset of the two they turn round. */
function likelihood(bytes: Uint8Array, charset: string): number {
  const text = new TextDecoder(charset).decode(bytes)
  return (text.match(/[а-яё]/g)?.length ?? 0) - (text.match(/[^\sа-яёА-ЯЁ\x21-\x7e«»№]/g)?.length ?? 0)
}
