import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/my-account'
import { perAddress, signedIn } from '#domains/accounts/index'
import { serve } from '#platform/http/serve'
import { joinRequest } from '../commands/join.ts'
import { reportMismatch } from '../commands/report-mismatch.ts'
import { joinableRequests } from '../queries/joinable.ts'

/** What of a citizen's account is about requests. */
export function accountRequestRoutes(app: FastifyInstance): void {
  serve(app, contract.joinableRequests, 'citizen', (ctx) => joinableRequests(ctx, signedIn(ctx.actor)))
  serve(app, contract.joinRequest, 'citizen', (ctx, { body }) => joinRequest(ctx, body.number))
  serve(app, contract.reportMismatch, 'citizen', (ctx, { body, request }) => {
    perAddress(ctx, 'intake', request.ip)
    return reportMismatch(ctx, body.text)
  })
}
