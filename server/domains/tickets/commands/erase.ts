import { sql } from 'kysely'
import { accountForErasing, accountsLeaving, eraseAccount } from '#domains/accounts/index'
import { recordsOf } from '#domains/citizens/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Db, Statement } from '#platform/db/store'
import { bare } from '#platform/log'
import { allow, Refusal } from '#platform/refusal'
import { mayErase } from '../access.ts'

/**
 * Erases a person with the account and every record that belongs to it: the data keys are dropped (what is stored opens never again, in old
 * copies too), contacts and keyed words are removed, sessions end. Ids, numbers, dates and the journal stay; files are removed after the
 * commit by a reaction to 'citizen.erased'. Open requests end.
 */
export function eraseCitizen(ctx: Ctx, citizenId: string, ground: string): Promise<void> {
  allow(mayErase(ctx.actor))
  return change(ctx, async (tx) => {
    const { belongs_to } = (await tx.db.selectFrom('citizen').select('belongs_to').where('id', '=', citizenId).executeTakeFirst()) ?? {}
    await erasePerson(ctx, tx, belongs_to ?? citizenId, ground)
  })
}

/** An owner's own wish, once its time is over; refused when it was taken back meanwhile. */
export function eraseAsAsked(ctx: Ctx, accountId: string): Promise<void> {
  return change(ctx, async (tx) => {
    const account = await accountForErasing(tx, accountId)
    if (!account?.delete_at || account.delete_at > ctx.now) throw new Refusal('conflict', 'account.not-leaving')
    await erasePerson(ctx, tx, accountId, '')
  })
}

async function erasePerson(ctx: Ctx, tx: Tx, personId: string, ground: string): Promise<void> {
  const account = await accountForErasing(tx, personId)
  // The rows first: changes under way hold them in share and end before, later ones find no key.
  const records = await tx.run<{ id: string }>(alive, [personId])
  if (records.length === 0) throw new Refusal('not-found', 'citizen.not-found')
  if (account) await eraseAccount(tx, personId, ctx.now)
  for (const { id } of records) await eraseRecord(ctx, tx, id, ground)
}
const alive: Statement = {
  name: 'records-for-erasing',
  text: `select id from citizen where id in (${recordsOf('$1')}) and wrapped_key is not null order by id for update`,
}

async function eraseRecord(ctx: Ctx, tx: Tx, citizenId: string, ground: string): Promise<void> {
  const { db } = tx
  // Before the words: whoever has seen a request until now finds it newer, and then no key, so nothing is said after them.
  await endRequests(ctx, tx, citizenId)
  await db.updateTable('citizen').set({ wrapped_key: null, key_id: null, erased_at: ctx.now }).where('id', '=', citizenId).execute()
  for (const table of ['contact', 'dead_address', 'notice_choice', 'push_subscription'] as const)
    await db.deleteFrom(table).where('citizen_id', '=', citizenId).execute()
  await db.updateTable('message').set({ stems: null }).where('citizen_id', '=', citizenId).execute()
  await forgetVisits(db, citizenId)
  await db.updateTable('notice').set({ sealed: null, secret: null }).where('person_id', '=', citizenId).execute()
  await db.updateTable('notice').set({ state: 'skipped', answer: 'erased' }).where('person_id', '=', citizenId).where('state', '=', 'queued').execute()
  ctx.app.vault.forget(citizenId)
  // The ground is free text of staff and could name somebody: its length is enough to show that one was given.
  tx.record('citizen.erased', { subject: citizenId }, { groundLength: ground.trim().length })
}

/** Every hour: people who asked to be erased and did not take it back, each in a change of their own; may run twice. */
export async function eraseLeaving(ctx: Ctx): Promise<void> {
  for (const id of await accountsLeaving(ctx))
    await eraseAsAsked(ctx, id).catch((error) => {
      if (!(error instanceof Refusal))
        ctx.app.log.warn({ job: 'accounts.erase', requestId: ctx.requestId, ...bare(error) }, 'an account was left for the next round')
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

/** Nobody is left to answer: what is open ends as withdrawn, what was answered as closed, whatever the machine would say. What had ended gets a new version only. */
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
  await tx.db
    .updateTable('ticket')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('citizen_id', '=', citizenId)
    .where(sql<boolean>`id <> all(${ended.map(({ id }) => id)}::uuid[])`)
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
