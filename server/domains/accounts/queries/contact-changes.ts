import type { Selectable } from 'kysely'
import type { ContactChange } from '#contract/my-account'
import { keyOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { ContactChangeTable } from '../../../migrations/tables.ts'
import { type ContactChangeFacts, type ContactChangeState, wantedCodes } from '../contact-change.ts'
import { type ContactKind, placeOfChange } from '../model.ts'
import { maskedContacts, maskOf } from './masked-contacts.ts'

/** A change of contact as stored. */
export type ChangeRow = Omit<Selectable<ContactChangeTable>, 'state' | 'kind' | 'cancel_hash'> & { state: ContactChangeState; kind: ContactKind }
export const changeFacts = (row: ChangeRow): ContactChangeFacts => ({
  state: row.state,
  oldIsLost: row.old_is_lost,
  newConfirmedAt: row.new_confirmed_at,
  oldConfirmedAt: row.old_confirmed_at,
})

/** Changes of contacts under way, for their owner: values masked. */
export async function openChanges(ctx: Ctx, citizenId: string): Promise<ContactChange[]> {
  const { db } = ctx.app.store
  const rows = (await db
    .selectFrom('contact_change')
    .selectAll()
    .where('citizen_id', '=', citizenId)
    .where('ended_at', 'is', null)
    .orderBy('requested_at')
    .execute()) as ChangeRow[]
  if (rows.length === 0) return []
  const person = await db.selectFrom('citizen').select('wrapped_key').where('id', '=', citizenId).executeTakeFirstOrThrow()
  const key = keyOf(ctx, citizenId, person.wrapped_key)
  const contacts = await maskedContacts(ctx, citizenId)
  return rows.flatMap((row) => {
    if (row.state !== 'requested' && row.state !== 'new_confirmed' && row.state !== 'pending_hold') return []
    if (row.state !== 'pending_hold' && row.expires_at <= ctx.now) return []
    return [
      {
        id: row.id,
        kind: row.kind,
        state: row.state,
        masked: maskOf(row.kind, ctx.app.vault.open(key, placeOfChange(row.id), row.new_value)),
        replaces: contacts.find(({ id }) => id === row.old_contact_id)?.masked ?? null,
        requestedAt: row.requested_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        effectiveAt: row.effective_at?.toISOString() ?? null,
        wants: wantedCodes(changeFacts(row)),
      },
    ]
  })
}

export async function openChange(ctx: Ctx, citizenId: string, id: string): Promise<ContactChange> {
  const found = (await openChanges(ctx, citizenId)).find((one) => one.id === id)
  if (!found) throw new Refusal('not-found', 'contact.no-change')
  return found
}
