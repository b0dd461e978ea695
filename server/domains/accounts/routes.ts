import type { FastifyInstance } from 'fastify'
import { endGuestSession } from '#contract/guests'
import { serve } from '#platform/http/serve'
import { endVisitor } from './commands/visitor.ts'
import { factorRoutes } from './routes/factors.ts'
import { oidcRoutes } from './routes/oidc.ts'
import { signInRoutes } from './routes/sign-in.ts'

export function accountRoutes(app: FastifyInstance): void {
  serve(app, endGuestSession, 'visitor', (ctx, { reply }) => endVisitor(ctx, reply))
  signInRoutes(app)
  factorRoutes(app)
  oidcRoutes(app)
}
