/** The door of the knowledge base: what is published now, and what the assistant works with. */
export { draftArticle } from './commands/draft.ts'
export type { Published } from './model.ts'
export { articleTitles, forgetPublished, type Knowledge, knowledgeNow, published } from './queries/published.ts'
export { searchArticles } from './queries/search.ts'
