import type { Ctx } from '#platform/ctx'
import type { Ticket } from './model.ts'

/** Working days an extension may still add, all extensions of one request together (SLA-5). */
export const extensionDaysLeft = (ctx: Ctx, ticket: Pick<Ticket, 'extended_days'>): number =>
  Math.max(0, ctx.app.config.deadlines.extensionLimitWorkingDays - ticket.extended_days)
