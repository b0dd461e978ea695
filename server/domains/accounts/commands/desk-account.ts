import type { AccountAtDesk } from '#contract/account-desk'
import type { Ctx } from '#platform/ctx'
import { coolingEnd } from '../cooling.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { tellOwner } from '../tell-owner.ts'
import type { Tickets } from '../tickets-door.ts'
import { actOnAccount } from './at-desk.ts'
import { close } from './close-account.ts'

interface Given {
  number: string
  reason: string
}

/** Opens a locked sign-in; guesses are counted anew, the row of failures in a row stays (LOGIN-8). */
export const unlockAccount = (ctx: Ctx, tickets: Tickets, given: Given): Promise<AccountAtDesk> =>
  actOnAccount(ctx, tickets, { ...given, action: 'unlock' }, async (tx, { account, details }) => {
    const id = account.citizen_id
    const open = { failures: 0, failed_at: null, locked_until: null }
    await tx.db.updateTable('account').set(open).where('citizen_id', '=', id).execute()
    await tx.db.updateTable('account_device').set(open).where('citizen_id', '=', id).execute()
    tx.record('account.unlocked', { subject: id, object: id }, { ...details, by: 'operator' })
    tellOwner(tx, 'auth.unlocked', id, await ownerOfAccount(tx, id), { at: ctx.now.toISOString(), method: 'operator' })
  })

/** The passport was shown in person: the limits end. */
export const endCoolDown = (ctx: Ctx, tickets: Tickets, given: Given): Promise<AccountAtDesk> =>
  actOnAccount(ctx, tickets, { ...given, action: 'endCoolDown' }, async (tx, { account, details }) => {
    const id = account.citizen_id
    await tx.db.updateTable('account').set({ cooling_until: null }).where('citizen_id', '=', id).execute()
    tx.record('account.cool-down-ended', { subject: id, object: id }, { ...details, by: 'mfc_clerk' })
    tellOwner(tx, 'factor.changed', id, await ownerOfAccount(tx, id), { at: ctx.now.toISOString(), change: 'cool-down-ended' })
  })

/** Suspicion: sessions, recoveries and changes end, nobody signs in until it is restored. */
export const restrictAccount = (ctx: Ctx, tickets: Tickets, given: Given): Promise<AccountAtDesk> =>
  actOnAccount(ctx, tickets, { ...given, action: 'restrict' }, (tx, { account, details }) => close(ctx, tx, account, 'restricted', details))

export const blockAccount = (ctx: Ctx, tickets: Tickets, given: Given): Promise<AccountAtDesk> =>
  actOnAccount(ctx, tickets, { ...given, action: 'block' }, (tx, { account, details }) => close(ctx, tx, account, 'blocked', details))

/** Opens it again, by another person than who closed it; some actions stay closed for a while, as after a recovery. */
export const restoreAccount = (ctx: Ctx, tickets: Tickets, given: Given): Promise<AccountAtDesk> =>
  actOnAccount(ctx, tickets, { ...given, action: 'restore' }, async (tx, { account, details }) => {
    const id = account.citizen_id
    const cooling_until = coolingEnd(account.cooling_until, ctx.now, ctx.app.config.account.coolDownHours)
    await tx.db
      .updateTable('account')
      .set((eb) => ({ state: 'open', closed_by: null, cooling_until, version: eb('version', '+', 1) }))
      .where('citizen_id', '=', id)
      .execute()
    tx.record('account.restored', { subject: id, object: id }, { ...details, from: account.state })
    tellOwner(tx, 'factor.changed', id, await ownerOfAccount(tx, id), { at: ctx.now.toISOString(), change: 'account-restored' })
  })
