import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { failureWindowMs, firstLockMs, lockoutMemoryMs, longestLockMs, mostFailures } from '../model.ts'

/** A try that was counted before anything was looked at; `isLast` when it locked the account unless it proves right. */
export interface Try {
  id: string
  password_hash: string | null
  isLast: boolean
}

/**
 * One statement asks whether the account is open, counts the try and locks at the last one: of 100 tries at once, 5 pass.
 * Answers no row when the account is locked, blocked, not yet active or unknown.
 */
const reserve = (by: 'login' | 'id'): Statement => ({
  name: `staff-try-by-${by}`,
  text: `update staff set
      failures = tried.failures, failed_at = $2, lockouts = tried.lockouts + tried.locks,
      locked_until = case tried.locks when 1 then $2::timestamptz + least($5::bigint * (1 << least(tried.lockouts, 16)), $6::bigint) * interval '1 millisecond' end
    from (
      select id, failures, case failures when ${mostFailures} then 1 else 0 end as locks, lockouts from (
        select id,
          case when failures < ${mostFailures} and failed_at > $2::timestamptz - $3::bigint * interval '1 millisecond' then failures + 1 else 1 end as failures,
          case when failed_at > $2::timestamptz - $4::bigint * interval '1 millisecond' then lockouts else 0 end as lockouts
        from staff where ${by} = $1 and state = 'active' and (locked_until is null or locked_until <= $2) for update
      ) counted
    ) tried
    where staff.id = tried.id
    returning staff.id, staff.password_hash, tried.locks = 1 as "isLast"`,
})
const byLogin = reserve('login')
const byId = reserve('id')

const reserveBy = async (ctx: Ctx, statement: Statement, value: string): Promise<Try | undefined> => {
  const [row] = await ctx.app.store.run<Try>(statement, [value, ctx.now, failureWindowMs, lockoutMemoryMs, firstLockMs, longestLockMs])
  return row
}
export const reserveTryByLogin = (ctx: Ctx, login: string): Promise<Try | undefined> => reserveBy(ctx, byLogin, login)
export const reserveTryById = (ctx: Ctx, staffId: string): Promise<Try | undefined> => reserveBy(ctx, byId, staffId)

/**
 * A right password gives back its own try and no other: else whoever knows the password could guess codes for ever,
 * with a right password after every fourth. All is forgiven once a factor is proved.
 */
export async function giveBackTry(tx: Tx, { id, isLast }: Try): Promise<void> {
  await tx.run(giveBack, [id, isLast])
}
const giveBack: Statement = {
  name: 'staff-try-back',
  text: `update staff set failures = greatest(failures - 1, 0), lockouts = greatest(lockouts - $2::boolean::int, 0), locked_until = case when not $2 then locked_until end where id = $1`,
}

/** Writes down a try that failed, without a word of what was typed. The same work for an unknown login. */
export async function recordFailure(
  ctx: Ctx,
  event: 'staff.sign-in-failed' | 'staff.factor-failed' | 'staff.password-refused',
  tried: Try | undefined,
): Promise<void> {
  await change({ ...ctx, idempotency: undefined }, async (tx) => {
    tx.record(event, { object: tried?.id ?? null })
    if (tried?.isLast) tx.record('staff.locked', { object: tried.id })
  })
}
