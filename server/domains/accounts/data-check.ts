import type { Tx } from '#platform/change'

/**
 * RECOV-6: after a recovery the page "check your data" comes first, until its owner said that all is right or reported a mismatch.
 * A part of a statement over `account`: true while the last finished recovery is younger than the last answer.
 */
export const wantsDataCheck = `exists (select from account_recovery r where r.citizen_id = account.citizen_id and r.state = 'finished'
    and r.ended_at > coalesce((account.settings ->> 'dataCheckedAt')::timestamptz, '-infinity'))`

/** Notes that the owner has looked at their data at `now`, and what they found. */
export async function noteDataChecked(tx: Pick<Tx, 'run' | 'record'>, citizenId: string, now: Date, found: 'right' | 'mismatch'): Promise<void> {
  const text = "update account set settings = settings || jsonb_build_object('dataCheckedAt', $2::text) where citizen_id = $1"
  await tx.run({ name: 'data-checked', text }, [citizenId, now.toISOString()])
  tx.record('account.data-checked', { subject: citizenId, object: citizenId }, { found })
}
