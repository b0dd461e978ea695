import type { ExportedRequest, RequestsOfPerson } from '#domains/accounts/index'
import { recordsOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { citizenStatus } from '../citizen-status.ts'
import { loaded } from '../load.ts'
import { placeOfComment, type Ticket } from '../model.ts'
import { toldToCitizen } from '../told-to-citizen.ts'
import { conversationOf } from './conversation.ts'
import { looksAtData } from './journal.ts'

const numbers: Statement = {
  name: 'numbers-of-person',
  text: `select id, number from ticket where citizen_id in (${recordsOf('$1')}) order by id desc limit 5000`,
}
const open: Statement = {
  name: 'open-of-person',
  text: `select count(*)::int as count from ticket where citizen_id in (${recordsOf('$1')}) and ended_at is null and resolved_at is null`,
}
const one: Statement = {
  name: 'ticket-for-export',
  text: 'select ticket.*, citizen.wrapped_key from ticket join citizen on citizen.id = ticket.citizen_id where ticket.id = $1',
}

/** Requests of one account as its pages and its export need them. */
export const requestsOfPerson: RequestsOfPerson = {
  events: [...toldToCitizen, 'guest.opened'],
  looks: [...looksAtData, 'contact.searched', 'history.read'],
  open: async ({ app }, accountId) => (await app.store.run<{ count: number }>(open, [accountId]))[0]?.count ?? 0,
  numbers: async ({ app }, accountId) => {
    const rows = await app.store.run<{ id: string; number: number }>(numbers, [accountId])
    return new Map(rows.map(({ id, number }) => [id, showRequestNumber(String(number))]))
  },
  async *exported(ctx, accountId) {
    for (const id of (await this.numbers(ctx, accountId)).keys()) yield await exportedRequest(ctx, id)
  },
}

/** Notes of staff and names of employees stay out, as on the citizen's own page. */
async function exportedRequest(ctx: Ctx, id: string): Promise<ExportedRequest> {
  const { ticket, key } = loaded(ctx, (await ctx.app.store.run<Ticket>(one, [id]))[0])
  const { intake, messages, attachments } = await conversationOf(ctx.app.store.db, ticket, key)
  const told = messages.filter((message) => message.kind !== 'note')
  const shown = new Set(told.map((message) => message.id))
  return {
    number: intake.number,
    receivedAt: intake.receivedAt,
    channel: ticket.channel,
    status: citizenStatus(ticket.status),
    topic: ticket.topic,
    kind: ticket.kind,
    dueAt: ticket.due_at.toISOString(),
    intake: { ...intake, files: intake.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })) },
    rating: ticket.rating
      ? { score: ticket.rating, comment: ticket.rating_comment && ctx.app.vault.open(key, placeOfComment(ticket.id), ticket.rating_comment) }
      : null,
    messages: told.map(({ at, authorKind, kind, text, files }) => ({
      at: at.toISOString(),
      from: authorKind,
      kind,
      text,
      files: files.map((file) => file.name),
    })),
    files: attachments.filter((file) => file.messageId && shown.has(file.messageId)).map(({ name, type, bytes, sha256 }) => ({ name, type, bytes, sha256 })),
  }
}
