import type { TicketLine } from '#contract/tickets'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { citizenStatus, whoseMove } from '../citizen-status.ts'
import { digitsOf, type Loaded, loaded, notFound } from '../load.ts'
import { isDone } from '../machine.ts'
import { placeOfSubject, type Ticket } from '../model.ts'

/** A request the visitor filed stays open in that browser this long: enough to print the confirmation and come back the same day. */
const FILED_HOURS = 24

/** From when on a right to open counts: filed here, or proved by a code. */
export const grantsSince = (ctx: Ctx) => ({
  filed: new Date(ctx.now.getTime() - FILED_HOURS * 3_600_000),
  code: new Date(ctx.now.getTime() - ctx.app.config.signIn.guestSessionMinutes * 60_000),
})

/** The request, if this visitor may open it; else the same "not found" as for a number that is nobody's. */
export async function myTicket(ctx: Ctx, number: string): Promise<Loaded> {
  const sessionId = ctx.actor.kind === 'guest' ? ctx.actor.id : null
  const digits = digitsOf(number)
  if (!sessionId) throw notFound()
  const since = grantsSince(ctx)
  const [row] = await ctx.app.store.run(mine, [digits, sessionId, since.filed, since.code])
  return loaded(ctx, row)
}
const granted = `(guest_grant.by = 'filed' and guest_grant.at > $3 or guest_grant.by = 'code' and guest_grant.at > $4)`
const mine: Statement = {
  name: 'ticket-mine',
  text: `select ticket.*, citizen.wrapped_key from ticket join citizen on citizen.id = ticket.citizen_id
    join guest_grant on guest_grant.session_id = $2 and guest_grant.ticket_id = ticket.id and ${granted} where ticket.number = $1`,
}

const PAGE = 20
const ended = ['closed', 'declined', 'transferred', 'withdrawn', 'merged']

type MyRow = Pick<Ticket, 'citizen_id' | 'id' | 'number' | 'subject' | 'topic' | 'status' | 'received_at' | 'due_at'> & { wrapped_key: Buffer | null }
const myRows: Statement = {
  name: 'tickets-mine',
  text: `select ticket.citizen_id, ticket.id, number, subject, topic, status, received_at, due_at, citizen.wrapped_key
    from guest_grant join ticket on ticket.citizen_id = guest_grant.citizen_id and ticket.id = guest_grant.ticket_id join citizen on citizen.id = ticket.citizen_id
    where session_id = $2 and ${granted} order by ticket.id desc limit $1`,
}

/** Requests this browser may open: those that wait for the person first, then the newest. `q` finds by number or by words of the subject. */
export async function myTickets(
  ctx: Ctx,
  { show = 'all', q, page = 1 }: { show?: 'waiting' | 'open' | 'all'; q?: string; page?: number },
): Promise<{ items: TicketLine[]; page: number; pages: number }> {
  const sessionId = ctx.actor.kind === 'guest' ? ctx.actor.id : null
  if (!sessionId) return { items: [], page: 1, pages: 1 }
  const since = grantsSince(ctx)
  const rows = await ctx.app.store.run<MyRow>(myRows, [500, sessionId, since.filed, since.code])
  const lines = rows.flatMap((row): TicketLine[] => {
    if (!row.wrapped_key) return []
    const key = ctx.app.vault.dataKey(row.citizen_id, row.wrapped_key)
    return [
      {
        number: showRequestNumber(String(row.number)),
        subject: key.openBytes(placeOfSubject(row.id), row.subject).toString(),
        topic: row.topic,
        status: citizenStatus(row.status),
        move: whoseMove(row.status),
        receivedAt: row.received_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        late: !isDone(row.status) && ctx.now > row.due_at,
      },
    ]
  })
  const wanted = lines.filter((line) => (show === 'all' || (show === 'waiting' ? line.move === 'citizen' : !ended.includes(line.status))) && matches(line, q))
  wanted.sort((a, b) => Number(b.late) - Number(a.late) || Number(b.move === 'citizen') - Number(a.move === 'citizen'))
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE))
  return { items: wanted.slice((page - 1) * PAGE, page * PAGE), page, pages }
}

const matches = (line: TicketLine, q: string | undefined): boolean => {
  const asked = q?.trim().toLowerCase()
  return !asked || line.number.replaceAll('-', '').includes(asked.replaceAll(/[\s-]/g, '')) || line.subject.toLowerCase().includes(asked)
}

/** Similar requests of this browser's person within 24 hours (PREP-2): the same topic, still open. Only what the browser may open anyway is told. */
export async function similarTo(ctx: Ctx, topic: string | undefined): Promise<{ number: string; subject: string; receivedAt: string }[]> {
  const { items } = await myTickets(ctx, { show: 'open' })
  const since = new Date(ctx.now.getTime() - 86_400_000).toISOString()
  return items
    .filter((line) => line.topic === topic && line.receivedAt > since && line.status !== 'answer_ready')
    .map(({ number, subject, receivedAt }) => ({ number, subject, receivedAt }))
}
