import type { TicketLine } from '#contract/tickets'
import { recordsOf } from '#domains/citizens/index'
import { type Ctx, visitorOf } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { allow } from '#platform/refusal'
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

/** Whose requests are asked for: the account's, and those that its browser, or a browser alone, has a right to open; null when nobody is there. */
export function asker(ctx: Ctx): unknown[] | null {
  const [sessionId, accountId] = [visitorOf(ctx.actor), ctx.actor.kind === 'citizen' ? ctx.actor.id : null]
  const since = grantsSince(ctx)
  return sessionId || accountId ? [sessionId, since.filed, since.code, accountId] : null
}

/** The request, if it is the account's or this browser may open it; else the same "not found" as for a number that is nobody's. */
export async function myTicket(ctx: Ctx, number: string): Promise<Loaded> {
  const digits = digitsOf(number)
  const who = asker(ctx)
  if (!who) throw notFound()
  const [row] = await ctx.app.store.run(mine, [digits, ...who])
  return loaded(ctx, row)
}

/** The same to act on: whoever came by a backup code reads and files requests, and does no more before a factor is added. */
export async function toWorkOn(ctx: Ctx, number: string): Promise<Loaded> {
  const found = await myTicket(ctx, number)
  allow(ctx.actor.kind !== 'citizen' || ctx.actor.level === 'full', 'account.enrol-first')
  return found
}

const granted = `session_id = $2 and (by = 'filed' and at > $3 or by = 'code' and at > $4)`
const mine: Statement = {
  name: 'ticket-mine',
  text: `select ticket.*, citizen.wrapped_key from ticket join citizen on citizen.id = ticket.citizen_id
    where ticket.number = $1 and (citizen.id = $5 or citizen.belongs_to = $5 or exists (select from guest_grant where ticket_id = ticket.id and ${granted}))`,
}

/** What may be opened, as `citizen_id, ticket_id`; parameters $2 to $5 are the asker's. */
export const ownTickets = `select citizen_id, ticket_id from guest_grant where ${granted}
      union select citizen_id, id from ticket where citizen_id in (${recordsOf('$5')})`

const PAGE = 20
/** More requests of one person are not listed; the newest are. */
const MOST_LISTED = 2000
const ended = ['closed', 'declined', 'transferred', 'withdrawn', 'merged']

type MyRow = Pick<Ticket, 'citizen_id' | 'id' | 'number' | 'subject' | 'topic' | 'status' | 'received_at' | 'due_at'> & { wrapped_key: Buffer | null }
const myRows: Statement = {
  name: 'tickets-mine',
  text: `select ticket.citizen_id, ticket.id, number, subject, topic, status, received_at, due_at, citizen.wrapped_key
    from (${ownTickets}) as own
    join ticket on ticket.citizen_id = own.citizen_id and ticket.id = own.ticket_id join citizen on citizen.id = ticket.citizen_id
    order by ticket.id desc limit $1`,
}

/** A line whose subject is opened when it is shown or searched: opening costs more than all the rest. */
type Line = Omit<TicketLine, 'subject'> & { row: MyRow }

async function myLines(ctx: Ctx): Promise<Line[]> {
  const who = asker(ctx)
  const rows = who ? await ctx.app.store.run<MyRow>(myRows, [MOST_LISTED, ...who]) : []
  return rows.flatMap((row): Line[] =>
    row.wrapped_key
      ? [
          {
            row,
            number: showRequestNumber(String(row.number)),
            topic: row.topic,
            status: citizenStatus(row.status),
            move: whoseMove(row.status),
            receivedAt: row.received_at.toISOString(),
            dueAt: row.due_at.toISOString(),
            late: !isDone(row.status) && ctx.now > row.due_at,
          },
        ]
      : [],
  )
}
const subjectOf = (ctx: Ctx, { citizen_id, id, subject, wrapped_key }: MyRow): string =>
  ctx.app.vault.dataKey(citizen_id, wrapped_key!).openBytes(placeOfSubject(id), subject).toString()
const opened = (ctx: Ctx, { row, ...line }: Line): TicketLine => ({ ...line, subject: subjectOf(ctx, row) })

/** Requests of this person, or of this browser: those that wait for them first, then the newest. `q` finds by number or by words of the subject. */
export async function myTickets(
  ctx: Ctx,
  { show = 'all', q, page = 1 }: { show?: 'waiting' | 'open' | 'all'; q?: string; page?: number },
): Promise<{ items: TicketLine[]; page: number; pages: number }> {
  const lines = await myLines(ctx)
  const wanted = lines.filter(
    (line) => (show === 'all' || (show === 'waiting' ? line.move === 'citizen' : !ended.includes(line.status))) && matches(ctx, line, q),
  )
  wanted.sort((a, b) => Number(b.late) - Number(a.late) || Number(b.move === 'citizen') - Number(a.move === 'citizen'))
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE))
  return { items: wanted.slice((page - 1) * PAGE, page * PAGE).map((line) => opened(ctx, line)), page, pages }
}

const matches = (ctx: Ctx, line: Line, q: string | undefined): boolean => {
  const asked = q?.trim().toLowerCase()
  return !asked || line.number.replaceAll('-', '').includes(asked.replaceAll(/[\s-]/g, '')) || subjectOf(ctx, line.row).toLowerCase().includes(asked)
}

/** Similar requests of this person within 24 hours (PREP-2): the same topic, still open. Only what the person may open anyway is told. */
export async function similarTo(ctx: Ctx, topic: string | undefined): Promise<{ number: string; subject: string; receivedAt: string }[]> {
  const since = new Date(ctx.now.getTime() - 86_400_000).toISOString()
  return (await myLines(ctx))
    .filter((line) => line.topic === topic && line.receivedAt > since && line.status !== 'answer_ready' && !ended.includes(line.status))
    .map((line) => ({ number: line.number, subject: subjectOf(ctx, line.row), receivedAt: line.receivedAt }))
}
