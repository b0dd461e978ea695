import type { TicketForCitizen } from '#contract/tickets'
import { whereOf } from '#domains/deadlines/index'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import { citizenStatus, whoseMove } from '../citizen-status.ts'
import { dueView } from '../due.ts'
import { allowedFrom, ends } from '../machine.ts'
import { mayReopen } from '../may-reopen.ts'
import type { Ticket } from '../model.ts'
import { toldToCitizen } from '../told-to-citizen.ts'
import { deadOfRequest } from './dead-of-request.ts'
import { type JournalRow, looksAtData } from './journal.ts'
import { myTicket } from './mine.ts'
import { storyOf } from './story.ts'

const facts = new Set(['from', 'to', 'reason', 'body', 'into', 'score'])

/** One request as its citizen sees it: 7 statuses, no names of staff, no notes (FORM-11, SLA-6). */
export async function ticketForCitizen(ctx: Ctx, number: string): Promise<TicketForCitizen> {
  const loaded = await myTicket(ctx, number)
  const { ticket } = loaded
  const [{ intake, messages, journal }, where] = await Promise.all([storyOf(ctx, loaded), whereOf(ctx)])
  const into = ticket.merged_into ? journal.findLast((row) => row.event === 'ticket.merged')?.details['into'] : undefined
  return {
    number: showRequestNumber(String(ticket.number)),
    version: ticket.version,
    subject: intake.subject,
    topic: ticket.topic,
    kind: ticket.kind,
    status: citizenStatus(ticket.status),
    move: whoseMove(ticket.status),
    replyBy: ticket.reply_by?.toISOString() ?? null,
    reopenBy: ticket.reopen_by?.toISOString() ?? null,
    receivedAt: ticket.received_at.toISOString(),
    desiredOutcome: intake.desiredOutcome ?? null,
    relatedNumber: intake.relatedNumber ?? null,
    mergedInto: typeof into === 'string' ? showRequestNumber(into) : null,
    rating: ticket.rating,
    due: dueView(ticket, ctx.now, where),
    messages: messages
      .filter((m) => m.kind !== 'note')
      .map((m) => ({ id: m.id, at: m.at.toISOString(), from: m.authorKind, author: null, kind: m.kind, text: m.text, files: m.files, mail: m.mail })),
    history: journal
      .filter((row) => toldToCitizen.has(row.event))
      .map((row) => ({ at: row.at.toISOString(), event: row.event, details: Object.fromEntries(Object.entries(row.details).filter(([k]) => facts.has(k))) })),
    views: viewsOf(journal),
    dead: await deadOfRequest(ctx, loaded, intake),
    can: citizenCan(ticket, ctx.now),
  }
}

/** Who looked: one line per person, role and hour. */
function viewsOf(journal: JournalRow[]): { at: string; role: string }[] {
  const looks = journal.filter((row) => row.actorKind === 'staff' && looksAtData.has(row.event))
  const byHour = Map.groupBy(looks, (row) => `${row.actorId} ${row.event} ${row.at.toISOString().slice(0, 13)}`)
  return [...byHour.values()].map((rows) => ({ at: rows[0]!.at.toISOString(), role: String(rows[0]!.details['role'] ?? 'operator') })).slice(-50)
}

/** What the citizen may do now: the same questions the commands ask. */
export function citizenCan(ticket: Ticket, now: Date): TicketForCitizen['can'] {
  const allowed = new Set(allowedFrom(ticket.status, ['citizen']))
  const open = !ends.includes(ticket.status) && ticket.status !== 'resolved'
  return {
    reply: open,
    addFile: open,
    withdraw: allowed.has('withdraw'),
    close: allowed.has('close'),
    object: open && ticket.objected_at === null,
    reopen: allowed.has('reopen') && mayReopen(ticket, now),
    rate: ['resolved', 'closed', 'declined'].includes(ticket.status) && ticket.rating === null,
  }
}
