import type { Team } from '#contract/staff'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { taker } from '../access.ts'
import { PASS_MS, type WorkKind } from '../model.ts'
import { busy } from './enqueue.ts'

/** Passes the own offer on: it goes to the next one, and not to this employee again for two minutes. */
export async function decline(ctx: Ctx, tx: Tx, kind: WorkKind, id: string): Promise<void> {
  const me = taker(ctx, kind)
  const [work] = await tx.run<{ team: Team }>(
    {
      name: 'work-decline',
      text: `update work set offered_to = null, offered_until = null, passed = passed || jsonb_build_object($3::text, $4::timestamptz)
        where kind = $1 and id = $2 and state = 'queued' and offered_to = $3::uuid returning team`,
    },
    [kind, id, me.id, new Date(ctx.now.getTime() + PASS_MS)],
  )
  if (!work) throw new Refusal('conflict', 'work.not-offered')
  await busy(ctx, tx, me.id)
  tx.record('work.declined', { object: id }, { kind, team: work.team, by: me.id })
}
