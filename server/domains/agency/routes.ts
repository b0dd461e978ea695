import type { FastifyInstance } from 'fastify'
import { readAgency } from '#contract/agency'
import { serve } from '#platform/http/serve'
import { agencyFacts } from './queries.ts'

export function agencyRoutes(app: FastifyInstance): void {
  serve(app, readAgency, 'anyone', async (ctx) => agencyFacts(ctx))
}
