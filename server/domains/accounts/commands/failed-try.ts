import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { addressGroup } from '#platform/sign-in/address-group'
import { hashesWaiting } from '#platform/vault/index'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import type { Step } from '../second-step.ts'
import { tellOwner } from '../tell-owner.ts'
import { unrepeated } from './sessions.ts'
import type { Try } from './tries.ts'

const addressWindowSeconds = 300
/** Password hashes waiting for a thread before sign-in says "too many": about two seconds of waiting. */
const mostHashesWaiting = 60

/** Tries of one network address, whatever is tried (C25); and not more hashes at once than threads can work off. */
export async function limitAddress(ctx: Ctx, address: string): Promise<void> {
  const group = ctx.app.vault.mac('code', addressGroup(address)).toString('base64url')
  await limit(ctx, `account-sign-in:${group}`, ctx.app.config.account.triesPerAddress, addressWindowSeconds, 'sign-in.address-wait')
  if (hashesWaiting() > mostHashesWaiting) throw new Refusal('too-many', 'sign-in.busy', { retryAfterSeconds: 5 })
}

const nobody = '00000000-0000-0000-0000-000000000000'
/**
 * Writes down a try that failed, without a word of what was typed; the one that locked is told to the owner by every contact (LOGIN-4).
 * The same statements for a login that nobody has.
 */
export async function recordFailure(ctx: Ctx, tried: Try | null, step: Step | 'password'): Promise<void> {
  await change(unrepeated(ctx), async (tx) => {
    const owner = await ownerOfAccount(tx, tried?.citizenId ?? nobody)
    const about = { subject: tried?.citizenId ?? null, object: tried?.citizenId ?? null }
    tx.record('account.sign-in-failed', about, { step, ...(tried?.deviceId && { deviceId: tried.deviceId }) })
    if (!tried?.isLast) return
    const { failures } = ctx.app.config.account
    const lockedUntil = tried.lockedUntil!.toISOString()
    tx.record('account.locked', about, { until: lockedUntil, failures, ...(tried.deviceId && { deviceId: tried.deviceId }) })
    tellOwner(tx, 'auth.locked', tried.citizenId, owner, { failures, lockedUntil, at: ctx.now.toISOString() })
  })
}
