import { found } from './articles/found.ts'
import { guess } from './classifier/model.ts'
import { extracted } from './features/extracted.ts'
import { normalised } from './language/normalise.ts'
import { repaired } from './language/repaired.ts'
import type { Mind } from './understood.ts'

/** Less alike than this to any wording of an article, and no common word: it has nothing to do with the question. Cosine. */
const ALIKE = 0.08
/** Of what was asked; a search is a sentence, not a letter. Characters. */
const LONGEST = 400

/** Published articles for a question as it was typed, nearest first, and the topics it may be about. Secrets in it are not looked at. */
export function articlesFor({ model, catalogue }: Mind, question: string, most = 10): { ids: string[]; topics: { topic: string; p: number }[] } {
  const { text } = normalised(repaired(question.slice(0, LONGEST), model.languages).text)
  const features = extracted(text, model.lexicon)
  const topics = guess(model, text, features).topics.filter(({ topic }) => topic !== model.outside)
  const nearest = found(catalogue, text, new Map(topics.map(({ topic, p }) => [topic, p])), features)
  return {
    ids: nearest
      .filter(({ cosine }) => cosine >= ALIKE)
      .slice(0, most)
      .map(({ id }) => id),
    topics: topics.slice(0, 3),
  }
}
