import { type Static, Type } from 'typebox'
import { Day, Instant, Lang, Line, Words } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'
import { Expected } from './tickets.ts'
import { topics } from './topics.ts'

/** `starter`: as it came with the service, never edited here. */
export const articleStates = ['starter', 'draft', 'published', 'withdrawn'] as const
export const articleLimits = { title: 120, text: 6000, asked: { count: 30, length: 200 } } as const

/** Name of an article in addresses; it stays when the title changes. */
export const ArticleId = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 })
const ById = Exactly({ id: ArticleId })

export const ArticleLine = Exactly({ id: Type.String(), title: Type.String(), lead: Type.String() })
export type ArticleLine = Static<typeof ArticleLine>
export const Article = Exactly({
  id: Type.String(),
  title: Type.String(),
  /** Paragraphs, separated by empty lines. */
  text: Type.String(),
  /** What a request about it is filed under. */
  topic: OneOf(topics),
  /** Null for a starter article: it is as old as the service. */
  changedAt: Nullable(Instant),
  others: Type.Array(ArticleLine),
})
export type Article = Static<typeof Article>

export const searchArticles = route({
  method: 'GET',
  path: '/api/articles',
  query: Exactly({ q: Type.Optional(Line({ maxLength: 400 })), lang: Lang }),
  reply: Exactly({ items: Type.Array(ArticleLine), topics: Type.Array(OneOf(topics)) }),
  summary: 'Published articles: all of them, or those nearest to the question, and what it may be about',
})
export const readArticle = route({
  method: 'GET',
  path: '/api/articles/:id',
  params: ById,
  query: Exactly({ lang: Lang }),
  reply: Article,
  summary: 'One published article',
})
export const voteArticle = route({
  method: 'POST',
  path: '/api/articles/:id/votes',
  params: ById,
  body: Exactly({ helpful: Type.Boolean(), lang: Lang }),
  summary: 'Helped or not; who said so is not kept',
})

export const Side = Exactly({
  title: Line({ maxLength: 1000 }),
  text: Words({ maxLength: 20000 }),
  /** Other ways to ask for it: the assistant learns from them. */
  asked: Type.Array(Line({ maxLength: 1000 }), { maxItems: articleLimits.asked.count }),
})
export type ArticleSide = Static<typeof Side>
export const DeskArticleLine = Exactly({
  id: Type.String(),
  /** One of the assistant's, which are listed with all articles. */
  topic: Type.String(),
  state: OneOf(articleStates),
  titles: Exactly({ ru: Type.String(), en: Type.String() }),
  version: Type.Integer(),
  publishedVersion: Nullable(Type.Integer()),
  reviewOn: Nullable(Day),
  changedAt: Nullable(Instant),
  votes: Exactly({ yes: Type.Integer(), no: Type.Integer() }),
})
export type DeskArticleLine = Static<typeof DeskArticleLine>
export const DeskArticle = Exactly({
  ...DeskArticleLine.properties,
  /** The newest version, published or not. */
  ru: Side,
  en: Side,
  versions: Type.Array(Exactly({ version: Type.Integer(), at: Instant, author: Nullable(Type.String()), publishedAt: Nullable(Instant) })),
})
export type DeskArticle = Static<typeof DeskArticle>

const Done = Exactly({ id: Type.String(), version: Type.Integer() })
export const deskArticles = route({
  method: 'GET',
  path: '/api/desk/knowledge',
  reply: Exactly({ items: Type.Array(DeskArticleLine), topics: Type.Array(Type.String()), mayEdit: Type.Boolean() }),
  summary: 'All articles with their states, versions, dates of review and votes',
})
export const deskArticle = route({ method: 'GET', path: '/api/desk/knowledge/:id', params: ById, reply: DeskArticle, summary: 'One article with its versions' })
export const saveArticle = route({
  method: 'PUT',
  path: '/api/desk/knowledge/:id',
  params: ById,
  body: Exactly({ topic: Type.String({ maxLength: 60 }), reviewOn: Day, ru: Side, en: Side, expected: Expected }),
  reply: Done,
  summary: 'Keep a new version, not yet published; an unknown name begins an article',
})
export const publishArticle = route({
  method: 'POST',
  path: '/api/desk/knowledge/:id/publication',
  params: ById,
  body: Exactly({ version: Type.Integer({ minimum: 1 }) }),
  reply: Done,
  summary: 'Show this version to citizens, operators and the assistant, an older one too',
})
export const withdrawArticle = route({
  method: 'POST',
  path: '/api/desk/knowledge/:id/withdrawal',
  params: ById,
  body: Exactly({ expected: Expected }),
  reply: Done,
  summary: 'Show it no more; its versions stay',
})
export const exportArticles = route({
  method: 'GET',
  path: '/api/desk/knowledge.json',
  answers: 'bytes',
  summary: 'All published articles as a file that another installation can take in',
})

/** A problem of one article of a file; `line` is where the article begins. */
export const ImportProblem = Exactly({
  line: Nullable(Type.Integer()),
  id: Nullable(Type.String()),
  field: Type.String(),
  code: Type.String(),
  details: Type.Optional(Type.Record(Type.String(), Type.Any())),
})
export type ImportProblem = Static<typeof ImportProblem>
export const ImportedLine = Exactly({
  id: Type.String(),
  titles: Exactly({ ru: Type.String(), en: Type.String() }),
  what: OneOf(['new', 'changed', 'same']),
  /** Which parts differ from what is shown now: `ru.text`, `topic`. */
  fields: Type.Array(Type.String()),
})
export type ImportedLine = Static<typeof ImportedLine>
const MOST_BYTES = 4 * 1024 * 1024
export const importArticles = route({
  method: 'POST',
  path: '/api/desk/knowledge.json',
  body: Exactly({ text: Type.String({ maxLength: MOST_BYTES / 2 }), apply: Type.Boolean() }),
  bodyBytes: MOST_BYTES,
  reply: Exactly({ articles: Type.Array(ImportedLine), problems: Type.Array(ImportProblem), applied: Type.Boolean() }),
  summary: 'Take in a file of articles: first what would change, then all of it or nothing',
})
