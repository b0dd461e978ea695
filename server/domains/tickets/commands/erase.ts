import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayErase } from '../access.ts'

/**
 * Erases a person: the data key is dropped (what is stored opens never again, in old copies too), contacts and keyed words are removed.
 * Ids, numbers, dates and the journal stay; files are removed after the commit by a reaction to 'citizen.erased'. Open requests end as withdrawn.
 */
export function eraseCitizen(ctx: Ctx, citizenId: string, ground: string): Promise<void> {
  allow(mayErase(ctx.actor))
  return change(ctx, async (tx) => {
    const erased = await tx.db
      .updateTable('citizen')
      .set({ wrapped_key: null, key_id: null, erased_at: ctx.now })
      .where('id', '=', citizenId)
      .where('wrapped_key', 'is not', null)
      .executeTakeFirst()
    if (Number(erased.numUpdatedRows) === 0) throw new Refusal('not-found', 'citizen.not-found')
    await tx.db.deleteFrom('contact').where('citizen_id', '=', citizenId).execute()
    await tx.db.updateTable('message').set({ stems: null }).where('citizen_id', '=', citizenId).execute()
    await tx.db.deleteFrom('guest_grant').where('citizen_id', '=', citizenId).execute()
    await tx.db.updateTable('guest_session').set({ citizen_id: null }).where('citizen_id', '=', citizenId).execute()
    await tx.db.updateTable('notice').set({ sealed: null, secret: null }).where('person_id', '=', citizenId).execute()
    await tx.db.updateTable('notice').set({ state: 'skipped', answer: 'erased' }).where('person_id', '=', citizenId).where('state', '=', 'queued').execute()
    await tx.db
      .updateTable('ticket')
      .set((eb) => ({ status: 'withdrawn', ended_at: ctx.now, next_mark_at: null, reply_by: null, version: eb('version', '+', 1) }))
      .where('citizen_id', '=', citizenId)
      .where('ended_at', 'is', null)
      .execute()
    ctx.app.vault.forget(citizenId)
    // The ground is free text of staff and could name somebody: its length is enough to show that one was given.
    tx.record('citizen.erased', { subject: citizenId }, { groundLength: ground.trim().length })
  })
}

/** The files of an erased person leave the store; may run twice. */
export async function removeFilesOf(ctx: Ctx, citizenId: string): Promise<void> {
  const { db } = ctx.app.store
  const files = await db.selectFrom('attachment').select('id').where('owner_id', '=', citizenId).execute()
  for (const { id } of files) {
    await ctx.app.files.remove(id)
    await db.deleteFrom('attachment').where('owner_id', '=', citizenId).where('id', '=', id).execute()
  }
}
