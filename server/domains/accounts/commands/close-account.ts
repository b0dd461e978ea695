import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { signedIn } from '../access.ts'
import { type Account, accountState, demandAccount } from '../load.ts'
import { allowedFrom, type By, isAllowed } from '../machine.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import { endEverything } from './end-underway.ts'

/** The machine's answer for this step, refused with what is possible instead. */
export function demandAllowed(ctx: Ctx, account: Account, action: Parameters<typeof isAllowed>[0], by: By): void {
  const state = accountState(ctx, account)
  if (!isAllowed(action, state, by)) throw new Refusal('conflict', 'account.not-now', { state, allowed: allowedFrom(state, by) })
}

/** Closes an account: nothing of it opens anything any more. `restricted`: suspicion, only security opens it again; `blocked`: closed. */
export async function close(ctx: Ctx, tx: Tx, account: Account, state: 'restricted' | 'blocked', details: Record<string, unknown> = {}): Promise<void> {
  const id = account.citizen_id
  const owner = await ownerOfAccount(tx, id)
  const ended = await endEverything(ctx, tx, account, { state: 'refused' })
  await tx.db
    .updateTable('account')
    .set((eb) => ({ state, closed_by: ctx.actor.id, version: eb('version', '+', 1) }))
    .where('citizen_id', '=', id)
    .execute()
  tx.record(`account.${state}`, { subject: id, object: id }, { ...details, sessions: ended.sessions, recoveries: ended.recoveries.length })
  tellOwner(tx, 'factor.changed', id, owner, { at: ctx.now.toISOString(), change: `account-${state}` })
}

/** "It was not me": its owner closes the account at once, from any session. */
export async function blockMyself(ctx: Ctx): Promise<void> {
  const citizen = signedIn(ctx.actor)
  await change(ctx, async (tx) => {
    const account = await demandAccount(tx, citizen.id)
    demandAllowed(ctx, account, 'block', 'citizen')
    await close(ctx, tx, account, 'blocked', { by: 'owner' })
  })
}
