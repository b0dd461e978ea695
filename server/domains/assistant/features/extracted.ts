import { rememberedStem, wordsOf } from '../language/words.ts'
import { conceptsIn, type Lexicon } from './concepts.ts'
import { hashesOfParts, hashOf, hashOfBoth } from './hash.ts'

/** Four kinds of features, weighed apart: words and pairs of words, parts of words, ideas, pairs of ideas. */
export const KINDS = ['word', 'part', 'idea', 'ideas'] as const
/** Counted features by hash, a map for each kind. */
export type Extracted = Map<number, number>[]

const [WORD, PAIR, PART] = [1, 2, 3]
const LONGEST_PART = 5
/** More is no message; the time is bounded with it. */
const MOST_WORDS = 400
const MOST_LETTERS = 40
/** A text that speaks of everything has pairs of nothing. */
const MOST_IDEAS = 24

const count = (map: Map<number, number>, key: number): void => {
  map.set(key, (map.get(key) ?? 0) + 1)
}

const remembered = new Map<string, Int32Array>()
const MOST_REMEMBERED = 30_000

/** The parts of a word with its ends marked; words repeat, so they are kept. */
function partsOf(word: string): Int32Array {
  let parts = remembered.get(word)
  if (parts === undefined) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    parts = hashesOfParts(` ${word.slice(0, MOST_LETTERS)} `, LONGEST_PART, PART)
    remembered.set(word, parts)
  }
  return parts
}

/** All features of a normalised text. */
export function extracted(text: string, lexicon: Lexicon | null): Extracted {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  const stems = words.map(rememberedStem)
  const [word, part, idea, ideas] = KINDS.map(() => new Map<number, number>()) as [
    Map<number, number>,
    Map<number, number>,
    Map<number, number>,
    Map<number, number>,
  ]
  for (let i = 0; i < stems.length; i++) {
    const stem = stems[i]!
    count(word, hashOf(stem, WORD))
    const next = stems[i + 1]
    if (next !== undefined) {
      const pair = `${stem} ${next}`
      count(word, hashOf(pair, PAIR))
    }
    for (const hash of partsOf(words[i]!)) count(part, hash)
  }
  if (lexicon !== null) {
    const found = [...new Set(conceptsIn(lexicon, words, stems))].sort((a, b) => a - b)
    for (let i = 0; i < found.length; i++) {
      const own = lexicon.hashes[found[i]!]!
      count(idea, own)
      for (let j = i + 1; j < found.length && found.length <= MOST_IDEAS; j++) count(ideas, hashOfBoth(own, lexicon.hashes[found[j]!]!))
    }
  }
  return [word, part, idea, ideas]
}
