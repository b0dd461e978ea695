import type { Lexicon } from '../features/concepts.ts'
import { type Extracted, extracted } from '../features/extracted.ts'
import { hashOf } from '../features/hash.ts'
import { type Vector, type Vocabulary, vectorOf, vocabularyOf, type Weighing } from '../features/vectors.ts'
import { withoutNumbers } from '../language/normalise.ts'
import { rememberedStem, wordsOf } from '../language/words.ts'

/** What can be found: `wordings` are its title and the ways in which people ask for it, `text` is what it says. */
export type Entry = { id: string; topic: string; wordings: readonly string[]; text: string }

/** Which wording of which entry has a feature, and how much of it. */
type Posting = { at: number[]; values: number[] }

export type Catalogue = {
  entries: readonly Entry[]
  lexicon: Lexicon | null
  vocabulary: Vocabulary
  weighing: Weighing
  /** Entry of each wording. */
  entryOf: Int32Array
  byFeature: Map<number, Posting>
  /** For BM25: in which entries a stem stands and how often, the lengths, the mean length. */
  byStem: Map<number, Posting>
  lengths: Float64Array
  meanLength: number
}

const WEIGHING: Weighing = { weights: [0.7, 1, 0.6, 0.2], fewest: [1, 1, 1, 1] }
/** A word of the answer counts as half a word of the question. */
const ANSWER = 0.5
const STEM = 7

/** Everything ready to be searched; made anew when an article is published, in some milliseconds. */
export function catalogueOf(entries: readonly Entry[], lexicon: Lexicon | null): Catalogue {
  const wordings: Extracted[] = []
  const owners: number[] = []
  const byStem = new Map<number, Posting>()
  const lengths = new Float64Array(entries.length)
  entries.forEach(({ wordings: own, text }, entry) => {
    const counts = new Map<number, number>()
    const count = (words: string, weight: number) => {
      for (const stem of stemsOf(words)) counts.set(stem, (counts.get(stem) ?? 0) + weight)
    }
    for (const wording of own) {
      wordings.push(extracted(withoutNumbers(wording), lexicon))
      owners.push(entry)
      count(wording, 1)
    }
    count(text, ANSWER)
    for (const [stem, times] of counts) {
      post(byStem, stem, entry, times)
      lengths[entry]! += times
    }
  })
  const vocabulary = vocabularyOf(wordings, WEIGHING)
  const byFeature = new Map<number, Posting>()
  wordings.forEach((features, wording) => {
    const { at, values } = vectorOf(features, vocabulary, WEIGHING)
    at.forEach((feature, i) => {
      post(byFeature, feature, wording, values[i]!)
    })
  })
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, entries.length)
  return { entries, lexicon, vocabulary, weighing: WEIGHING, entryOf: Int32Array.from(owners), byFeature, byStem, lengths, meanLength }
}

export const stemsOf = (text: string): number[] => wordsOf(withoutNumbers(text)).map((word) => hashOf(rememberedStem(word), STEM))

export const queryVector = ({ lexicon, vocabulary, weighing }: Catalogue, normalised: string): Vector =>
  vectorOf(extracted(normalised, lexicon), vocabulary, weighing)

function post(postings: Map<number, Posting>, key: number, at: number, value: number): void {
  const there = postings.get(key)
  if (there === undefined) postings.set(key, { at: [at], values: [value] })
  else {
    there.at.push(at)
    there.values.push(value)
  }
}
