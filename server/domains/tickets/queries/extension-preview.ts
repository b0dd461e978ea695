import { extendDue, whereOf } from '#domains/deadlines/index'
import type { Ctx } from '#platform/ctx'
import type { Ticket } from '../model.ts'

/** The date an extension by so many working days would give, counted from the date that holds now. */
export async function extensionPreview(ctx: Ctx, ticket: Pick<Ticket, 'due_at'>, workingDays: number): Promise<{ newDueAt: string; provisional: boolean }> {
  const where = await whereOf(ctx)
  const previousDueDate = Temporal.Instant.fromEpochMilliseconds(ticket.due_at.getTime()).toZonedDateTimeISO(where.zone).toPlainDate().toString()
  const { dueAt, provisional } = extendDue({ ...where, previousDueDate, workingDays })
  return { newDueAt: dueAt.toISOString(), provisional }
}
