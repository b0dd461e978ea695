import { trained, type Weights } from '../classifier/svm.ts'
import type { Lexicon } from '../features/concepts.ts'
import { type Extracted, extracted } from '../features/extracted.ts'
import { type Vector, type Vocabulary, vectorOf, vocabularyOf, type Weighing } from '../features/vectors.ts'
import { withoutNumbers } from '../language/normalise.ts'
import { type Entry, shelvesOf } from './entry.ts'
import { type Postings, posted, type WordIndex, wordIndexOf } from './word-index.ts'

/** Vectors of one kind of text and where they lie. */
export type Likeness = { vocabulary: Vocabulary; weighing: Weighing; entryOf: Int32Array; postings: Postings }

export type Catalogue = {
  entries: readonly Entry[]
  lexicon: Lexicon | null
  words: WordIndex
  /** Without what people asked: their words outnumber those of the article. */
  ownWords: WordIndex
  /** By parts of words to each wording. */
  wordings: Likeness
  /** By words and parts to the whole of an article. */
  wholes: Likeness
  /** Learned from the wordings: a column for each entry, then one for each shelf. */
  judge: { weights: Weights; vocabulary: Vocabulary; weighing: Weighing; shelves: readonly string[] } | null
}

const OF_WORDINGS: Weighing = { weights: [0, 1, 0, 0], fewest: [1, 1, 1, 1] }
const OF_WHOLES: Weighing = { weights: [1, 1, 0.3, 0], fewest: [1, 1, 1, 1] }
/** Few texts an entry: a missed one costs more than a wrong guess. A shelf has many. */
const ENTRY_COST = 4
const SHELF_COST = 1
const ROUNDS = 6

/** Everything ready to be searched; made anew when an article is published, in some milliseconds for a hundred of them. */
export function catalogueOf(entries: readonly Entry[], lexicon: Lexicon | null): Catalogue {
  const features = (text: string) => extracted(withoutNumbers(text), lexicon)
  const asked = entries.flatMap(({ wordings }, entry) => wordings.map((wording) => ({ entry, features: features(wording) })))
  const said = entries.map(({ wordings, text }, entry) => ({ entry, features: features(`${wordings[0] ?? ''} ${text}`) }))
  return {
    entries,
    lexicon,
    words: wordIndexOf(entries),
    ownWords: wordIndexOf(entries.map((entry) => ({ ...entry, wordings: entry.wordings.slice(0, 1) }))),
    wordings: likenessOf(asked, OF_WORDINGS),
    wholes: likenessOf(said, OF_WHOLES),
    judge: asked.length === 0 ? null : judgeOf(entries, asked),
  }
}

type Text = { entry: number; features: Extracted }

function likenessOf(texts: readonly Text[], weighing: Weighing): Likeness {
  const vocabulary = vocabularyOf(
    texts.map(({ features }) => features),
    weighing,
  )
  const postings: Postings = new Map()
  texts.forEach(({ features }, text) => {
    const { at, values } = vectorOf(features, vocabulary, weighing)
    at.forEach((feature, i) => {
      if (values[i]! > 0) posted(postings, feature, text, values[i]!)
    })
  })
  return { vocabulary, weighing, postings, entryOf: Int32Array.from(texts, ({ entry }) => entry) }
}

function judgeOf(entries: readonly Entry[], texts: readonly Text[]): Catalogue['judge'] {
  const vocabulary = vocabularyOf(
    texts.map(({ features }) => features),
    OF_WHOLES,
  )
  const vectors: Vector[] = texts.map(({ features }) => vectorOf(features, vocabulary, OF_WHOLES))
  const shelves = [...new Set(entries.flatMap(shelvesOf))]
  const classes = entries.length + shelves.length
  const belongs = new Uint8Array(texts.length * classes)
  texts.forEach(({ entry }, text) => {
    belongs[text * classes + entry] = 1
    for (const shelf of shelvesOf(entries[entry]!)) belongs[text * classes + entries.length + shelves.indexOf(shelf)] = 1
  })
  const all = Int32Array.from(texts.keys())
  const memberCost = Array.from({ length: classes }, (_, k) => (k < entries.length ? ENTRY_COST : SHELF_COST))
  const { weights } = trained({ vectors, belongs, classes, features: vocabulary.hashes.length, cost: 1, memberCost, rounds: ROUNDS }, all)
  return { weights, vocabulary, weighing: OF_WHOLES, shelves }
}
