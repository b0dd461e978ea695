import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { nextContactState } from '../contact-change.ts'
import { accountForUpdate } from '../load.ts'
import { changeForUpdate } from './change-contact.ts'
import { endExpired } from './end-underway.ts'
import { activate, isTaken } from './prove-contact.ts'

const batch = 500

/** Recoveries past their end: each person in a change of its own. Its owner is told once when none is left open. Running twice finds nothing to do. */
export async function expireRecoveries(ctx: Ctx): Promise<void> {
  const { db } = ctx.app.store
  const due = db.selectFrom('account_recovery').where('state', '=', 'open').where('expires_at', '<=', ctx.now)
  const people = await due.select('citizen_id').distinct().where('citizen_id', 'is not', null).limit(batch).execute()
  for (const { citizen_id } of people) if (citizen_id) await expireOf(ctx, citizen_id)
  // Nobody's: there is nobody to tell.
  await db
    .updateTable('account_recovery')
    .set({ state: 'expired', ended_at: ctx.now })
    .where('state', '=', 'open')
    .where('citizen_id', 'is', null)
    .where('expires_at', '<=', ctx.now)
    .execute()
}

async function expireOf(ctx: Ctx, citizenId: string): Promise<void> {
  await change(ctx, async (tx) => {
    const account = await accountForUpdate(tx, citizenId)
    if (!(await endExpired(ctx, tx, citizenId, account?.state === 'open'))) throw new Settled()
  }).catch(unlessSettled)
}

/** Changes of contacts whose hold is over take effect; those whose codes never came run out. */
export async function settleContactChanges(ctx: Ctx): Promise<void> {
  const { db } = ctx.app.store
  const held = db.selectFrom('contact_change').select(['citizen_id', 'id']).where('state', '=', 'pending_hold').where('effective_at', '<=', ctx.now)
  for (const { citizen_id, id } of await held.limit(batch).execute()) await settle(ctx, citizen_id, id)
  const stale = db
    .selectFrom('contact_change')
    .select(['citizen_id', 'id'])
    .where('state', 'in', ['requested', 'new_confirmed'])
    .where('expires_at', '<=', ctx.now)
  for (const { citizen_id, id } of await stale.limit(batch).execute()) await settle(ctx, citizen_id, id)
}

async function settle(ctx: Ctx, citizenId: string, id: string): Promise<void> {
  await change(ctx, async (tx) => {
    const account = await accountForUpdate(tx, citizenId)
    const row = await changeForUpdate(tx, citizenId, id)
    if (row.ended_at) throw new Settled()
    if (row.state === 'pending_hold' && account?.state === 'open' && !(await isTaken(tx, row))) return activate(ctx, tx, account, row, 'release')
    const state = row.state === 'pending_hold' ? nextContactState(row.state, 'cancel') : nextContactState(row.state, 'expire')
    await tx.db.updateTable('contact_change').set({ state, ended_at: ctx.now }).where('citizen_id', '=', citizenId).where('id', '=', id).execute()
    tx.record('account.contact-change-cancelled', { subject: citizenId, object: citizenId }, { changeId: id, by: 'time' })
  }).catch(unlessSettled)
}

/** Somebody else was quicker: nothing is left to do, and nothing to record. */
class Settled extends Error {}
function unlessSettled(error: unknown): void {
  if (!(error instanceof Settled)) throw error
}
