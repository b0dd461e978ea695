import type { ArticleSide, DeskArticle, DeskArticleLine } from '#contract/knowledge'
import { requestTopics } from '#domains/assistant/index'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { mayEdit } from '../access.ts'
import { FORMAT } from '../import-file.ts'
import { published, starterSet } from './published.ts'

interface Row {
  id: string
  topic: string
  state: 'draft' | 'published' | 'withdrawn'
  version: number
  published_version: number | null
  review_on: string
  changed_at: Date
  ru: ArticleSide
  en: ArticleSide
}
const rows = {
  name: 'articles-desk',
  text: `select article.id, v.topic, article.state, article.version, article.published_version, to_char(article.review_on, 'YYYY-MM-DD') as review_on, article.changed_at, v.ru, v.en
    from article join article_version v on v.article_id = article.id and v.version = article.version`,
}
const votes = { name: 'article-votes', text: 'select article_id, helpful, sum(votes)::int as votes from article_vote group by article_id, helpful' }

/** Every article, edited or not, by its Russian title. */
export async function deskArticles(ctx: Ctx): Promise<{ items: DeskArticleLine[]; topics: string[]; mayEdit: boolean }> {
  const all = await allArticles(ctx)
  const items = all.map(({ ru: _, en: __, ...line }) => line)
  return { items: items.sort((a, b) => a.titles.ru.localeCompare(b.titles.ru, 'ru')), topics: [...requestTopics.keys()], mayEdit: mayEdit(ctx.actor) }
}

/** One article with its newest text and all versions. */
export async function deskArticle(ctx: Ctx, id: string): Promise<DeskArticle> {
  const article = (await allArticles(ctx)).find((one) => one.id === id)
  if (!article) throw new Refusal('not-found', 'article.none')
  const versions = await ctx.app.store.db
    .selectFrom('article_version')
    .select(['version', 'at', 'author_id', 'published_at'])
    .where('article_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  const names = await staffNames(
    ctx,
    versions.flatMap(({ author_id }) => author_id ?? []),
  )
  return {
    ...article,
    versions: versions.map(({ version, at, author_id, published_at }) => ({
      version,
      at: at.toISOString(),
      author: author_id ? (names.get(author_id) ?? null) : null,
      publishedAt: published_at?.toISOString() ?? null,
    })),
  }
}

async function allArticles(ctx: Ctx): Promise<Omit<DeskArticle, 'versions'>[]> {
  const [edited, counted] = await Promise.all([
    ctx.app.store.run<Row>(rows, []),
    ctx.app.store.run<{ article_id: string; helpful: boolean; votes: number }>(votes, []),
  ])
  const of = (id: string) => {
    const count = (helpful: boolean) => counted.find((one) => one.article_id === id && one.helpful === helpful)?.votes ?? 0
    return { yes: count(true), no: count(false) }
  }
  const touched = new Set(edited.map(({ id }) => id))
  const starters = starterSet()
    .filter(({ id }) => !touched.has(id))
    .map(({ id, topic, sides: { ru, en } }) => ({
      id,
      topic,
      state: 'starter' as const,
      titles: { ru: ru.title, en: en.title },
      version: 0,
      publishedVersion: 0,
      reviewOn: null,
      changedAt: null,
      votes: of(id),
      ru,
      en,
    }))
  const own = edited.map(({ id, topic, state, version, published_version, review_on, changed_at, ru, en }) => ({
    id,
    topic,
    state,
    titles: { ru: ru.title, en: en.title },
    version,
    publishedVersion: published_version,
    reviewOn: review_on,
    changedAt: changed_at.toISOString(),
    votes: of(id),
    ru,
    en,
  }))
  return [...starters, ...own]
}

/** As a file: what another installation can take in, article by article. */
export async function exportedArticles(ctx: Ctx): Promise<Buffer> {
  const articles = [...(await published(ctx)).values()].map(({ id, topic, sides }) => ({ id, topic, ...sides }))
  return Buffer.from(`${JSON.stringify({ format: FORMAT, articles }, null, 1)}\n`)
}
