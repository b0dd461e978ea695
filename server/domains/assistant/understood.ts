import type { Expectation, Secret } from '#platform/masker/index'
import { mask } from '#platform/masker/index'
import type { Catalogue } from './articles/catalogue.ts'
import { found } from './articles/found.ts'
import { guess, type Model } from './classifier/model.ts'
import { type Extracted, extracted } from './features/extracted.ts'
import { type Action, actionOf } from './judgement/action.ts'
import { criesIn, type Danger, dangersIn } from './judgement/danger.ts'
import { whyHandOver } from './judgement/hand-over.ts'
import { normalised } from './language/normalise.ts'
import { type Repair, repaired } from './language/repaired.ts'

/** What the assistant works with: learned topics and published articles. */
export type Mind = { model: Model; catalogue: Catalogue }

export type Understanding = {
  topic: string
  /** The three most probable topics. */
  top: { topic: string; p: number }[]
  outOfScope: number
  /** Share of it that the model has seen in no text, 0 to 1. */
  unseen: number
  needsHuman: boolean
  dangers: Danger[]
  /** Places in the text as it was given. */
  secrets: Secret[]
  action: Action
  /** The nearest published article of the first topics, if there is one near enough. */
  article: string | null
  /** The message as it was meant, when it was typed with the wrong layout or in Latin letters; secrets are not in it. */
  meant: { text: string; by: Repair } | null
}

/** Longer is cut: what a person needs stands at the beginning, and the time stays bounded. Characters. */
const LONGEST = 4000
/** An article less alike than this is no answer, however sure the topic is. Cosine. */
const ALIKE = 0.1
const UNSURE = { answer: 0.95, suggest: 0.95 }

/** Everything the assistant makes of one message. Pure: the same mind and text give the same answer. */
export function understood({ model, catalogue }: Mind, raw: string, expectation: Expectation = {}): Understanding {
  const text = raw.slice(0, LONGEST)
  const { text: meant, by } = repaired(text, model.languages)
  const secrets = secretsIn(text, by === 'layout' ? meant : null, expectation)
  const { text: plain } = normalised(meant, expectation)
  const features = extracted(plain, model.lexicon)
  const { topics, outOfScope, human, known } = guess(model, plain, features)
  const dangers = dangersIn(plain, criesIn(text))
  const why = whyHandOver({ dangers, human, humanAtLeast: model.human?.atLeast ?? 1, misses: 0, isMiss: false })
  const [first] = topics
  const isCallForHuman = first !== undefined && first.topic === 'human_operator' && first.p >= 0.5
  const needsHuman = why !== null || isCallForHuman
  const article = articleFor(catalogue, plain, features, topics, model.outside)
  const action = actionOf({
    topics,
    outOfScope,
    outside: model.outside,
    needsHuman,
    hasArticle: article !== null,
    threshold: model.thresholds.get(first?.topic ?? '') ?? UNSURE,
  })
  return {
    topic: first?.topic ?? '',
    top: topics.slice(0, 3),
    outOfScope,
    unseen: 1 - known,
    needsHuman,
    dangers,
    secrets,
    action,
    article,
    meant: by === null ? null : { text: mask(meant, expectation).text, by },
  }
}

/** The secrets alone, for words that the assistant does not answer. Places in the text as it was given. */
export function secretsOf({ model }: Mind, raw: string): Secret[] {
  const text = raw.slice(0, LONGEST)
  const { text: meant, by } = repaired(text, model.languages)
  return secretsIn(text, by === 'layout' ? meant : null, {})
}

/** In the text as typed; in a wrong layout each key is one sign in both readings, so places found in the other hold too. */
function secretsIn(text: string, otherReading: string | null, expectation: Expectation): Secret[] {
  const { secrets } = mask(text, expectation)
  if (otherReading === null || otherReading.length !== text.length) return secrets
  const more = mask(otherReading, expectation).secrets.filter(({ start, end }) => !secrets.some((one) => one.start < end && start < one.end))
  return [...secrets, ...more].sort((a, b) => a.start - b.start)
}

function articleFor(
  catalogue: Catalogue,
  plain: string,
  features: Extracted,
  topics: readonly { topic: string; p: number }[],
  outside: string | null,
): string | null {
  const [first] = topics
  if (first === undefined || first.topic === outside) return null
  const best = found(catalogue, plain, new Map(topics.map(({ topic, p }) => [topic, p])), features).find(({ topic }) => topic === first.topic)
  return best !== undefined && (best.cosine >= ALIKE || first.p >= 0.9) ? best.id : null
}
