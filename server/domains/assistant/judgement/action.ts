import type { Threshold } from '../classifier/thresholds.ts'

export type Action = 'answer' | 'suggest' | 'ask' | 'handOver'

export type Certainty = {
  topics: readonly { topic: string; p: number }[]
  outOfScope: number
  /** The label of what is none of our business. */
  outside: string | null
  needsHuman: boolean
  /** Whether there is a published article to answer with. */
  hasArticle: boolean
  threshold: Threshold
}

/** From here on a text is more likely a stranger's than ours. */
const STRANGE = 0.5

/** What the assistant does with one message. Without an article there is no answer; what is not ours is asked about once more. */
export function actionOf({ topics, outOfScope, outside, needsHuman, hasArticle, threshold }: Certainty): Action {
  if (needsHuman) return 'handOver'
  const [first] = topics
  if (first === undefined || first.topic === outside || outOfScope >= STRANGE) return 'ask'
  if (hasArticle && first.p >= threshold.answer) return 'answer'
  const three = topics.slice(0, 3).reduce((sum, { p }) => sum + p, 0)
  return three >= threshold.suggest ? 'suggest' : 'ask'
}
