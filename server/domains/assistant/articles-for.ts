import { found } from './articles/found.ts'
import { guess } from './classifier/model.ts'
import { extracted } from './features/extracted.ts'
import { normalised } from './language/normalise.ts'
import { repaired } from './language/repaired.ts'
import type { Mind } from './understood.ts'

/** Less alike than this to any wording of an article, or with a lower score: it has nothing to do with the question. The scores of nonsense end at -1.7. */
const ALIKE = 0.1
const SCORE = -1.2
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
      .filter(({ cosine, score }) => cosine >= ALIKE && score >= SCORE)
      .slice(0, most)
      .map(({ id }) => id),
    topics: topics.slice(0, 3),
  }
}
