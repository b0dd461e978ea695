import type { Updateable } from 'kysely'
import { limits, type Message } from '#contract/tickets'
import { type LastWrite, Overtaken, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import type { TicketTable } from '../../../migrations/tables.ts'
import { capacities } from '../access.ts'
import { type Action, ends, isDone, nextStatus, transitionOf } from '../machine.ts'
import { maskedText } from '../masked-intake.ts'
import { placeOfMessage, type Ticket } from '../model.ts'
import { claimFiles } from './files.ts'

/** One step of the machine: right and state are asked, the row is written under its version, the journal gets its line. Answers the new version. */
export async function move(
  ctx: Ctx,
  tx: Tx,
  ticket: Ticket,
  action: Action,
  also: Updateable<TicketTable> = {},
  details: Record<string, unknown> = {},
): Promise<number> {
  const status = nextStatus(ticket.status, action, capacities(ctx.actor, ticket))
  const stamps = {
    ...(ends.includes(status) && { ended_at: ctx.now }),
    ...(isDone(status) && { next_mark_at: null }),
    ...(status !== 'waiting_citizen' && { reply_by: null }),
  }
  return write(tx, ticket, { status, ...stamps, ...also }, transitionOf(action).event, details)
}

const CHANGED = 'ticket.changed'

/** Writes an unlocked or locked row under its version: a newer one wins and this one is refused. */
export async function write(tx: Tx, ticket: Ticket, set: Updateable<TicketTable>, event: string, details: Record<string, unknown> = {}): Promise<number> {
  const version = ticket.version + 1
  const given = Object.entries(set).filter(([, value]) => value !== undefined)
  const values = [ticket.citizen_id, ticket.id, ticket.version, version, ...given.map(([, value]) => value)]
  const done = await tx.run(updateOf(given.map(([column]) => column)), values)
  if (done.length === 0) throw new Overtaken(CHANGED)
  return recorded(tx, ticket, event, details)
}

function recorded(tx: Tx, ticket: Ticket, event: string, details: Record<string, unknown>): number {
  const version = ticket.version + 1
  tx.record(
    event,
    { subject: ticket.citizen_id, object: ticket.id },
    { version, number: String(ticket.number), team: ticket.team, ...(ticket.holder_id && { holder: ticket.holder_id }), ...details },
  )
  return version
}

/** Writes a row that nothing later in this change reads, under its version too: it goes with the journal and costs no round trip. */
export function writeLastly(tx: Tx, ticket: Ticket, set: { first_response_at?: Date }, event: string, details: Record<string, unknown> = {}): number {
  const first = set.first_response_at ?? null
  tx.lastly(touched, [ticket.citizen_id, ticket.id, ticket.version, first])
  return recorded(tx, ticket, event, details)
}
const touched: LastWrite = {
  name: 'ticket-touched',
  parts:
    'touched as (update ticket set version = version + 1, first_response_at = coalesce(first_response_at, $4) where citizen_id = $1 and id = $2 and version = $3 returning 1)',
  must: { part: 'touched', code: CHANGED },
}

const updates = new Map<string, Statement>()
/** One text per set of columns; their names come from the code. */
function updateOf(columns: readonly string[]): Statement {
  const key = columns.join(' ')
  let statement = updates.get(key)
  if (!statement) {
    const set = columns.map((column, i) => `, ${column} = $${i + 5}`).join('')
    statement = {
      name: `ticket-write-${updates.size}`,
      text: `update ticket set version = $4${set} where citizen_id = $1 and id = $2 and version = $3 returning id`,
    }
    updates.set(key, statement)
  }
  return statement
}

/** What may be said: trimmed, secrets masked, neither empty (files may speak alone) nor overlong. */
export function goodWords(typed: string, withFiles = false): { text: string; masked: string[] } {
  const { text, masked } = maskedText(typed.trim())
  const refuse = (code: string, details?: Record<string, unknown>) =>
    new Refusal('unprocessable', 'text.problems', undefined, [{ field: 'text', code, ...(details && { details }) }])
  if (!text && !withFiles) throw refuse('text.required')
  const over = [...text].length - limits.message.max
  if (over > 0) throw refuse('text.too-long', { max: limits.message.max, over })
  return { text, masked }
}

/** Adds a message with its files and keyed words; secrets are masked first. Refuses an empty or overlong text with its field. */
export async function say(
  ctx: Ctx,
  tx: Tx,
  { ticket, key }: { ticket: Ticket; key: DataKey },
  kind: Message['kind'],
  typed: string,
  fileIds: readonly string[] = [],
  mail?: { id: string; proved: boolean },
): Promise<{ id: string; masked: string[] }> {
  const { text, masked } = goodWords(typed, fileIds.length > 0)
  const id = uuidv7(ctx.now)
  const authorKind = ctx.actor.kind === 'staff' ? 'staff' : ctx.actor.kind === 'system' ? 'system' : 'citizen'
  tx.lastly(messageNew, [
    ticket.citizen_id,
    ticket.id,
    id,
    ctx.now,
    authorKind,
    ctx.actor.kind === 'staff' ? ctx.actor.id : null,
    kind,
    key.seal(placeOfMessage(id), text),
    ctx.app.vault.stems(text, ctx.now),
    mail ? (mail.proved ? 'proved' : 'unproved') : null,
  ])
  if (fileIds.length) await claimFiles(ctx, tx, fileIds, { ticketId: ticket.id, citizenId: ticket.citizen_id, key, messageId: id, under: mail?.id })
  return { id, masked }
}
const messageNew: LastWrite = {
  name: 'message-new',
  parts: `said as (insert into message (citizen_id, ticket_id, id, at, author_kind, author_id, kind, body, stems, mail) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))`,
}
