import type { Client } from 'pg'

/** What is older is closed: nobody works on a request for longer, and a list of such requests would be no list of a real desk. */
const OLDEST_OPEN_DAYS = 120
const HELD_EACH = 50

/** Closes what is too old to be open and hands the rest out, 50 to each holder, in the order of their numbers (which is no order at all). The same in both stores. */
export async function settleOpen(opora: Client, reference: Client, holders: readonly string[], end: number): Promise<void> {
  const since = new Date(end - OLDEST_OPEN_DAYS * 86_400_000)
  await opora.query(
    `update ticket set status = 'closed', resolved_at = received_at + interval '5 days', ended_at = received_at + interval '15 days', next_mark_at = null, reply_by = null
     where ended_at is null and resolved_at is null and received_at < $1`,
    [since],
  )
  await reference.query(`update request set status = 'closed' where status in ('registered', 'in_progress', 'waiting_citizen') and received_at < $1`, [since])
  for (const [client, table] of [
    [opora, 'ticket'],
    [reference, 'request'],
  ] as const)
    await client.query(
      `with held as (select number, (row_number() over (order by number) - 1) / ${HELD_EACH} as nth from ${table} where status in ('in_progress', 'waiting_citizen'))
       update ${table} set holder_id = ($1::uuid[])[held.nth + 1] from held where held.number = ${table}.number and ${table}.status in ('in_progress', 'waiting_citizen')
         and held.nth < cardinality($1::uuid[])`,
      [holders],
    )
}
