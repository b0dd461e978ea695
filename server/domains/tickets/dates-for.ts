import { ruleFor } from '#domains/agency/index'
import { dueByWorkingDays, firstResponseBy, whereOf, workingDaysOf } from '#domains/deadlines/index'
import type { Ctx } from '#platform/ctx'
import { freeze } from './due.ts'
import type { IntakeRecord } from './model.ts'

/** Class, team and both dates of what is received now on this topic. */
export async function datesFor(ctx: Ctx, topic: string, channel: IntakeRecord['channel']) {
  const rule = ruleFor(topic)
  const where = await whereOf(ctx)
  const { config } = ctx.app
  const workingDays = workingDaysOf(config, rule.priorityClass)
  const due = dueByWorkingDays({ ...where, receivedAt: ctx.now, workingDays, policy: config.deadlines.registrationPolicy })
  const firstResponse = firstResponseBy(config, topic === 'account.suspicious' ? 'suspicious' : channel, ctx.now)
  const why = freeze(due, { receivedAt: ctx.now, priorityClass: rule.priorityClass, workingDays })
  return { rule, where, due, firstResponse, why }
}
