import type { TxStore } from '#platform/db/store'

/**
 * RECOV-6: after a recovery the page "check your data" comes first, until its owner said that all is right or reported a mismatch.
 * A part of a statement over `account`: true while the last finished recovery is younger than the last answer.
 */
export const wantsDataCheck = `exists (select from account_recovery r where r.citizen_id = account.citizen_id and r.state = 'finished'
    and r.ended_at > coalesce((account.settings ->> 'dataCheckedAt')::timestamptz, '-infinity'))`

/** Notes that the owner has looked at their data at `now`. */
export async function noteDataChecked(tx: TxStore, citizenId: string, now: Date): Promise<void> {
  await tx.run(
    { name: 'data-checked', text: `update account set settings = settings || jsonb_build_object('dataCheckedAt', $2::text) where citizen_id = $1` },
    [citizenId, now.toISOString()],
  )
}
