import { chatLimits } from '#contract/chat'
import type { Lang } from '#contract/common'
import type { Topic } from '#contract/topics'
import { hotlineAt } from '#domains/agency/index'
import { articlesFor, secretsOf } from '#domains/assistant/index'
import { knowledgeNow } from '#domains/knowledge/index'
import { usualWait } from '#domains/routing/index'
import type { Ctx } from '#platform/ctx'
import { mask } from '#platform/masker/index'
import { topicsOf } from '../next-turn.ts'

interface Guess {
  topics: Topic[]
  articles: { id: string; title: string }[]
  secrets: boolean
}

/** What a text may be about, while it is typed; nothing of it is kept or written down. Too short a text says nothing. */
export async function guessTopic(ctx: Ctx, text: string): Promise<Guess> {
  const { mind, articles } = await knowledgeNow(ctx)
  const secrets = secretsOf(mind, text).length > 0
  if ([...text.trim()].length < chatLimits.guessFrom) return { topics: [], articles: [], secrets }
  const { ids, topics } = articlesFor(mind, mask(text).text, 3)
  return {
    topics: topicsOf(topics),
    articles: ids.flatMap((id) => articles.get(id) ?? []).map(({ id, sides }) => ({ id, title: sides[ctx.lang].title })),
    secrets,
  }
}

/** Whether people answer now, until when, and how long one usually waits. */
export async function chatHours(ctx: Ctx) {
  const { agency } = ctx.app.config
  const { open, changesAt } = hotlineAt(ctx.now, agency)
  return {
    open,
    changesAt: changesAt.toISOString(),
    hours: `${agency.hotlineOpensAt}-${agency.hotlineClosesAt}`,
    wait: open ? await usualWait(ctx, 'first_line', ctx.lang) : null,
  }
}

/** Ready answers for an employee: the nearest to what the citizen asks, or all of them. */
export async function readyAnswers(ctx: Ctx, q: string, lang: Lang): Promise<{ id: string; title: string; text: string }[]> {
  const { mind, articles } = await knowledgeNow(ctx)
  const chosen = q.trim() ? articlesFor(mind, q, 10).ids.flatMap((id) => articles.get(id) ?? []) : [...articles.values()]
  return chosen.map(({ id, sides }) => ({ id, title: sides[lang].title, text: sides[lang].text }))
}
