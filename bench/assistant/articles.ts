import { catalogueOf, type Entry, found } from '#domains/assistant/index'
import { withoutNumbers } from '../../server/domains/assistant/language/normalise.ts'
import { round } from '../measure.ts'

type Question = { text: string; kb: number }
export type Fold = { asked: Question[]; past: Question[] }

/** Each fold is asked once; the other questions are past ones, filed under their articles. */
export const articleFolds = (questions: readonly Question[], folds: number): Fold[] =>
  Array.from({ length: folds }, (_, fold) => ({ asked: questions.filter((_, i) => i % folds === fold), past: questions.filter((_, i) => i % folds !== fold) }))

/** How often the right article comes first, and among three, once past questions joined the articles as wordings. */
export function articlesFound(folds: readonly Fold[], entries: readonly Entry[]) {
  let [first, three, asked] = [0, 0, 0]
  for (const fold of folds) {
    const taught = entries.map((entry) => ({
      ...entry,
      wordings: [...entry.wordings, ...fold.past.filter(({ kb }) => String(kb) === entry.id).map(({ text }) => text)],
    }))
    const catalogue = catalogueOf(taught, null)
    for (const { text, kb } of fold.asked) {
      const place = found(catalogue, withoutNumbers(text)).findIndex(({ id }) => id === String(kb))
      asked++
      if (place === 0) first++
      if (place >= 0 && place < 3) three++
    }
  }
  return { questions: asked, articles: entries.length, hitAt1: round(first / asked, 4), hitAt3: round(three / asked, 4) }
}
