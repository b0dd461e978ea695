import type { Lang } from '#contract/common'
import type { Article, ArticleLine } from '#contract/knowledge'
import type { Topic } from '#contract/topics'
import { articlesFor, requestTopicOf, requestTopics } from '#domains/assistant/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { Published } from '../model.ts'
import { knowledgeNow, published } from './published.ts'

/** All published articles by title, or those nearest to the question, nearest first, and the topics of a request that it may be about. */
export async function searchArticles(ctx: Ctx, q: string | undefined, lang: Lang): Promise<{ items: ArticleLine[]; topics: Topic[] }> {
  const { mind, articles } = await knowledgeNow(ctx)
  if (!q?.trim()) return { items: [...articles.values()].map((one) => lineOf(one, lang)).sort((a, b) => a.title.localeCompare(b.title, lang)), topics: [] }
  const { ids, topics } = articlesFor(mind, q)
  const isOurs = ({ topic }: { topic: string }) => (requestTopics.get(topic) ?? []).length > 0
  return {
    items: ids.flatMap((id) => articles.get(id) ?? []).map((one) => lineOf(one, lang)),
    topics: [...new Set(topics.filter(isOurs).map(({ topic }) => requestTopicOf(topic)))],
  }
}

/** One article as a citizen reads it, with others of its topic. An article that is not published is not found. */
export async function articleFor(ctx: Ctx, id: string, lang: Lang): Promise<Article> {
  const articles = await published(ctx)
  const article = articles.get(id)
  if (!article) throw new Refusal('not-found', 'article.none')
  const { title, text } = article.sides[lang]
  return {
    id,
    title,
    text,
    topic: requestTopicOf(article.topic),
    changedAt: article.changedAt?.toISOString() ?? null,
    others: [...articles.values()].filter((one) => one.topic === article.topic && one.id !== id).map((one) => lineOf(one, lang)),
  }
}

/** Characters of a first sentence; a longer one is cut between words. */
const LEAD = 160
/** Title and first sentence. */
export function lineOf({ id, sides }: Published, lang: Lang): ArticleLine {
  const { title, text } = sides[lang]
  const [first = text] = /^.*?\.(?=\s|$)/su.exec(text) ?? []
  return { id, title, lead: first.length <= LEAD ? first : `${first.slice(0, LEAD).replace(/[\s,:;]+\S*$/u, '')} ...` }
}
