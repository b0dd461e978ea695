import type { Topic } from '#contract/topics'
import { requestTopicOf, requestTopics, understood } from '#domains/assistant/index'
import { knowledgeNow } from '#domains/knowledge/index'
import type { Ctx } from '#platform/ctx'
import { isAway } from '#platform/db/store'
import { bare } from '#platform/log'
import { mask } from '#platform/masker/index'

export interface SuggestedTopic {
  topic: Topic
  /** How sure the assistant is. */
  percent: number
}
/** A guess that is less sure is not worth reading. */
const LEAST_PERCENT = 30

/**
 * What the assistant takes a letter to be about, as it would the same words in a talk. It decides nothing: the request keeps its general topic
 * until an employee says otherwise, because a topic sets the term and the team. null: it knows nothing better, or has failed, which holds up no letter.
 */
export async function suggestedTopic(ctx: Ctx, { subject, description }: { subject: string; description: string }): Promise<SuggestedTopic | null> {
  const [first] = await likeliest(ctx, `${subject}\n${description}`).catch((error) => {
    if (isAway(error)) throw error
    ctx.app.log.warn({ part: 'mail-in', ...bare(error) }, 'no topic could be suggested')
    return []
  })
  if (!first || (requestTopics.get(first.topic) ?? []).length === 0) return null
  const percent = Math.round(first.p * 100)
  return percent < LEAST_PERCENT ? null : { topic: requestTopicOf(first.topic), percent }
}

const likeliest = async (ctx: Ctx, text: string) => understood((await knowledgeNow(ctx)).mind, mask(text).text).top
