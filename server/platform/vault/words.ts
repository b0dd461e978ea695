/** A longer run of letters is cut: it is no word, and stemming must stay cheap whatever is sent. */
const LONGEST_WORD = 40
// The word class and the joiners share no sign, so the pattern reads a text once, whatever stands in it.
const WORDS = /[\p{L}\p{N}\p{M}]+(?:[-'’‐‑_][\p{L}\p{N}\p{M}]+)*/gu
const JOINER = /[-'’‐‑_]/
const DIGITS_ONLY = /^[\p{N}\-'’‐‑_]+$/u
const MAIL_SIGN = /[\p{L}\p{N}\p{M}._%+-]/u
const SIMPLE = /^[\n\r\t\x20-\x7e\u0400-\u045f«»’…]*$/ // nothing here changes under NFKC but the ellipsis, which is no word
const LONGEST_MAIL_SIDE = 64

/** Lower case, one form of each letter (NFKC), `е` for `ё`. */
export function plainForm(text: string): string {
  const composed = SIMPLE.test(text) && !text.includes('…') ? text : text.normalize('NFKC')
  return composed.toLowerCase().replaceAll('ё', 'е')
}

const cut = (word: string) => (word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word)
const glued = (word: string) => word.split(JOINER).join('')

/**
 * The words to index: each plain word; of a joined one ('онлайн-запись', '26-1234-5678-1') its parts and the whole written without
 * joiners; of an e-mail address its parts and the address itself. `whole` words are not stemmed.
 */
export function eachWord(text: string, take: (word: string, whole: boolean) => void): void {
  const plain = plainForm(text)
  for (const word of plain.match(WORDS) ?? []) {
    if (!JOINER.test(word)) {
      take(cut(word), false)
      continue
    }
    for (const part of word.split(JOINER)) take(cut(part), false)
    take(cut(glued(word)), DIGITS_ONLY.test(word))
  }
  for (const address of addressesIn(plain)) take(address, true)
}

/**
 * The words to look for. Parts only of a joined word, so that 'онлайн-запись' also finds 'онлайн запись'; the glued digits of a number,
 * so that '26-1234-5678-1' does not find any text with a 26 and a 1; the whole of an address.
 */
export function eachQueryWord(text: string, take: (word: string, whole: boolean) => void): void {
  let plain = plainForm(text)
  for (const address of addressesIn(plain)) {
    take(address, true)
    plain = plain.replaceAll(address, ' ')
  }
  for (const word of plain.match(WORDS) ?? []) {
    if (!JOINER.test(word)) take(cut(word), false)
    else if (DIGITS_ONLY.test(word)) take(cut(glued(word)), true)
    else for (const part of word.split(JOINER)) take(cut(part), false)
  }
}

/** Looks around each '@' for at most 64 signs, so a text of nothing but '@' costs no more than another. */
function addressesIn(plain: string): string[] {
  const found: string[] = []
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    let start = at
    while (start > 0 && at - start < LONGEST_MAIL_SIDE && MAIL_SIGN.test(plain[start - 1]!)) start--
    let end = at + 1
    while (end < plain.length && end - at <= LONGEST_MAIL_SIDE && MAIL_SIGN.test(plain[end]!)) end++
    const domain = plain.slice(at + 1, end).replace(/[._%+-]$/, '')
    if (start < at && domain.includes('.')) found.push(`${plain.slice(start, at)}@${domain}`)
  }
  return found
}
