import { sql } from 'kysely'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Db } from '#platform/db/store'
import { allow, Refusal } from '#platform/refusal'
import { mayErase } from '../access.ts'

/**
 * Erases a person: the data key is dropped (what is stored opens never again, in old copies too), contacts and keyed words are removed.
 * Ids, numbers, dates and the journal stay; files are removed after the commit by a reaction to 'citizen.erased'. Open requests end.
 */
export function eraseCitizen(ctx: Ctx, citizenId: string, ground: string): Promise<void> {
  allow(mayErase(ctx.actor))
  return change(ctx, async (tx) => {
    const { db } = tx
    // The row first: changes under way hold it in share and end before, later ones find no key.
    const person = await db.selectFrom('citizen').select('wrapped_key').where('id', '=', citizenId).forUpdate().executeTakeFirst()
    if (!person?.wrapped_key) throw new Refusal('not-found', 'citizen.not-found')
    await db.updateTable('citizen').set({ wrapped_key: null, key_id: null, erased_at: ctx.now }).where('id', '=', citizenId).execute()
    await db.deleteFrom('contact').where('citizen_id', '=', citizenId).execute()
    await db.updateTable('message').set({ stems: null }).where('citizen_id', '=', citizenId).execute()
    await forgetVisits(db, citizenId)
    await db.updateTable('notice').set({ sealed: null, secret: null }).where('person_id', '=', citizenId).execute()
    await db.updateTable('notice').set({ state: 'skipped', answer: 'erased' }).where('person_id', '=', citizenId).where('state', '=', 'queued').execute()
    await endRequests(ctx, tx, citizenId)
    ctx.app.vault.forget(citizenId)
    // The ground is free text of staff and could name somebody: its length is enough to show that one was given.
    tx.record('citizen.erased', { subject: citizenId }, { groundLength: ground.trim().length })
  })
}

/** Browsers that may open the person's requests, codes on their way, and what was typed there and not sent. */
async function forgetVisits(db: Db, citizenId: string): Promise<void> {
  await db.deleteFrom('guest_grant').where('citizen_id', '=', citizenId).execute()
  await db.deleteFrom('guest_access').where('citizen_id', '=', citizenId).execute()
  const sessions = db.selectFrom('guest_session').select('id').where('citizen_id', '=', citizenId)
  await db.deleteFrom('draft').where('session_id', 'in', sessions).execute()
  await db.deleteFrom('attachment').where('owner_id', 'in', sessions).where('message_id', 'is', null).execute()
  await db.updateTable('guest_session').set({ citizen_id: null }).where('citizen_id', '=', citizenId).execute()
}

/** Nobody is left to answer: what is open ends as withdrawn, what was answered as closed, whatever the machine would say. */
async function endRequests(ctx: Ctx, tx: Tx, citizenId: string): Promise<void> {
  const ended = await tx.db
    .updateTable('ticket')
    .set((eb) => ({
      status: sql<string>`case status when 'resolved' then 'closed' else 'withdrawn' end`,
      ended_at: ctx.now,
      next_mark_at: null,
      reply_by: null,
      version: eb('version', '+', 1),
    }))
    .where('citizen_id', '=', citizenId)
    .where('ended_at', 'is', null)
    .returning(['id', 'number', 'status', 'version', 'team', 'holder_id'])
    .execute()
  for (const { id, number, status, version, team, holder_id } of ended)
    tx.record(
      `ticket.${status}`,
      { subject: citizenId, object: id },
      { version, number: String(number), team, ...(holder_id && { holder: holder_id }), erased: true },
    )
}

/** The files of an erased person, or of a browser that was told to forget, leave the store; may run twice. */
export async function removeFilesOf(ctx: Ctx, ownerId: string): Promise<void> {
  const { db } = ctx.app.store
  const files = await db.selectFrom('attachment').select('id').where('owner_id', '=', ownerId).execute()
  for (const { id } of files) {
    await ctx.app.files.remove(id)
    await db.deleteFrom('attachment').where('owner_id', '=', ownerId).where('id', '=', id).execute()
  }
}
