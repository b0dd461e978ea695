import type { Team } from '#contract/staff'
import { rightsOf } from '#domains/staff/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { mayTakeKind } from '../access.ts'
import type { WorkKind } from '../model.ts'
import { busy, stretchEnded } from './enqueue.ts'

/**
 * Lays work into the hands of a colleague. It goes over to a team of theirs where it lay with another one. Who may give is asked by the domain
 * whose work it is; whether the colleague is on line is not: two people may agree on it.
 */
export async function give(ctx: Ctx, tx: Tx, kind: WorkKind, id: string, staffId: string): Promise<void> {
  const colleague = (await rightsOf(tx, [staffId])).get(staffId)
  if (!colleague || !mayTakeKind(colleague, kind)) throw new Refusal('unprocessable', 'work.colleague')
  const [work] = await tx.run<{ team: Team; state: string; holder_id: string | null; entered_at: Date; taken_at: Date | null }>(
    { name: 'work-to-give', text: 'select team, state, holder_id, entered_at, taken_at from work where kind = $1 and id = $2 for update' },
    [kind, id],
  )
  if (!work) throw new Refusal('not-found', 'work.none')
  if (work.state === 'done') throw new Refusal('conflict', 'work.done')
  if (work.holder_id === staffId) throw new Refusal('conflict', 'work.same-holder')
  await stretchEnded(ctx, tx, { kind, id, ...work })
  const team = colleague.teams.includes(work.team) ? work.team : (colleague.teams[0] ?? work.team)
  await tx.run(
    {
      name: 'work-give',
      text: `update work set state = 'taken', team = $3, holder_id = $4, taken_at = $5, entered_at = case when state = 'queued' then entered_at else $5 end,
        offered_to = null, offered_until = null where kind = $1 and id = $2`,
    },
    [kind, id, team, staffId, ctx.now],
  )
  await busy(ctx, tx, staffId)
  tx.record(
    'work.taken',
    { object: id },
    { kind, team, holder: staffId, ...(work.team !== team && { fromTeam: work.team }), ...(work.holder_id && { from: work.holder_id }) },
  )
}
