import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { nobodyId } from '../load.ts'
import type { RiskMark } from '../recovery-grade.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How far back reports of suspicious activity and recoveries that failed count. */
export const reportMs = 7 * dayMs
const matchMs = dayMs

export interface Asker {
  /** The browser's own session; null: an employee starts it. */
  sessionId: string | null
  /** SHA-256 of the device cookie. */
  deviceHash: Buffer | null
}

/** Marks of risk of a recovery that starts now. One statement, the same for nobody. `isReported` comes from the requests' domain. */
export async function risksOf(ctx: Ctx, tx: Pick<Tx, 'run'>, citizenId: string | null, asker: Asker, isReported: boolean): Promise<RiskMark[]> {
  const before = (ms: number) => new Date(ctx.now.getTime() - ms)
  const { contactHoldHours } = ctx.app.config.account
  const values = [citizenId ?? nobodyId, asker.deviceHash, before(contactHoldHours * hourMs), asker.sessionId, before(reportMs), before(matchMs)]
  const [row] = await tx.run<Record<'unknown_device' | 'contact_changed' | 'factor_added' | 'several_accounts' | 'failed_match' | 'earlier_refused', boolean>>(
    marks,
    values,
  )
  if (!citizenId || !row) return []
  return [
    ...(row.unknown_device && asker.sessionId ? ['unknown_device' as const] : []),
    ...(row.contact_changed ? ['contact_changed' as const] : []),
    ...(row.factor_added ? ['factor_added' as const] : []),
    ...(row.several_accounts ? ['several_accounts' as const] : []),
    ...(row.failed_match ? ['failed_match' as const] : []),
    ...(isReported ? ['phishing_report' as const] : []),
    ...(row.earlier_refused ? ['earlier_refused' as const] : []),
  ]
}
const marks: Statement = {
  name: 'recovery-risks',
  text: `select
    not exists (select from account_device where citizen_id = $1 and token_hash = $2 and forgotten_at is null) as unknown_device,
    exists (select from contact_change where citizen_id = $1 and state = 'active' and ended_at > $3)
      or exists (select from contact where citizen_id = $1 and sign_in_until > $3) as contact_changed,
    exists (select from account_factor where citizen_id = $1 and confirmed_at > $3) as factor_added,
    exists (select from account_recovery where session_id = $4 and citizen_id <> $1 and created_at > $5) as several_accounts,
    exists (select from journal where object_id = $1 and event = 'account.identity-not-matched' and at > $6) as failed_match,
    exists (select from account_recovery where citizen_id = $1 and state in ('refused', 'cancelled', 'expired') and proofs <> '{}' and created_at > $5) as earlier_refused`,
}

/**
 * Whether a recovery or a change of contact came into effect within the cool-down: then no other recovery begins (section 5, row 1). A cool-down after a
 * new factor alone does not keep its owner out, it is a mark of risk.
 */
export async function isSettling(ctx: Ctx, tx: Pick<Tx, 'run'>, citizenId: string): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - ctx.app.config.account.coolDownHours * hourMs)
  const [row] = await tx.run<{ found: boolean }>(settling, [citizenId, since])
  return row?.found ?? false
}
const settling: Statement = {
  name: 'recovery-settling',
  text: `select exists (select from account_recovery where citizen_id = $1 and state = 'finished' and ended_at > $2)
    or exists (select from contact_change where citizen_id = $1 and state = 'active' and ended_at > $2)
    or exists (select from contact where citizen_id = $1 and sign_in_until > $2) as found`,
}
