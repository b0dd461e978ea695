import type { FastifyInstance } from 'fastify'
import type { Lang } from '#contract/common'
import * as contract from '#contract/learning'
import { requestTopics } from '#domains/assistant/index'
import type { Ctx } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { editors } from './access.ts'
import { decideWordings } from './commands/decide.ts'
import { chooseModel, trainModel } from './commands/train.ts'
import { listedModels } from './queries/models.ts'
import { listedWordings } from './queries/wordings.ts'

/** What learning needs of the knowledge base, which stands above it. */
export interface Shelf {
  titles: (ctx: Ctx, lang: Lang) => Promise<{ id: string; title: string }[]>
  /** The process that served a change shows it at once. */
  forget: () => void
}

export function learningRoutes(app: FastifyInstance, { titles, forget }: Shelf): void {
  serve(app, contract.wordings, editors, async (ctx, { query }) => ({
    ...(await listedWordings(ctx, query.state)),
    topics: [...requestTopics.keys()],
    articles: await titles(ctx, ctx.lang),
  }))
  serve(app, contract.decideWordings, editors, async (ctx, { body }) => {
    const articles = new Set((await titles(ctx, ctx.lang)).map(({ id }) => id))
    const done = await decideWordings(ctx, body.decisions, articles)
    forget()
    return done
  })
  serve(app, contract.models, editors, (ctx) => listedModels(ctx))
  serve(app, contract.trainModel, editors, async (ctx) => {
    const done = await trainModel(ctx)
    forget()
    return done
  })
  serve(app, contract.chooseModel, editors, async (ctx, { body }) => {
    const done = await chooseModel(ctx, body.version)
    forget()
    return done
  })
}
