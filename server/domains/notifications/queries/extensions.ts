import type { ServedExtension } from '#contract/deliveries'
import { movedTerms } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { type Sent, servedAt } from '../served-at.ts'

const notices: Statement = {
  name: 'extensions-told',
  text: `select ticket_id, facts->>'newDueDate' as to_date, channel, state, sent_at, delivered_at from notice
    where ticket_id = any($1::uuid[]) and event = 'request.extended' and audience = 'citizen'`,
}
type Row = Sent & { ticket_id: string; to_date: string }

/**
 * Every term that was moved since `from`, with the earliest notice that counts. An extension is lawful when the citizen was told before the old
 * date: 'late' was told at it or after it, 'none' was never told though the old date is past, 'waiting' may still be told in time.
 */
export async function extensionsSince(ctx: Ctx, from: Date): Promise<{ items: ServedExtension[]; counts: { all: number; late: number; waiting: number } }> {
  const moves = await movedTerms(ctx, from)
  const rows = await ctx.app.store.run<Row>(notices, [[...new Set(moves.map(({ ticketId }) => ticketId))]])
  const byMove = Map.groupBy(rows, ({ ticket_id, to_date }) => `${ticket_id} ${to_date}`)
  const items = moves.map(({ ticketId, number, at, reason, oldDueAt, newDueAt }) => {
    const served = (byMove.get(`${ticketId} ${newDueAt.toISOString()}`) ?? [])
      .flatMap((row) => {
        const time = servedAt(row)
        return time ? [{ at: time, channel: row.channel as ServedExtension['channel'] }] : []
      })
      .sort((a, b) => a.at.getTime() - b.at.getTime())[0]
    return {
      number,
      at: at.toISOString(),
      reason,
      oldDueAt: oldDueAt.toISOString(),
      newDueAt: newDueAt.toISOString(),
      servedAt: served?.at.toISOString() ?? null,
      channel: served?.channel ?? null,
      state: stateOf(served?.at ?? null, oldDueAt, ctx.now),
    }
  })
  const count = (...states: ServedExtension['state'][]) => items.filter(({ state }) => states.includes(state)).length
  const order = ['none', 'late', 'waiting', 'in-time']
  items.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return { items: items.slice(0, 500), counts: { all: items.length, late: count('late', 'none'), waiting: count('waiting') } }
}

const stateOf = (served: Date | null, oldDueAt: Date, now: Date): ServedExtension['state'] => {
  if (served) return served < oldDueAt ? 'in-time' : 'late'
  return now < oldDueAt ? 'waiting' : 'none'
}
