import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/letters'
import { serve } from '#platform/http/serve'
import { deskRoles, postRoles } from './access.ts'
import { dropLetter, requestOfLetter, retryLetter } from './commands/decide.ts'
import { lettersOfTicket, listedLetters, openedLetter, openedTicketLetter } from './queries/letters.ts'

export function letterRoutes(app: FastifyInstance): void {
  serve(app, contract.letters, postRoles, (ctx, { query }) => listedLetters(ctx, query.show))
  serve(app, contract.openLetter, postRoles, (ctx, { params }) => openedLetter(ctx, params.id))
  serve(app, contract.retryLetter, postRoles, (ctx, { params }) => retryLetter(ctx, params.id))
  serve(app, contract.dropLetter, postRoles, (ctx, { params, body }) => dropLetter(ctx, params.id, body.reason))
  serve(app, contract.requestOfLetter, postRoles, (ctx, { params, body }) => requestOfLetter(ctx, params.id, body))
  serve(app, contract.lettersOfTicket, deskRoles, (ctx, { params }) => lettersOfTicket(ctx, params.number))
  serve(app, contract.openTicketLetter, deskRoles, (ctx, { params }) => openedTicketLetter(ctx, params.number, params.id))
}
