const START = 0x811c9dc5
const PRIME = 0x01000193

/** One step of FNV-1a over a UTF-16 unit. */
const stepped = (hash: number, code: number): number => Math.imul(Math.imul(hash ^ (code & 0xff), PRIME) ^ (code >> 8), PRIME)

/** 30 bits, so that it stays a small integer for the engine; the last units hardly reach the upper bits without a stir. */
function finished(hash: number): number {
  const stirred = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (stirred ^ (stirred >>> 12)) >>> 2
}

/** A feature's name as a number. Among 60,000 features one or two pairs meet, which no score notices. */
export function hashOf(text: string, seed: number): number {
  let hash = START ^ seed
  for (let i = 0; i < text.length; i++) hash = stepped(hash, text.charCodeAt(i))
  return finished(hash)
}

/** A feature of two others, in this order. */
export const hashOfBoth = (one: number, other: number): number => finished(Math.imul(one ^ START, PRIME) ^ other)

/** The numbers of all parts of `text` of two to `longest` signs. */
export function hashesOfParts(text: string, longest: number, seed: number): Int32Array {
  const found: number[] = []
  for (let from = 0; from < text.length - 1; from++) {
    let hash = stepped(START ^ seed, text.charCodeAt(from))
    for (let to = from + 1; to < Math.min(text.length, from + longest); to++) {
      hash = stepped(hash, text.charCodeAt(to))
      found.push(finished(hash))
    }
  }
  return Int32Array.from(found)
}
