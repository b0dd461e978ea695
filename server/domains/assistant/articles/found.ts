import { scoresOf } from '../classifier/svm.ts'
import { type Extracted, extracted } from '../features/extracted.ts'
import { vectorOf } from '../features/vectors.ts'
import type { Catalogue, Likeness } from './catalogue.ts'
import { shelvesOf } from './entry.ts'
import { wordScores } from './word-index.ts'

/** `cosine` is the likeness to the nearest wording, 0 to 1: it tells alone whether anything was near at all. */
export type Found = { id: string; topic: string; score: number; cosine: number }

/** How the parts add up. */
export type Blend = { words: number; ownWords: number; wording: number; whole: number; entry: number; shelf: number; topic: number }
/** From another service's questions: weights fitted on four fifths of them did as well on the last fifth (docs/decisions/0019-assistant.md). */
export const DEFAULT_BLEND: Blend = { words: 2, ownWords: 1, wording: 3.5, whole: 5, entry: 3, shelf: 1.7, topic: 3 }

/**
 * The entries nearest to a normalised question, best first: words (BM25), likeness to the nearest wording and to the whole article, what was
 * learned from the wordings about the entry and its shelves, and how probable its topic is by `topics`.
 */
export function found(
  catalogue: Catalogue,
  question: string,
  topics: ReadonlyMap<string, number> = new Map(),
  features: Extracted = extracted(question, catalogue.lexicon),
  blend: Blend = DEFAULT_BLEND,
): Found[] {
  const { entries, words, ownWords, wordings, wholes } = catalogue
  const byWords = wordScores(words, question)
  const byOwnWords = wordScores(ownWords, question)
  const nearest = nearestOf(wordings, features, entries.length)
  const whole = nearestOf(wholes, features, entries.length)
  const learned = judged(catalogue, features)
  return entries
    .map((entry, i) => ({
      id: entry.id,
      topic: entry.topic,
      cosine: nearest[i]!,
      score:
        blend.words * byWords[i]! +
        blend.ownWords * byOwnWords[i]! +
        blend.wording * nearest[i]! +
        blend.whole * whole[i]! +
        blend.entry * learned.ofEntry(i) +
        blend.shelf * shelvesOf(entry).reduce((sum, shelf) => sum + learned.ofShelf(shelf), 0) +
        blend.topic * (topics.get(entry.topic) ?? 0),
    }))
    .sort((a, b) => b.score - a.score)
}

/** The cosine of the nearest text of each entry. */
function nearestOf({ vocabulary, weighing, postings, entryOf }: Likeness, features: Extracted, entries: number): Float64Array {
  const ofTexts = new Float64Array(entryOf.length)
  const { at, values } = vectorOf(features, vocabulary, weighing)
  for (let i = 0; i < at.length; i++) {
    const posting = postings.get(at[i]!)
    if (posting === undefined) continue
    for (let n = 0; n < posting.at.length; n++) ofTexts[posting.at[n]!]! += values[i]! * posting.values[n]!
  }
  const nearest = new Float64Array(entries)
  ofTexts.forEach((cosine, text) => {
    const entry = entryOf[text]!
    if (cosine > nearest[entry]!) nearest[entry] = cosine
  })
  return nearest
}

function judged({ entries, judge }: Catalogue, features: Extracted): { ofEntry: (entry: number) => number; ofShelf: (shelf: string) => number } {
  if (judge === null) return { ofEntry: () => 0, ofShelf: () => 0 }
  const { weights, vocabulary, weighing, shelves } = judge
  const scores = new Float64Array(weights.classes)
  const { at, values } = vectorOf(features, vocabulary, weighing)
  scoresOf(weights.values, at, values, weights.classes, weights.features, scores)
  const ofShelf = new Map(shelves.map((shelf, i) => [shelf, scores[entries.length + i]!]))
  return { ofEntry: (entry) => scores[entry]!, ofShelf: (shelf) => ofShelf.get(shelf) ?? -1 }
}
