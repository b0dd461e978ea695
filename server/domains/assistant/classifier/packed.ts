import { lexiconOf } from '../features/concepts.ts'
import { vocabulary } from '../features/vectors.ts'
import type { LetterModel } from '../language/letters.ts'
import { soundsOf } from '../language/repaired.ts'
import type { Model } from './model.ts'

/** Raised with every change of the layout or of what a feature means: older files are made anew. */
export const FORMAT = 4

type Head = Omit<Model, 'lexicon' | 'vocabulary' | 'weights' | 'scales' | 'thresholds' | 'languages'> & {
  format: number
  features: number
  unknownRarity: number
  thresholds: [string, { answer: number; suggest: number }][]
  letters: { ru: FlatLetters; en: FlatLetters }
  words: string
  scales: number[]
}
type FlatLetters = { threes: string; counts: number[]; letters: number }

/** The model as one file: the length of the head, the head as JSON, hashes, rarities, weights. */
export function packed(model: Model): Buffer {
  const { lexicon: _, vocabulary: known, weights, scales, thresholds, languages, ...rest } = model
  const head: Head = {
    ...rest,
    format: FORMAT,
    features: known.hashes.length,
    unknownRarity: known.unknownRarity,
    thresholds: [...thresholds],
    letters: { ru: flat(languages.ru), en: flat(languages.en) },
    words: [...languages.words].join(' '),
    scales: [...scales],
  }
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  const rest2 = [known.hashes, known.rarity, weights].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))
  return Buffer.concat([length, text, ...rest2])
}

/** The model of such a file, or null when it is of another format or cut short. */
export function unpacked(file: Buffer): Model | null {
  try {
    const from = 4 + file.readUInt32LE(0)
    const { format, features, unknownRarity, thresholds, letters, words, scales, ...rest } = JSON.parse(file.toString('utf8', 4, from)) as Head
    const columns = scales.length
    if (format !== FORMAT || file.length !== from + features * 8 + (features + 1) * columns) return null
    const part = (start: number, length: number) => file.buffer.slice(file.byteOffset + start, file.byteOffset + start + length) as ArrayBuffer
    return {
      ...rest,
      lexicon: lexiconOf(rest.lexiconText),
      vocabulary: vocabulary(new Uint32Array(part(from, features * 4)), new Float32Array(part(from + features * 4, features * 4)), unknownRarity),
      weights: new Int8Array(part(from + features * 8, (features + 1) * columns)),
      scales: Float32Array.from(scales),
      thresholds: new Map(thresholds),
      languages: languagesIn(letters, words.split(' ')),
    }
  } catch {
    return null
  }
}

const languagesIn = (letters: Head['letters'], words: string[]): Model['languages'] => ({
  ru: deep(letters.ru),
  en: deep(letters.en),
  words: new Set(words),
  sounds: soundsOf(words),
})

const flat = ({ counts, letters }: LetterModel): FlatLetters => ({ threes: [...counts.keys()].join(''), counts: [...counts.values()], letters })

function deep({ threes, counts, letters }: FlatLetters): LetterModel {
  const model: LetterModel = { counts: new Map(), before: new Map(), letters }
  counts.forEach((count, i) => {
    const three = threes.slice(i * 3, i * 3 + 3)
    model.counts.set(three, count)
    model.before.set(three.slice(0, 2), (model.before.get(three.slice(0, 2)) ?? 0) + count)
  })
  return model
}
