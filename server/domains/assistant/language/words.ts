import { stemOf } from '#platform/vault/stem'

const WORD = /<[a-z]+>|[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu

/** The words of a normalised text in order; `<code>` and its kin are words too. */
export const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.replace(/['’]/g, ''))

const known = new Map<string, string>()
/** Words repeat, stems cost; a visitor's invented words must not fill the memory. */
const MOST_KNOWN = 40_000

/** The stem from memory where the word was met before. */
export function rememberedStem(word: string): string {
  let stem = known.get(word)
  if (stem === undefined) {
    if (known.size >= MOST_KNOWN) known.clear()
    stem = word.startsWith('<') ? word : stemOf(word)
    known.set(word, stem)
  }
  return stem
}
