import { matrixOf } from '#contract/notice-choices'
import { hasPush } from '#domains/citizens/index'
import type { Statement, TxStore } from '#platform/db/store'
import type { Owner, OwnerContact } from '../tell-owner.ts'

const owner: Statement = {
  name: 'notice-owner',
  text: `select n.channels as matrix, ${hasPush('$1')} as push,
      (select coalesce(json_agg(json_build_object('id', id, 'kind', kind) order by created_at), '[]') from contact
        where citizen_id = $1 and id is not null and kind in ('phone', 'email') and sign_in_since is not null and (sign_in_until is null or id = any($2::uuid[]))) as contacts
    from (select) one left join notice_choice n on n.citizen_id = $1`,
}

/**
 * All contacts one signs in to this account with, the oldest first, and what its owner has chosen; `ended` adds contacts that were one until now,
 * because their owner must hear of it. The same work for an account that does not exist.
 */
export async function ownerOfAccount(tx: Pick<TxStore, 'run'>, citizenId: string, ended: readonly string[] = []): Promise<Owner> {
  const [row] = await tx.run<{ matrix: unknown; push: boolean; contacts: OwnerContact[] }>(owner, [citizenId, ended])
  return { contacts: row!.contacts, matrix: matrixOf(row!.matrix), hasPush: row!.push }
}
