import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'

/** A try that was counted before anything was looked at. */
export interface Try {
  citizenId: string
  /** The known device whose own counter it went to; null: the counter of all devices nobody knows. */
  deviceId: string | null
  passwordHash: string | null
  /** This one closed the door, unless it proves right. */
  isLast: boolean
  lockedUntil: Date | null
}
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * One statement asks whether the door is open, counts the try and locks at the last one: of 100 tries at once, ACCOUNT_FAILURES pass (ASVS 6.3.1).
 * A known device has a counter and a lock of its own: what strangers do to the account does not close it, not even the hard limit.
 * Null when it is locked, the account is closed or nobody's. The same work for nobody.
 */
export async function reserveTry(ctx: Ctx, citizenId: string | null, deviceId: string | null): Promise<Try | null> {
  const { failures, failureWindowMinutes, firstLockMinutes, longestLockMinutes, hardLimit } = ctx.app.config.account
  const times = [failureWindowMinutes, 2 * longestLockMinutes, firstLockMinutes, longestLockMinutes]
  const values = [citizenId ?? nobody, ctx.now, ...times, failures, deviceId ?? hardLimit]
  const [row] = await ctx.app.store.run<{ password_hash: string | null; locks: boolean; locked_until: Date | null }>(deviceId ? ofDevice : ofAccount, values)
  return row && citizenId ? { citizenId, deviceId, passwordHash: row.password_hash, isLast: row.locks, lockedUntil: row.locked_until } : null
}

/** $3 minutes: failures further apart do not add up; $4: locks are remembered (longer than the longest lock, or its end would forgive the row of locks); $5, $6: first and longest lock. */
const counted = (table: string, where: string) => `(
    select *, case when failures = $7::int then 1 else 0 end as locks from (
      select citizen_id,
        case when failures < $7::int and failed_at > $2::timestamptz - make_interval(mins => $3) then failures + 1 else 1 end as failures,
        case when failed_at > $2::timestamptz - make_interval(mins => $4) then lockouts else 0 end as lockouts
      from ${table} where citizen_id = $1 and (locked_until is null or locked_until <= $2) and ${where} for update
    ) one
  ) tried`
const counts = `failures = tried.failures, failed_at = $2, lockouts = tried.lockouts + tried.locks,
    locked_until = case tried.locks when 1 then $2::timestamptz + make_interval(mins => least($5::bigint * (1 << least(tried.lockouts, 16)), $6::bigint)::int) end`

const ofAccount: Statement = {
  name: 'account-try',
  text: `update account set ${counts}, failures_in_row = failures_in_row + 1
    from ${counted('account', "state = 'open' and failures_in_row < $8::int")}
    where account.citizen_id = tried.citizen_id
    returning account.password_hash, tried.locks = 1 as locks, account.locked_until`,
}
const ofDevice: Statement = {
  name: 'account-device-try',
  text: `update account_device set ${counts}
    from ${counted('account_device', 'id = $8::uuid and forgotten_at is null')}, account a
    where account_device.citizen_id = tried.citizen_id and account_device.id = $8::uuid and a.citizen_id = tried.citizen_id and a.state = 'open'
    returning a.password_hash, tried.locks = 1 as locks, account_device.locked_until`,
}

/** The same for a second step: its owner gave the password, and so is told of a lock. */
export async function reserveStepTry(ctx: Ctx, citizenId: string, deviceId: string | null): Promise<Try> {
  const tried = await reserveTry(ctx, citizenId, deviceId)
  if (tried) return tried
  const { db } = ctx.app.store
  const row = deviceId
    ? await db.selectFrom('account_device').select('locked_until').where('citizen_id', '=', citizenId).where('id', '=', deviceId).executeTakeFirst()
    : await db.selectFrom('account').select('locked_until').where('citizen_id', '=', citizenId).executeTakeFirst()
  const seconds = Math.ceil(((row?.locked_until?.getTime() ?? 0) - ctx.now.getTime()) / 1000)
  throw new Refusal('too-many', 'sign-in.locked', { retryAfterSeconds: Math.max(1, seconds) })
}

/**
 * A right answer gives back its own try and no other: else whoever knows the password could guess codes for ever, with a right password after
 * every fourth. All is forgiven once everything asked was given (`forgiveTries`).
 */
export async function giveBackTry(tx: Tx, { citizenId, deviceId, isLast }: Try): Promise<void> {
  if (deviceId) await tx.run(backToDevice, [citizenId, isLast, deviceId])
  else await tx.run(backToAccount, [citizenId, isLast])
}
const back = `failures = greatest(failures - 1, 0), lockouts = greatest(lockouts - $2::boolean::int, 0), locked_until = case when not $2 then locked_until end`
const backToAccount: Statement = {
  name: 'account-try-back',
  text: `update account set ${back}, failures_in_row = greatest(failures_in_row - 1, 0) where citizen_id = $1`,
}
const backToDevice: Statement = { name: 'account-device-try-back', text: `update account_device set ${back} where citizen_id = $1 and id = $3` }

/**
 * Signed in with everything that was asked. From a known device its own counter begins anew, and the strangers' counter keeps its lock: else each
 * sign-in of the owner would hand strangers a fresh set of guesses. At the hard limit only a recovery opens the password for unknown devices again.
 */
export async function forgiveTries(ctx: Ctx, tx: Tx, citizenId: string, deviceId: string | null): Promise<void> {
  if (deviceId) await tx.run(forgiveDevice, [citizenId, deviceId])
  await tx.run(deviceId ? endRow : forgiveAccount, [citizenId, ctx.app.config.account.hardLimit])
}
const allGone = 'failures = 0, failed_at = null, lockouts = 0, locked_until = null'
const rowEnds = 'failures_in_row = case when failures_in_row >= $2::int then failures_in_row else 0 end'
const forgiveDevice: Statement = { name: 'account-device-forgive', text: `update account_device set ${allGone} where citizen_id = $1 and id = $2` }
const forgiveAccount: Statement = { name: 'account-forgive', text: `update account set ${allGone}, ${rowEnds} where citizen_id = $1` }
const endRow: Statement = { name: 'account-row-ends', text: `update account set ${rowEnds} where citizen_id = $1` }
