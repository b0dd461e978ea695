import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/presence'
import { serve } from '#platform/http/serve'
import { takers } from './access.ts'
import { setPresence } from './commands/presence.ts'
import { presenceOf } from './queries/presence.ts'

export function routingRoutes(app: FastifyInstance): void {
  serve(app, contract.readPresence, takers.chat, presenceOf)
  serve(app, contract.setPresence, takers.chat, async (ctx, { body }) => {
    await setPresence(ctx, body.state, body.most)
    return presenceOf(ctx)
  })
}
