import type { Delivery, DeskTicket } from '#contract/desk'
import { whereOf } from '#domains/deadlines/index'
import { staffNames } from '#domains/staff/index'
import { look } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import { inn, maskName, maskNumber, showRequestNumber, snils } from '#platform/identifiers/index'
import type { DataKey } from '#platform/vault/index'
import { can, mayRead } from '../access.ts'
import { dueView } from '../due.ts'
import { extensionDaysLeft } from '../extension-days-left.ts'
import { notFound, ticketAtDesk } from '../load.ts'
import { type IntakeRecord, placeOfComment, placeOfSubject, type Ticket } from '../model.ts'
import type { Conversation } from './conversation.ts'
import { deadOfRequest } from './dead-of-request.ts'
import { asLine } from './desk-lines.ts'
import { type DeskStory, deskStoryOf } from './desk-story.ts'
import type { JournalRow } from './journal.ts'
import { gaveProvedContact } from './proved-contact.ts'
import { maskedContacts } from './receipt.ts'

export type Deliveries = (ctx: Ctx, ticketId: string, key: DataKey) => Promise<Delivery[]>

/** One request with everything the asker may see; the look is written down before a byte is answered (FORM-15). */
export async function deskTicket(ctx: Ctx, actor: Staff, number: string, deliveries: Deliveries, begun = ticketAtDesk(ctx, number)): Promise<DeskTicket> {
  const { people, account, ...loaded } = await begun
  const { ticket, key } = loaded
  if (!mayRead(actor, ticket)) {
    await look(ctx, 'ticket.read-refused', { object: ticket.id })
    throw notFound()
  }
  const [sent, said, where] = await Promise.all([deliveries(ctx, ticket.id, key), deskStoryOf(ctx, actor, loaded, people), whereOf(ctx)])
  const { journal, extension: asked } = said
  const names = await staffNames(
    ctx,
    [ticket.holder_id, asked?.askedBy, ...said.messages.map((m) => m.authorId), ...journal.filter((j) => j.actorKind === 'staff').map((j) => j.actorId)].filter(
      (id): id is string => Boolean(id),
    ),
  )
  const daysLeft = extensionDaysLeft(ctx, ticket)
  return {
    line: asLine(ctx, ticket, key.openBytes(placeOfSubject(ticket.id), ticket.subject).toString(), names, where),
    due: dueView(ticket, ctx.now, where),
    lang: ticket.lang,
    citizenZone: ticket.citizen_zone,
    citizenId: ticket.citizen_id,
    account: account && { level: account.level },
    ...fromIntake(said),
    ...stateOf(ticket, key),
    mergedInto: ticket.merged_into ? showRequestNumber(String(journal.findLast((j) => j.event === 'ticket.merged')?.details['into'] ?? '')) : null,
    merged: journal.filter((j) => j.event === 'ticket.took-in').map((j) => showRequestNumber(String(j.details['from']))),
    messages: said.messages.map((m) => ({
      id: m.id,
      at: m.at.toISOString(),
      from: m.authorKind,
      author: m.authorId ? (names.get(m.authorId) ?? null) : null,
      kind: m.kind,
      text: m.text,
      files: m.files,
      mail: m.mail,
    })),
    journal: journal.map((row) => asJournalLine(row, names)),
    deliveries: sent,
    others: othersFor(ctx, actor, ticket, said.others),
    proved: journal.some((row) => row.event === 'guest.opened') || gaveProvedContact(ctx, said.intake, account),
    dead: await deadOfRequest(ctx, loaded, said.intake),
    extension: asked && {
      id: asked.id,
      reason: asked.reason as 'additional_analysis',
      newDueAt: asked.newDueAt.toISOString(),
      askedBy: { id: asked.askedBy, name: names.get(asked.askedBy) ?? '' },
      askedAt: asked.askedAt.toISOString(),
      text: asked.text,
    },
    can: can(actor, ticket, { now: ctx.now, extensionAsked: asked !== null, extensionDaysLeft: daysLeft }),
    extensionDaysLeft: daysLeft,
    attachments: said.attachments.map(({ messageId: _, ...file }) => file),
  }
}

const stateOf = (ticket: Ticket, key: DataKey) => ({
  replyBy: ticket.reply_by?.toISOString() ?? null,
  reopenBy: ticket.reopen_by?.toISOString() ?? null,
  reopened: ticket.reopened,
  rating: ticket.rating
    ? { score: ticket.rating, comment: ticket.rating_comment ? key.openBytes(placeOfComment(ticket.id), ticket.rating_comment).toString() : null }
    : null,
})

const fromIntake = ({ intake, intakeHash }: Conversation) => ({
  contacts: { name: maskName(intake.name ?? '') || null, ...maskedContacts(intake), ...maskedNumbers(intake) },
  desiredOutcome: intake.desiredOutcome ?? null,
  relatedNumber: intake.relatedNumber ?? null,
  errorCode: intake.errorCode ?? null,
  errorAt: intake.errorAt ?? null,
  intakeHash: intakeHash.toString('hex'),
})
function maskedNumbers(intake: IntakeRecord): { snils: string | null; inn: string | null } {
  const masked = (read: { ok: true; value: string } | { ok: false }) => (read.ok ? maskNumber(read.value) : null)
  return { snils: intake.snils ? masked(snils(intake.snils)) : null, inn: intake.inn ? masked(inn(intake.inn)) : null }
}

const asJournalLine = (row: JournalRow, names: ReadonlyMap<string, string>) => ({
  at: row.at.toISOString(),
  actor: row.actorId && row.actorKind === 'staff' ? (names.get(row.actorId) ?? null) : null,
  role: row.actorKind,
  event: row.event,
  details: Object.fromEntries(
    Object.entries(row.details).map(([key, value]) => [key, typeof value === 'string' && names.has(value) ? names.get(value) : value]),
  ),
})

/** Other requests of the same person or with the same contacts (REG-9); within 24 hours they may be duplicates (PREP-2). */
function othersFor(ctx: Ctx, actor: Staff, ticket: Ticket, rows: DeskStory['others']): DeskTicket['others'] {
  return rows
    .filter((row) => mayRead(actor, row))
    .map((row) => ({
      number: showRequestNumber(String(row.number)),
      status: row.status,
      receivedAt: row.received_at.toISOString(),
      subject: row.wrapped_key ? ctx.app.vault.dataKey(row.citizen_id, row.wrapped_key).openBytes(placeOfSubject(row.id), row.subject).toString() : '',
      duplicate: Math.abs(row.received_at.getTime() - ticket.received_at.getTime()) < 86_400_000 && !['merged', 'withdrawn'].includes(row.status),
    }))
}
