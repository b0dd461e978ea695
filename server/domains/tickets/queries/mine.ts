import type { TicketLine } from '#contract/tickets'
import { keysOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import { citizenStatus, whoseMove } from '../citizen-status.ts'
import { digitsOf, type Loaded, notFound, ticketByNumber } from '../load.ts'
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
  digitsOf(number)
  const sessionId = ctx.actor.kind === 'guest' ? ctx.actor.id : null
  if (!sessionId) throw notFound()
  const loaded = await ticketByNumber(ctx, ctx.app.store.db, number)
  if (!(await mayOpen(ctx, sessionId, loaded.ticket.id))) throw notFound()
  return loaded
}

export async function mayOpen(ctx: Ctx, sessionId: string, ticketId: string): Promise<boolean> {
  const since = grantsSince(ctx)
  const row = await ctx.app.store.db
    .selectFrom('guest_grant')
    .select('by')
    .where('session_id', '=', sessionId)
    .where('ticket_id', '=', ticketId)
    .where((eb) => eb.or([eb.and([eb('by', '=', 'filed'), eb('at', '>', since.filed)]), eb.and([eb('by', '=', 'code'), eb('at', '>', since.code)])]))
    .executeTakeFirst()
  return row !== undefined
}

const PAGE = 20
const ended = ['closed', 'declined', 'transferred', 'withdrawn', 'merged']

/** Requests this browser may open: those that wait for the person first, then the newest. `q` finds by number or by words of the subject. */
export async function myTickets(
  ctx: Ctx,
  { show = 'all', q, page = 1 }: { show?: 'waiting' | 'open' | 'all'; q?: string; page?: number },
): Promise<{ items: TicketLine[]; page: number; pages: number }> {
  const sessionId = ctx.actor.kind === 'guest' ? ctx.actor.id : null
  if (!sessionId) return { items: [], page: 1, pages: 1 }
  const since = grantsSince(ctx)
  const { db } = ctx.app.store
  const rows = (await db
    .selectFrom('guest_grant')
    .innerJoin('ticket', (join) => join.onRef('ticket.citizen_id', '=', 'guest_grant.citizen_id').onRef('ticket.id', '=', 'guest_grant.ticket_id'))
    .select(['ticket.citizen_id', 'ticket.id', 'ticket.number', 'ticket.subject', 'ticket.topic', 'ticket.status', 'ticket.received_at', 'ticket.due_at'])
    .where('session_id', '=', sessionId)
    .where((eb) => eb.or([eb.and([eb('by', '=', 'filed'), eb('at', '>', since.filed)]), eb.and([eb('by', '=', 'code'), eb('at', '>', since.code)])]))
    .orderBy('ticket.id', 'desc')
    .limit(500)
    .execute()) as unknown as Ticket[]
  const keys = await keysOf(
    ctx,
    db,
    rows.map((row) => row.citizen_id),
  )
  const lines = rows.flatMap((row): TicketLine[] => {
    const key = keys.get(row.citizen_id)
    if (!key) return []
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
