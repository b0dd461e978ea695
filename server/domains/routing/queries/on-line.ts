import type { Lang } from '#contract/common'
import type { Team } from '#contract/staff'
import { rightsOf } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import type { TxStore } from '#platform/db/store'
import { type OnLine, SEEN_MS } from '../model.ts'
import { onFor } from '../who-gets.ts'

interface Row {
  id: string
  most: number
  idle_since: Date
  taken_at: Date[]
  offered: boolean
}
const onLine = {
  name: 'routing-on-line',
  text: `select p.staff_id as id, p.most, greatest(p.since, p.busy_at) as idle_since,
      array(select taken_at from work where holder_id = p.staff_id and state = 'taken') as taken_at,
      exists (select from work where offered_to = p.staff_id and offered_until > $1) as offered
    from presence p where p.state = 'online' and p.seen_at > $2 order by p.staff_id`,
}

/** Everybody who is on line with an open desk, with the rights of this moment. */
export async function peopleOnLine(store: Pick<TxStore, 'run'>, now: Date): Promise<OnLine[]> {
  const rows = await store.run<Row>(onLine, [now, new Date(now.getTime() - SEEN_MS)])
  const rights = await rightsOf(
    store,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, most, idle_since, taken_at, offered }) => {
    const may = rights.get(id)
    return may ? [{ ...may, most, offered, takenAt: taken_at, idleSince: idle_since }] : []
  })
}

/** Whether anybody is on line who serves this team. The language is no bar: somebody is better than nobody. */
export const someoneOn = async (ctx: Ctx, team: Team, _lang: Lang): Promise<boolean> =>
  onFor(await peopleOnLine(ctx.app.store, ctx.now), 'chat', team).length > 0

/** Whether somebody of the team itself is on line: whoever leads may serve any team, but knows no more of its topics than the first line. */
export const memberOn = async (ctx: Ctx, team: Team): Promise<boolean> =>
  onFor(await peopleOnLine(ctx.app.store, ctx.now), 'chat', team).some(({ teams }) => teams.includes(team))

/** Pieces of work in somebody's hands. */
export async function loadOf(ctx: Ctx, staffId: string): Promise<number> {
  const [row] = await ctx.app.store.run<{ load: number }>(
    { name: 'routing-load', text: "select count(*) as load from work where holder_id = $1 and state = 'taken'" },
    [staffId],
  )
  return row?.load ?? 0
}
