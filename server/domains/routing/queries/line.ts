import type { Lang } from '#contract/common'
import type { Team } from '#contract/staff'
import type { PriorityClass } from '#contract/topics'
import type { Ctx } from '#platform/ctx'
import { taker, teamsServed } from '../access.ts'
import type { WaitRange, WorkKind } from '../model.ts'
import { waitAt } from './estimate.ts'

export interface LineRow {
  id: string
  /** An offer is out, to whomever; null: nobody is asked now. */
  offeredUntil: Date | null
  offeredToMe: boolean
}
/** What the asker may serve, in the order in which it is served. */
export async function lineFor(ctx: Ctx, kind: WorkKind): Promise<LineRow[]> {
  const me = taker(ctx, kind)
  const rows = await ctx.app.store.run<{ id: string; offered_to: string | null; offered_until: Date | null }>(
    {
      name: 'routing-line',
      text: `select id, offered_to, offered_until from work
        where state = 'queued' and kind = $1 and ($2::text[] is null or team = any($2::text[])) order by line_at, queued_at, id limit 500`,
    },
    [kind, teamsServed(me)],
  )
  return rows.map(({ id, offered_to, offered_until }) => {
    const isOffered = offered_until !== null && offered_until > ctx.now
    return { id, offeredUntil: isOffered ? offered_until : null, offeredToMe: isOffered && offered_to === me.id }
  })
}

interface Waiting {
  team: Team
  lang: Lang
  priority_class: PriorityClass
  queued_at: Date
  ahead: number
}
/** Place in the line of its team, 1 is next, and how long one will wait from now; null: it does not wait. */
export async function placeOf(ctx: Ctx, kind: WorkKind, id: string): Promise<{ place: number; wait: WaitRange | null } | null> {
  const [row] = await ctx.app.store.run<Waiting>(
    {
      name: 'routing-place',
      text: `select w.team, w.lang, w.priority_class, w.queued_at,
          (select count(*) from work o where o.state = 'queued' and o.team = w.team and (o.line_at, o.queued_at, o.id) < (w.line_at, w.queued_at, w.id)) as ahead
        from work w where w.kind = $1 and w.id = $2 and w.state = 'queued'`,
    },
    [kind, id],
  )
  if (!row) return null
  const wait = await waitAt(ctx, { team: row.team, priorityClass: row.priority_class, queuedAt: row.queued_at, ahead: row.ahead })
  return { place: row.ahead + 1, wait }
}

/** How long somebody who came to this team now, with an ordinary question, would wait; null where nothing recent tells. */
export async function usualWait(ctx: Ctx, team: Team, _lang: Lang): Promise<WaitRange | null> {
  const [row] = await ctx.app.store.run<{ ahead: number }>(
    { name: 'routing-line-length', text: "select count(*) as ahead from work where state = 'queued' and team = $1" },
    [team],
  )
  return waitAt(ctx, { team, priorityClass: 'standard', queuedAt: ctx.now, ahead: row?.ahead ?? 0 })
}
