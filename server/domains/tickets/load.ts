import { type AccountOfTicket, accountOfTicket } from '#domains/accounts/index'
import { keyOf, sharingContacts } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Db, Statement, TxStore } from '#platform/db/store'
import { requestNumber } from '#platform/identifiers/index'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import type { Ticket } from './model.ts'

/** The same words whether the number is wrong, unknown or somebody else's (FORM-11). */
export const notFound = () => new Refusal('not-found', 'ticket.not-found')

/** Digits of a number as typed, or "not found". */
export function digitsOf(typed: string): number {
  const read = requestNumber(typed)
  if (!read.ok) throw notFound()
  return Number(read.value)
}

export interface Loaded {
  ticket: Ticket
  key: DataKey
}

/** The request locked for a change, with the key of its person. */
export async function ticketForUpdate(ctx: Ctx, tx: TxStore, typed: string): Promise<Loaded> {
  return loaded(ctx, (await tx.run(forUpdate, [digitsOf(typed)]))[0])
}
const forUpdate: Statement = {
  name: 'ticket-for-update',
  // Erasing takes the person's row: either it waits for this change, or this change finds the key gone.
  text: `select ticket.*, citizen.wrapped_key from ticket join citizen on citizen.id = ticket.citizen_id where ticket.number = $1
    for update of ticket for key share of citizen`,
}

/** The same without a lock. */
export async function ticketByNumber(ctx: Ctx, typed: string): Promise<Loaded> {
  return loaded(ctx, (await ctx.app.store.run(byNumber, [digitsOf(typed)]))[0])
}
const byNumber: Statement = {
  name: 'ticket-by-number',
  text: 'select ticket.*, citizen.wrapped_key from ticket join citizen on citizen.id = ticket.citizen_id where ticket.number = $1',
}
/** With the people who share a contact with this one, and the account it was filed from. */
export async function ticketAtDesk(ctx: Ctx, typed: string): Promise<Loaded & AtDesk> {
  const [row] = await ctx.app.store.run<AtDesk>(withPeople, [digitsOf(typed)])
  if (!row) throw notFound()
  const { people, account, ...ticket } = row
  return { ...loaded(ctx, ticket), people, account }
}
interface AtDesk {
  people: string[]
  account: AccountOfTicket | null
}
const withPeople: Statement = {
  name: 'ticket-at-desk',
  text: `select ticket.*, citizen.wrapped_key, array(${sharingContacts}) as people, ${accountOfTicket} as account
    from ticket join citizen on citizen.id = ticket.citizen_id where ticket.number = $1`,
}

export async function ticketById(ctx: Ctx, db: Db, id: string): Promise<Loaded> {
  const row = await db
    .selectFrom('ticket')
    .innerJoin('citizen', 'citizen.id', 'ticket.citizen_id')
    .selectAll('ticket')
    .select('citizen.wrapped_key')
    .where('ticket.id', '=', id)
    .executeTakeFirst()
  return loaded(ctx, row)
}

export function loaded(ctx: Ctx, row: unknown): Loaded {
  if (!row) throw notFound()
  const { wrapped_key, ...ticket } = row as Ticket & { wrapped_key: Buffer | null }
  return { ticket, key: keyOf(ctx, ticket.citizen_id, wrapped_key) }
}

/** Refuses a write made on an older sight of the request; what was typed stays with whoever typed it (R15). */
export function sameVersion(ticket: Ticket, expected: number | undefined): void {
  if (expected !== undefined && expected !== ticket.version) throw new Refusal('conflict', 'ticket.changed', { version: ticket.version, status: ticket.status })
}
