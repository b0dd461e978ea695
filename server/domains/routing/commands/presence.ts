import type { Presence } from '#contract/presence'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { taker } from '../access.ts'
import { MOST } from '../model.ts'

/** The asker comes on line, pauses or leaves. What was offered to them goes to somebody else then; what they hold stays with them. */
export function setPresence(ctx: Ctx, state: Presence['state'], most?: number): Promise<void> {
  const me = taker(ctx, 'chat')
  return change(ctx, async (tx) => {
    if (state !== 'online') await withdrawOffers(tx, me.id)
    const [row] = await tx.run<{ most: number }>(
      {
        name: 'presence-set',
        text: `insert into presence as p (staff_id, state, since, most, seen_at) values ($1, $2::text, $3::timestamptz, coalesce($4::smallint, $5::smallint), $3)
          on conflict (staff_id) do update set state = $2, since = case when p.state = $2 then p.since else $3 end, most = coalesce($4, p.most),
            seen_at = greatest(p.seen_at, $3), missed = 0
          returning most`,
      },
      [me.id, state, ctx.now, most ?? null, MOST],
    )
    tx.record('presence.set', { object: me.id }, { state, most: row!.most })
  })
}

async function withdrawOffers(tx: Tx, staffId: string): Promise<void> {
  const withdrawn = await tx.run<{ kind: string; id: string; team: string }>(
    { name: 'work-withdraw', text: 'update work set offered_to = null, offered_until = null where offered_to = $1 returning kind, id, team' },
    [staffId],
  )
  for (const { id, kind, team } of withdrawn) tx.record('work.offer-ended', { object: id }, { kind, team, by: staffId, why: 'away' })
}

/** Between two notes of the heartbeat. */
const NOTE_MS = 10_000
const noted = new WeakMap<Platform['store'], Map<string, number>>()

/**
 * An open desk of this employee was heard from. A heartbeat, not a change: nothing is recorded, and losing one costs nothing.
 * Asked every few seconds by each open window, so most calls end in memory.
 */
export async function deskSeen({ app, now }: Ctx, staffId: string): Promise<void> {
  const inMemory = noted.get(app.store) ?? new Map<string, number>()
  noted.set(app.store, inMemory)
  const at = app.monotonicMs()
  const last = inMemory.get(staffId)
  if (last !== undefined && at - last < NOTE_MS) return
  inMemory.set(staffId, at)
  await app.store.run({ name: 'presence-seen', text: 'update presence set seen_at = $2 where staff_id = $1 and seen_at < $2' }, [staffId, now])
}
