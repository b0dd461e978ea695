import { isNextKey } from './keyboard.ts'
import { isListedMark, longestListed, Marker } from './listed-passwords.ts'

/** What a piece of a password adds, in bits: how many halvings of doubt it costs somebody who tries the likely first. */
const cost = { listed: 14, known: 3, run: 6, again: 4, year: 7, digit: 3.3, latin: 4.7, cyrillic: 5, between: 2, other: 6 }
const shortestWord = 4

const between = new Set(' \u00a0._-')
function costOfSign(sign: string): number {
  if (sign >= '0' && sign <= '9') return cost.digit
  if (sign >= 'a' && sign <= 'z') return cost.latin
  if ((sign >= 'а' && sign <= 'я') || sign === 'ё') return cost.cyrillic
  return between.has(sign) ? cost.between : cost.other
}
const isYear = /^(19|20)\d\d/
const mostAgain = 24

/**
 * About how many bits of guessing a password takes, from the cheapest way to put it together of listed words, words known to whoever guesses (`known`:
 * names, logins), runs of keys, years, repeats and single signs. Lower case. A password of 128 signs takes about a millisecond.
 */
export function passwordBits(plain: string, known: readonly string[] = []): number {
  const length = plain.length
  const best = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY)
  best[0] = 0
  const offer = (end: number, bits: number) => {
    if (bits < best[end]!) best[end] = bits
  }
  for (let start = 0; start < length; start++) {
    const so = best[start]!
    offer(start + 1, so + costOfSign(plain[start]!))
    for (const word of known) if (word && plain.startsWith(word, start)) offer(start + word.length, so + cost.known)
    if (isYear.test(plain.slice(start, start + 4))) offer(start + 4, so + cost.year)
    for (let end = start + 1; end < length && isNextKey(plain[end - 1]!, plain[end]!); end++) if (end - start >= 2) offer(end + 1, so + cost.run)
    const before = plain.slice(0, start)
    const longestAgain = Math.min(start, length - start, mostAgain)
    for (let size = 3; size <= longestAgain && before.includes(plain.slice(start, start + size)); size++) offer(start + size, so + cost.again)
    const marker = new Marker()
    for (let end = start; end < Math.min(length, start + longestListed); end++) {
      marker.read(plain.charCodeAt(end))
      if (end - start + 1 >= shortestWord && isListedMark(marker.mark())) offer(end + 1, so + cost.listed)
    }
  }
  return best[length]!
}
