import { deskArticle, deskArticles } from '#contract/knowledge'
import { call } from '../../api/call.ts'

export const articlesQuery = { queryKey: ['knowledge'], queryFn: () => call(deskArticles, {}) }
export const articleQuery = (id: string) => ({ queryKey: ['knowledge', id], queryFn: () => call(deskArticle, { params: { id } }), retry: false })
