import { readFileSync } from 'node:fs'

/** 40 bits of each entry: of a million other words one is taken for listed by mistake. */
const bytesPerEntry = 5
/** Entries are lower case. */
export const longestListed = 40

/**
 * Reads a word sign by sign: `mark()` is the 40-bit mark of what was read so far. Fast and well spread; nothing secret depends on it, as the list
 * itself is public.
 */
export class Marker {
  #a = 0xdeadbeef
  #b = 0x41c6ce57
  read(unit: number): void {
    this.#a = Math.imul(this.#a ^ unit, 2_654_435_761)
    this.#b = Math.imul(this.#b ^ unit, 1_597_334_677)
  }
  mark(): number {
    const a = Math.imul(this.#a ^ (this.#a >>> 16), 2_246_822_507) ^ Math.imul(this.#b ^ (this.#b >>> 13), 3_266_489_909)
    const b = Math.imul(this.#b ^ (this.#b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909)
    return (b & 0xff) * 0x1_0000_0000 + (a >>> 0)
  }
}

/** The file of a list: its marks in rising order, five bytes each. */
export function packed(words: Iterable<string>): Buffer {
  const marks = new Set<number>()
  for (const word of words) {
    const marker = new Marker()
    for (let i = 0; i < word.length; i++) marker.read(word.charCodeAt(i))
    marks.add(marker.mark())
  }
  const file = Buffer.alloc(marks.size * bytesPerEntry)
  let at = 0
  for (const mark of [...marks].sort((x, y) => x - y)) at = file.writeUIntBE(mark, at, bytesPerEntry)
  return file
}

let list: Buffer | undefined
/** Read at the first question, 0.7 MB: most processes never ask. How it was made: docs/decisions/0018-passwords.md. */
const marks = (): Buffer => {
  list ??= readFileSync(new URL('./listed-passwords.bin', import.meta.url))
  return list
}
export const listedCount = (): number => marks().length / bytesPerEntry

/** Whether a mark is in the list of much used and leaked passwords. */
export function isListedMark(mark: number): boolean {
  const file = marks()
  let from = 0
  let to = file.length / bytesPerEntry
  while (from < to) {
    const middle = (from + to) >>> 1
    const found = file.readUIntBE(middle * bytesPerEntry, bytesPerEntry)
    if (found === mark) return true
    if (found < mark) from = middle + 1
    else to = middle
  }
  return false
}

export function isListed(word: string): boolean {
  if (word.length > longestListed) return false
  const marker = new Marker()
  for (let i = 0; i < word.length; i++) marker.read(word.charCodeAt(i))
  return isListedMark(marker.mark())
}
