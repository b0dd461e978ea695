import { recordsOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import type { DataKey } from '#platform/vault/index'
import { placeOfSubject, type Ticket } from '../model.ts'

type Row = Pick<Ticket, 'id' | 'citizen_id' | 'number' | 'subject' | 'status' | 'due_at'> & { wrapped_key: Buffer | null }
const open = {
  name: 'tickets-open-of-person',
  text: `select ticket.id, ticket.citizen_id, number, subject, status, due_at, citizen.wrapped_key from ticket join citizen on citizen.id = ticket.citizen_id
    where ticket.citizen_id in (${recordsOf('$1')}) and ticket.ended_at is null order by due_at limit 10`,
}
export interface OpenRequest {
  number: string
  subject: string
  status: string
  dueAt: string
}

/** What of this person is under way, the nearest date first: the least that helps whoever talks to them (CHAT-8). */
export async function openRequestsOf(ctx: Ctx, citizenId: string): Promise<OpenRequest[]> {
  const rows = await ctx.app.store.run<Row>(open, [citizenId])
  const keyOf = (row: Row): DataKey | null => (row.wrapped_key ? ctx.app.vault.dataKey(row.citizen_id, row.wrapped_key) : null)
  return rows.map((row) => ({
    number: showRequestNumber(String(row.number)),
    subject: keyOf(row)?.openBytes(placeOfSubject(row.id), row.subject).toString() ?? '',
    status: row.status,
    dueAt: row.due_at.toISOString(),
  }))
}
