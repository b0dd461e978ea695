import type { Team } from '#contract/staff'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { WorkKind } from '../model.ts'
import { stretchEnded } from './enqueue.ts'

/** The work has ended: `served`, or its citizen left. What never waited, or has ended before, is left as it is. */
export async function finish(ctx: Ctx, tx: Tx, kind: WorkKind, id: string, how: 'served' | 'left'): Promise<void> {
  const [work] = await tx.run<{ team: Team; holder_id: string | null; entered_at: Date; taken_at: Date | null }>(
    {
      name: 'work-finish',
      text: `update work set state = 'done', done_at = $3, how = $4, offered_to = null, offered_until = null
        where kind = $1 and id = $2 and state <> 'done' returning team, holder_id, entered_at, taken_at`,
    },
    [kind, id, ctx.now, how],
  )
  if (!work) return
  await stretchEnded(ctx, tx, { kind, id, ...work })
  tx.record('work.done', { object: id }, { kind, team: work.team, how, ...(work.holder_id && { holder: work.holder_id }) })
}
