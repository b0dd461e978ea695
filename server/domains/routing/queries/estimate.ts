import type { Team } from '#contract/staff'
import type { PriorityClass } from '#contract/topics'
import type { Ctx } from '#platform/ctx'
import { waitRange } from '../how-long.ts'
import type { WaitRange } from '../model.ts'
import { overtakingOf } from '../overtaking.ts'
import { onFor } from '../who-gets.ts'
import { peopleOnLine } from './on-line.ts'

const MINUTE = 60_000
/** Older work tells of another week. */
const RECENT_MS = 7 * 24 * 60 * MINUTE
const MOST_RECENT = 60
/** How fast work comes now. */
const LATELY_MINUTES = 60

const served = {
  name: 'routing-served',
  text: `select (extract(epoch from ended_at - taken_at) / 60)::float8 as minutes from work_stretch
    where team = $1 and ended_at > $2 and ended_at <= $3 order by ended_at desc limit $4`,
}
const came = {
  name: 'routing-came',
  text: `select priority_class, count(*) filter (where queued_at > $3) as lately,
      count(*) filter (where state <> 'queued') as turned, count(*) filter (where state = 'done' and how = 'left' and taken_at is null) as gone
    from work where team = $1 and queued_at > $2 and queued_at <= $4 group by priority_class`,
}

/** Wait from now for a place in the line of a team. */
export async function waitAt(
  ctx: Ctx,
  { team, priorityClass, queuedAt, ahead }: { team: Team; priorityClass: PriorityClass; queuedAt: Date; ahead: number },
): Promise<WaitRange | null> {
  const { store } = ctx.app
  const since = (ms: number) => new Date(ctx.now.getTime() - ms)
  const [people, recent, classes] = await Promise.all([
    peopleOnLine(store, ctx.now),
    store.run<{ minutes: number }>(served, [team, since(RECENT_MS), ctx.now, MOST_RECENT]),
    store.run<{ priority_class: PriorityClass; lately: number; turned: number; gone: number }>(came, [
      team,
      since(24 * 60 * MINUTE),
      since(LATELY_MINUTES * MINUTE),
      ctx.now,
    ]),
  ])
  const sum = (column: 'turned' | 'gone') => classes.reduce((all, row) => all + row[column], 0)
  return waitRange({
    recent: recent.map(({ minutes }) => minutes),
    people: onFor(people, 'chat', team).map(({ most, takenAt }) => ({ most, heldFor: takenAt.map((at) => (ctx.now.getTime() - at.getTime()) / MINUTE) })),
    ahead,
    leave: sum('turned') === 0 ? 0 : sum('gone') / sum('turned'),
    overtaking: overtakingOf(
      priorityClass,
      (ctx.now.getTime() - queuedAt.getTime()) / MINUTE,
      (one) => (classes.find((row) => row.priority_class === one)?.lately ?? 0) / LATELY_MINUTES,
    ),
  })
}
