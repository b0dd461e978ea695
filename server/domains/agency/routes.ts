import type { FastifyInstance } from 'fastify'
import { readAgency, readAlarms } from '#contract/agency'
import { serve } from '#platform/http/serve'
import { agencyFacts, alarmsNow } from './queries.ts'

export function agencyRoutes(app: FastifyInstance): void {
  serve(app, readAgency, 'anyone', async (ctx) => agencyFacts(ctx))
  serve(app, readAlarms, 'staff', alarmsNow)
}
