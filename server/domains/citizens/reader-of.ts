import { defaultMatrix, matrixOf } from '#contract/notice-choices'
import type { Statement, TxStore } from '#platform/db/store'
import type { Reader } from './channels-for.ts'

/** Whether an account has a device with push on. A part of a statement; `account` is a column or parameter. */
export const hasPush = (account: string): string => `exists (select from push_subscription where citizen_id = ${account} and gone_at is null)`

interface Row {
  account: string | null
  matrix: unknown
  phone: boolean
  push: boolean
}
const reader: Statement = {
  name: 'notice-reader',
  text: `select a.citizen_id as account, n.channels as matrix, ${hasPush('a.citizen_id')} as push,
      exists (select from contact where citizen_id = c.id and kind = 'phone' and sign_in_since is not null and sign_in_until is null and proved_at is not null) as phone
    from citizen c left join account a on a.citizen_id = coalesce(c.belongs_to, c.id) and a.state <> 'deleted'
      left join notice_choice n on n.citizen_id = coalesce(a.citizen_id, c.id)
    where c.id = $1`,
}

/** Who reads what is told about a request of this record: its account with the choices made there, or a guest. One look-up by keys. */
export async function readerOf(tx: Pick<TxStore, 'run'>, recordId: string): Promise<Reader> {
  const [row] = await tx.run<Row>(reader, [recordId])
  if (!row?.account) return { ...newGuest, matrix: matrixOf(row?.matrix) }
  return { accountId: row.account, hasAccount: true, matrix: matrixOf(row.matrix), reach: { email: true, sms: row.phone, push: row.push } }
}

/** Somebody whose record is made by this very change: has chosen nothing yet. */
export const newGuest: Reader = { hasAccount: false, matrix: defaultMatrix, reach: { email: true, sms: false, push: false } }
