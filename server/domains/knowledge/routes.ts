import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/knowledge'
import { perAddress } from '#domains/accounts/index'
import { serve } from '#platform/http/serve'
import { editors } from './access.ts'
import { publishArticle, saveArticle, withdrawArticle } from './commands/edit.ts'
import { importArticles } from './commands/import.ts'
import { voteArticle } from './commands/vote.ts'
import { deskArticle, deskArticles, exportedArticles } from './queries/desk.ts'
import { articleFor, searchArticles } from './queries/search.ts'

export function knowledgeRoutes(app: FastifyInstance): void {
  serve(app, contract.searchArticles, 'anyone', async (ctx, { query, request }) => {
    if (query.q) perAddress(ctx, 'help', request.ip)
    return searchArticles(ctx, query.q, query.lang)
  })
  serve(app, contract.readArticle, 'anyone', (ctx, { params, query }) => articleFor(ctx, params.id, query.lang))
  serve(app, contract.voteArticle, 'anyone', async (ctx, { params, body, request }) => {
    perAddress(ctx, 'vote', request.ip)
    await voteArticle(ctx, params.id, body)
  })
  serve(app, contract.deskArticles, 'staff', (ctx) => deskArticles(ctx))
  serve(app, contract.deskArticle, 'staff', (ctx, { params }) => deskArticle(ctx, params.id))
  serve(app, contract.saveArticle, editors, (ctx, { params, body }) => saveArticle(ctx, params.id, body))
  serve(app, contract.publishArticle, editors, (ctx, { params, body }) => publishArticle(ctx, params.id, body.version))
  serve(app, contract.withdrawArticle, editors, (ctx, { params, body }) => withdrawArticle(ctx, params.id, body.expected))
  serve(app, contract.importArticles, editors, (ctx, { body }) => importArticles(ctx, body.text, body.apply))
  serve(app, contract.exportArticles, 'staff', async (ctx) => ({
    bytes: await exportedArticles(ctx),
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="articles.json"' },
  }))
}
