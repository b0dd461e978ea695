import type { Receipt } from '#contract/tickets'
import { whereOf } from '#domains/deadlines/index'
import type { Ctx } from '#platform/ctx'
import { email, maskEmail, maskPhone, phone } from '#platform/identifiers/index'
import { dueView } from '../due.ts'
import type { Loaded } from '../load.ts'
import type { IntakeRecord } from '../model.ts'
import { conversationOf } from './conversation.ts'
import { myTicket } from './mine.ts'

/** The confirmation: number, dates, where the answer goes (masked). Made of the intake record, so it reads the same whenever it is opened. */
export const receiptOf = async (ctx: Ctx, number: string): Promise<Receipt> => receiptFor(ctx, await myTicket(ctx, number))

export async function receiptFor(ctx: Ctx, { ticket, key }: Loaded): Promise<Receipt> {
  const { intake, attachments } = await conversationOf(ctx.app.store.db, ticket, key)
  const files = attachments.filter((a) => a.messageId === ticket.id)
  return receiptFrom(intake, {
    topic: ticket.topic,
    due: dueView(ticket, ctx.now, await whereOf(ctx)),
    files: files.map(({ id, name, type, bytes, scan }) => ({ id, name, type, bytes, scan })),
  })
}

/** The same of what is at hand. */
export const receiptFrom = (intake: IntakeRecord, now: Pick<Receipt, 'topic' | 'due' | 'files'>): Receipt => ({
  number: intake.number,
  subject: intake.subject,
  receivedAt: intake.receivedAt,
  sentTo: maskedContacts(intake),
  masked: [],
  ...now,
})

/** Contacts as shown to anyone: masks of the normal forms. */
export function maskedContacts(given: { email?: string; phone?: string }): { email: string | null; phone: string | null } {
  const mail = given.email ? email(given.email) : null
  const tel = given.phone ? phone(given.phone, { demo: true }) : null
  return { email: mail?.ok ? maskEmail(mail.value) : null, phone: tel?.ok ? maskPhone(tel.value) : null }
}
