/** How probable letters are after the two before them, learned from texts of one language. */
export type LetterModel = { counts: Map<string, number>; before: Map<string, number>; letters: number }

const RUSSIAN = /[^а-я]+/g
const ENGLISH = /[^a-z]+/g

const padded = (text: string, alphabet: 'ru' | 'en'): string =>
  ` ${text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(alphabet === 'ru' ? RUSSIAN : ENGLISH, ' ')
    .trim()} `

/** Trains on whole texts; words of the other alphabet are skipped. */
export function letterModel(texts: Iterable<string>, alphabet: 'ru' | 'en'): LetterModel {
  const counts = new Map<string, number>()
  const before = new Map<string, number>()
  for (const text of texts) {
    const letters = ` ${padded(text, alphabet)}`
    for (let i = 2; i < letters.length; i++) {
      const three = letters.slice(i - 2, i + 1)
      counts.set(three, (counts.get(three) ?? 0) + 1)
      const two = three.slice(0, 2)
      before.set(two, (before.get(two) ?? 0) + 1)
    }
  }
  return { counts, before, letters: alphabet === 'ru' ? 33 : 27 }
}

/** The mean surprise of a letter in nats; lower is more like the language. A text without letters of the alphabet surprises without end. */
export function surprise(model: LetterModel, text: string, alphabet: 'ru' | 'en'): number {
  const letters = ` ${padded(text, alphabet)}`
  if (letters.trim() === '') return Number.POSITIVE_INFINITY
  let sum = 0
  for (let i = 2; i < letters.length; i++) {
    const three = letters.slice(i - 2, i + 1)
    const seen = model.counts.get(three) ?? 0
    sum -= Math.log((seen + 0.1) / ((model.before.get(three.slice(0, 2)) ?? 0) + 0.1 * model.letters))
  }
  return sum / (letters.length - 2)
}
