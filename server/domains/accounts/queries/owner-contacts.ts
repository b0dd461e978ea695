import type { Db } from '#platform/db/store'
import type { ContactKind } from '../model.ts'
import type { OwnerContact } from '../tell-owner.ts'

/** All contacts one signs in to this account with, the oldest first; `ended` adds contacts that were one until now, because their owner must hear of it. */
export async function ownerContacts(db: Db, citizenId: string, ended: readonly string[] = []): Promise<OwnerContact[]> {
  const rows = await db
    .selectFrom('contact')
    .select(['id', 'kind', 'sign_in_until'])
    .where('citizen_id', '=', citizenId)
    .where('sign_in_since', 'is not', null)
    .orderBy('created_at')
    .execute()
  return rows.flatMap(({ id, kind, sign_in_until }) =>
    id && (sign_in_until === null || ended.includes(id)) && (kind === 'phone' || kind === 'email') ? [{ id, kind: kind as ContactKind }] : [],
  )
}
