import type { Ctx } from '#platform/ctx'
import type { Statement, TxStore } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import { askerOf, loaded, ownedBy } from './load.ts'
import type { Loaded } from './model.ts'

/** Messages of the citizen in one talk in any minute. A person types slower; a script is stopped before it fills the line (R14). */
const MOST = 60
const MINUTE_MS = 60_000
/** When the citizen said the one that many messages ago; null where there were not so many. */
const longAgo = `case when chat.last_seq >= ${MOST} then (select at from chat_message said where said.citizen_id = chat.citizen_id
  and said.chat_id = chat.id and said.author = 'citizen' order by said.seq desc offset ${MOST - 1} limit 1) end`
interface Row {
  long_ago: Date | null
}
const waitMs = (row: Row, now: Date): number => (row.long_ago ? row.long_ago.getTime() + MINUTE_MS - now.getTime() : 0)

/** A talk of the citizen who asks, locked for one more message. */
export async function myChatToSayIn(ctx: Ctx, tx: TxStore, id: string): Promise<Loaded> {
  const [row] = await tx.run<Row>(mine, [id, ...askerOf(ctx)])
  const found = loaded(ctx, row && without(row))
  const wait = waitMs(row!, ctx.now)
  if (wait > 0) throw new Refusal('too-many', 'chat.wait', { retryAfterSeconds: Math.ceil(wait / 1000) })
  return found
}
const mine: Statement = {
  name: 'chat-mine-to-say-in',
  text: `select chat.*, citizen.wrapped_key, ${longAgo} as long_ago from chat join citizen on citizen.id = chat.citizen_id
    where chat.id = $1 and ${ownedBy('$2', '$3', '$4')} for update of chat for key share of citizen`,
}
const without = ({ long_ago: _, ...row }: Row) => row

/** Who wants to say something, and in which talk. */
interface Wish {
  ctx: Ctx
  id: string
}
/**
 * Talks locked for several people at once. Null where it is not the asker's, where somebody else changes it at this moment (in a group nobody
 * waits for one), where too much was said in a minute, and where the key has been used before. Who may act on it at the desk is asked by the caller.
 */
export async function chatsToSayIn(tx: TxStore, wishes: readonly Wish[]): Promise<(Loaded | null)[]> {
  const asked = wishes.map(({ ctx, id }) => [id, ctx.actor.kind === 'staff', ...askerOf(ctx)])
  const keys = wishes.map(({ ctx }) => ctx.idempotency!)
  const [rows, used] = await Promise.all([
    tx.run<Row & { nth: number; wrapped_key: Buffer | null }>(
      several,
      [0, 1, 2, 3, 4].map((i) => asked.map((one) => one[i])),
    ),
    tx.run<{ nth: number }>(keysUsed, [keys.map(({ scope }) => scope), keys.map(({ key }) => key)]),
  ])
  const found = new Map(rows.map((row) => [row.nth, row]))
  for (const { nth } of used) found.delete(nth)
  return wishes.map(({ ctx }, i) => {
    const row = found.get(i + 1)
    if (!row?.wrapped_key || waitMs(row, ctx.now) > 0) return null
    const { nth: _, ...rest } = row
    return loaded(ctx, without(rest))
  })
}
const several: Statement = {
  name: 'chats-to-say-in',
  text: `select chat.*, citizen.wrapped_key, asked.nth::int, case when not asked.desk then ${longAgo} end as long_ago
    from unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::uuid[], $5::timestamptz[]) with ordinality as asked(id, desk, citizen, session, since, nth)
    join chat on chat.id = asked.id join citizen on citizen.id = chat.citizen_id
    where asked.desk or ${ownedBy('asked.citizen', 'asked.session', 'asked.since')}
    for update of chat skip locked for key share of citizen skip locked`,
}
const keysUsed: Statement = {
  name: 'keys-used',
  text: `select asked.nth::int from unnest($1::uuid[], $2::text[]) with ordinality as asked(scope, key, nth)
    join idempotency used on used.scope = asked.scope and used.key = asked.key`,
}
