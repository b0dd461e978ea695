import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/history'
import { chatRoles, personOfTalk } from '#domains/chat/index'
import { deskRoles, ticketForAccount } from '#domains/tickets/index'
import type { Ctx, Staff } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { historyAtDesk, historyOf } from './queries.ts'

export function historyRoutes(app: FastifyInstance): void {
  const staffOf = (ctx: Ctx) => ctx.actor as Staff
  serve(app, contract.myHistory, 'visitor', (ctx, { body }) => historyOf(ctx, 'own', body))
  serve(app, contract.historyOfRequest, deskRoles, async (ctx, { params, body }) =>
    historyAtDesk(ctx, staffOf(ctx), (await ticketForAccount(ctx, params.number)).citizenId, body),
  )
  serve(app, contract.historyOfTalk, chatRoles, async (ctx, { params, body }) => historyAtDesk(ctx, staffOf(ctx), await personOfTalk(ctx, params.id), body))
}
