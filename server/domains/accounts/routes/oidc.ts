import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/oidc'
import { serve } from '#platform/http/serve'
import { unlink } from '../commands/link-identity.ts'
import { finishVisit, startOidc } from '../commands/oidc.ts'
import { shownProvider } from '../queries/identities.ts'
import { browserOf, entered } from './browser.ts'

export function oidcRoutes(app: FastifyInstance): void {
  serve(app, contract.listProviders, 'anyone', async (ctx) => ctx.app.config.oidc.providers.map(shownProvider))
  serve(app, contract.startProvider, 'visitor', (ctx, { params, request, reply }) => startOidc(ctx, params.provider, 'sign-in', browserOf(ctx, request), reply))
  serve(app, contract.linkProvider, 'citizen', (ctx, { params, request, reply }) => startOidc(ctx, params.provider, 'link', browserOf(ctx, request), reply))
  serve(app, contract.finishProvider, 'visitor', async (ctx, { body, request, reply }) => {
    const { entered: came, ...outcome } = await finishVisit(ctx, body, browserOf(ctx, request), request, reply)
    const { ways, channels } = came ? entered(ctx, reply, came) : { ways: [], channels: [] }
    return { ...outcome, ways, channels }
  })
  serve(app, contract.unlinkProvider, 'citizen', (ctx, { params }) => unlink(ctx, params.provider))
}
