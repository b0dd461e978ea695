import type { FastifyInstance } from 'fastify'
import { loadCalendarYear, readCalendar } from '#contract/desk'
import { yearsInUse } from '#domains/deadlines/index'
import { serve } from '#platform/http/serve'
import { loadCalendar, shown } from '../commands/load-calendar.ts'

/** The production calendar; it stands with the requests because loading a year moves their dates. */
export function calendarRoutes(app: FastifyInstance): void {
  serve(app, readCalendar, 'staff', async (ctx) => (await yearsInUse(ctx)).map(shown))
  serve(app, loadCalendarYear, ['admin'], (ctx, { body }) => loadCalendar(ctx, body))
}
