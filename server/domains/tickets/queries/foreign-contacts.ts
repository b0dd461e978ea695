import type { KnownPerson } from '#domains/accounts/index'
import type { Ctx } from '#platform/ctx'
import type { Db } from '#platform/db/store'
import type { DataKey } from '#platform/vault/index'
import { type IntakeRecord, placeOfMessage } from '../model.ts'
import { provedLookups } from './joinable.ts'
import { gaveProvedContact } from './proved-contact.ts'

/** Whether a request of this record was sent with contacts of which the account has proved none: then the record is not tied to it (C15). */
export async function hasForeignContacts(ctx: Ctx, db: Db, citizenId: string, key: DataKey, person: KnownPerson): Promise<boolean> {
  const rows = await db.selectFrom('message').select(['id', 'body']).where('citizen_id', '=', citizenId).where('kind', '=', 'intake').execute()
  const proved = { proved: provedLookups(ctx, person).map((lookup) => lookup.toString('hex')) }
  return rows
    .map(({ id, body }) => JSON.parse(key.openBytes(placeOfMessage(id), body).toString()) as IntakeRecord)
    .some((intake) => (intake.email || intake.phone) && !gaveProvedContact(ctx, intake, proved))
}
