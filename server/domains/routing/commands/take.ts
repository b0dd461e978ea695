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
  if (!(await takeQueued(ctx, tx, { kind, id, team: work.team }, me.id))) throw new Refusal('conflict', TAKEN)
}

interface Queued {
  kind: WorkKind
  id: string
  team: Team
}
/** Guarded: of many one finds it still waiting. */
async function takeQueued(ctx: Ctx, tx: Tx, work: Queued, holder: string): Promise<boolean> {
  const done = await tx.run(
    {
      name: 'work-take',
      text: `update work set state = 'taken', holder_id = $3, taken_at = $4, offered_to = null, offered_until = null
        where kind = $1 and id = $2 and state = 'queued' and team = $5 returning id`,
    },
    [work.kind, work.id, holder, ctx.now, work.team],
  )
  if (done.length === 0) return false
  await busy(ctx, tx, holder)
  tx.record('work.taken', { object: work.id }, { kind: work.kind, team: work.team, holder })
  return true
}

/** Whether this change now holds what the work is about; false: somebody else does, so another piece is looked at. */
export type Hold = (id: string) => Promise<boolean>
/** So many from the front are looked at; who finds them all in other hands asks again. */
const MOST_LOOKED_AT = 100

/**
 * The first of the line that this employee may serve; null: nothing waits. What is offered to somebody else at this moment, or was passed on by
 * this employee, comes last. `hold` locks what the work is about, as every other change does before it touches the line: in one order nobody
 * waits for another in a ring. What others hold is stepped over, so two who ask at once get two.
 */
export async function takeNext(ctx: Ctx, tx: Tx, kind: WorkKind, hold: Hold): Promise<string | null> {
  const me = taker(ctx, kind)
  const line = await tx.run<{ id: string; team: Team }>(
    {
      name: 'work-next',
      text: `select id, team from work where state = 'queued' and kind = $1 and ($4::text[] is null or team = any($4::text[]))
        order by coalesce(offered_to <> $2::uuid and offered_until > $3, false) or coalesce((passed ->> $2::uuid::text)::timestamptz > $3, false), line_at, queued_at, id
        limit ${MOST_LOOKED_AT}`,
    },
    [kind, me.id, ctx.now, teamsServed(me)],
  )
  for (const work of line) {
    if (!(await hold(work.id))) continue
    if (!(await takeQueued(ctx, tx, { kind, ...work }, me.id))) continue
    return work.id
  }
  return null
}
