import type { Lang } from '#contract/common'
import type { ArticleSide } from '#contract/knowledge'
import { catalogueOf, entriesOf, type Mind, shippedMind, starterArticles } from '#domains/assistant/index'
import { learnedEdition, learnedNow } from '#domains/learning/index'
import type { Ctx } from '#platform/ctx'
import type { Published } from '../model.ts'

/** After this the store is asked whether an editor has published something; so an article or a model is known everywhere within seconds. */
const KNOWN_MS = 3000

interface Known {
  store: unknown
  /** Of the articles, and of what people taught. */
  editions: string
  articles: ReadonlyMap<string, Published>
  mind: Promise<Mind> | null
}
let known: Known | undefined
let askedAt = Number.NEGATIVE_INFINITY
let starters: readonly Published[] | undefined
let shipped: Mind | undefined

/** The articles that citizens, operators and the assistant see now: the starter set, with what editors made of it. */
export const published = async (ctx: Ctx): Promise<ReadonlyMap<string, Published>> => (await current(ctx)).articles

export interface Knowledge {
  /** What the assistant works with: the learned topics, and the articles as they are published, with the wordings that people added. */
  mind: Mind
  articles: ReadonlyMap<string, Published>
}
/** Both of one moment: an article that the mind finds is there. */
export async function knowledgeNow(ctx: Ctx): Promise<Knowledge> {
  const now = await current(ctx)
  now.mind ??= mindOf(ctx, now).catch((error) => {
    now.mind = null
    throw error
  })
  return { mind: await now.mind, articles: now.articles }
}

async function mindOf(ctx: Ctx, { editions, articles }: Known): Promise<Mind> {
  shipped ??= shippedMind()
  if (editions === UNTOUCHED) return shipped
  const { model, wordings } = await learnedNow(ctx)
  const { lexicon } = model ?? shipped.model
  const entries = entriesOf(asStarters(articles)).map((entry) => ({ ...entry, wordings: [...entry.wordings, ...(wordings.get(entry.id) ?? [])] }))
  return { model: model ?? shipped.model, catalogue: catalogueOf(entries, lexicon) }
}

const UNTOUCHED = '0/0'

async function current(ctx: Ctx): Promise<Known> {
  const { app } = ctx
  const at = app.monotonicMs()
  if (known?.store === app.store && at - askedAt < KNOWN_MS) return known
  const [[row], learned] = await Promise.all([app.store.run<{ edition: string }>(editionNow, []), learnedEdition(ctx)])
  const editions = `${row?.edition ?? '0'}/${learned}`
  if (known?.store !== app.store || known.editions !== editions) known = { store: app.store, editions, articles: await read(app.store), mind: null }
  askedAt = at
  return known
}

/** An editor's own press is seen at once by the process that served it; the others find out by the edition. */
export function forgetPublished(): void {
  askedAt = Number.NEGATIVE_INFINITY
}

const editionNow = { name: 'article-edition', text: 'select coalesce(max(edition), 0)::text as edition from article' }
const editedArticles = {
  name: 'articles-edited',
  text: `select article.id, article.state, v.topic, v.version, v.ru, v.en, article.changed_at from article
    left join article_version v on v.article_id = article.id and v.version = article.published_version
    where article.state <> 'draft' order by article.id`,
}
type Row = { id: string; state: string; topic: string; version: number; ru: ArticleSide; en: ArticleSide; changed_at: Date }

async function read(store: Ctx['app']['store']): Promise<ReadonlyMap<string, Published>> {
  const rows = await store.run<Row>(editedArticles, [])
  const articles = new Map(starterSet().map((article) => [article.id, article]))
  for (const { id, state, topic, version, ru, en, changed_at } of rows)
    if (state === 'published') articles.set(id, { id, topic, version, changedAt: changed_at, sides: { ru, en } })
    else articles.delete(id)
  return articles
}

/** As they came with the service. */
export function starterSet(): readonly Published[] {
  starters ??= starterArticles().map(({ id, topic, ru, en }) => ({ id, topic, version: 0, changedAt: null, sides: { ru, en } }))
  return starters
}

/** For lists of choice. */
export const articleTitles = async (ctx: Ctx, lang: Lang): Promise<{ id: string; title: string }[]> =>
  [...(await published(ctx)).values()].map(({ id, sides }) => ({ id, title: sides[lang].title })).sort((a, b) => a.title.localeCompare(b.title, lang))

const asStarters = (articles: ReadonlyMap<string, Published>) => [...articles.values()].map(({ id, topic, sides }) => ({ id, topic, ...sides }))
