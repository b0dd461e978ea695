import type { Team } from '#contract/staff'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayServe, taker, teamsServed } from '../access.ts'
import type { WorkKind } from '../model.ts'
import { busy } from './enqueue.ts'

const TAKEN = 'work.taken'

/** The employee who acts takes this piece of work, offered or not. Of fifty who try at once one wins. */
export async function take(ctx: Ctx, tx: Tx, kind: WorkKind, id: string): Promise<void> {
  const me = taker(ctx, kind)
  const [work] = await tx.run<{ team: Team; state: string }>({ name: 'work-team', text: 'select team, state from work where kind = $1 and id = $2' }, [
    kind,
    id,
  ])
  if (!work) throw new Refusal('not-found', 'work.none')
  allow(mayServe(me, kind, work.team), 'work.skill')
  const done = await tx.run(
    {
      name: 'work-take',
      text: `update work set state = 'taken', holder_id = $3, taken_at = $4, offered_to = null, offered_until = null
        where kind = $1 and id = $2 and state = 'queued' and team = $5 returning id`,
    },
    [kind, id, me.id, ctx.now, work.team],
  )
  if (done.length === 0) throw new Refusal('conflict', TAKEN)
  await taken(ctx, tx, { kind, id, team: work.team }, me.id)
}

/**
 * The first of the line that this employee may serve; null: nothing waits. What is offered to somebody else at this moment, or was passed on by
 * this employee, comes last. Rows that others are taking now are stepped over, so two who ask at once get two.
 */
export async function takeNext(ctx: Ctx, tx: Tx, kind: WorkKind): Promise<string | null> {
  const me = taker(ctx, kind)
  const [work] = await tx.run<{ id: string; team: Team }>(
    {
      name: 'work-take-next',
      text: `update work set state = 'taken', holder_id = $2::uuid, taken_at = $3::timestamptz, offered_to = null, offered_until = null
        where (kind, id) = (
          select kind, id from work where state = 'queued' and kind = $1 and ($4::text[] is null or team = any($4::text[]))
          order by coalesce(offered_to <> $2::uuid and offered_until > $3, false) or coalesce((passed ->> $2::uuid::text)::timestamptz > $3, false), line_at, queued_at, id
          limit 1 for update skip locked)
        returning id, team`,
    },
    [kind, me.id, ctx.now, teamsServed(me)],
  )
  if (!work) return null
  await taken(ctx, tx, { kind, ...work }, me.id)
  return work.id
}

async function taken(ctx: Ctx, tx: Tx, work: { kind: WorkKind; id: string; team: Team }, holder: string): Promise<void> {
  await busy(ctx, tx, holder)
  tx.record('work.taken', { object: work.id }, { kind: work.kind, team: work.team, holder })
}
