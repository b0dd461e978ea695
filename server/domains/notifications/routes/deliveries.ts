import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/deliveries'
import { serve } from '#platform/http/serve'
import { isDay } from '#platform/is-day'
import { Refusal } from '#platform/refusal'
import { lookRoles, watchRoles } from '../access.ts'
import type { People } from '../model.ts'
import { addressOf } from '../queries/address-of.ts'
import { board, failed } from '../queries/board.ts'
import { extensionsSince } from '../queries/extensions.ts'

/** Whether what we promised to tell has arrived. */
export function deliveryRoutes(app: FastifyInstance, people: People): void {
  serve(app, contract.deliveryBoard, watchRoles, (ctx) => board(ctx))
  serve(app, contract.failedNotices, watchRoles, (ctx) => failed(ctx))
  serve(app, contract.lookAtAddress, lookRoles, (ctx, { params }) => addressOf(ctx, params.id, people))
  serve(app, contract.servedExtensions, watchRoles, (ctx, { query }) => {
    if (!isDay(query.from)) throw new Refusal('invalid', 'body.fields', undefined, [{ field: 'from', code: 'malformed' }])
    return extensionsSince(ctx, new Date(`${query.from}T00:00:00Z`))
  })
}
