import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { placeInLine } from '../line-order.ts'
import { MOST, type Work, type WorkKind } from '../model.ts'

interface Held {
  kind: WorkKind
  id: string
  team: string
  holder_id: string | null
  entered_at: Date
  taken_at: Date | null
}

/**
 * Puts work into the line of a team. Work that is there already (handed over, or with another topic) keeps the moment it first came;
 * what had ended comes as new.
 */
export async function enqueue(ctx: Ctx, tx: Tx, work: Work): Promise<void> {
  const [before] = await tx.run<Held & { state: string; queued_at: Date }>(
    { name: 'work-before', text: 'select kind, id, team, state, holder_id, queued_at, entered_at, taken_at from work where kind = $1 and id = $2 for update' },
    [work.kind, work.id],
  )
  const isOld = before !== undefined && before.state !== 'done'
  if (isOld) await stretchEnded(ctx, tx, before)
  const queuedAt = isOld ? before.queued_at : ctx.now
  const enteredAt = isOld && before.state === 'queued' && before.team === work.team ? before.entered_at : ctx.now
  await tx.run(
    {
      name: 'work-queued',
      text: `insert into work (kind, id, team, lang, priority_class, wanted_id, queued_at, entered_at, line_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued')
        on conflict (kind, id) do update set team = $3, lang = $4, priority_class = $5, wanted_id = $6, queued_at = $7, entered_at = $8, line_at = $9, state = 'queued',
          holder_id = null, taken_at = null, offered_to = null, offered_until = null, passed = '{}', done_at = null, how = null`,
    },
    [work.kind, work.id, work.team, work.lang, work.priorityClass, work.wanted ?? null, queuedAt, enteredAt, placeInLine(work.priorityClass, queuedAt)],
  )
  tx.record(
    'work.queued',
    { object: work.id },
    {
      kind: work.kind,
      team: work.team,
      ...(isOld && before.team !== work.team && { fromTeam: before.team }),
      ...(isOld && before.holder_id && { from: before.holder_id }),
    },
  )
}

/** Writes down the time that a holder had it, if somebody did. */
export async function stretchEnded(ctx: Ctx, tx: Tx, work: Held): Promise<void> {
  if (!work.holder_id || !work.taken_at) return
  await tx.run(
    {
      name: 'work-stretch',
      text: 'insert into work_stretch (id, kind, work_id, team, holder_id, entered_at, taken_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7::timestamptz, greatest($8::timestamptz, $7::timestamptz))',
    },
    [uuidv7(ctx.now), work.kind, work.id, work.team, work.holder_id, work.entered_at, work.taken_at, ctx.now],
  )
  await busy(ctx, tx, work.holder_id)
}

/** Somebody got, passed on or finished something: not idle for the moment; and awake, if they did it themselves. */
export const busy = (ctx: Ctx, tx: Tx, staffId: string): Promise<unknown[]> =>
  tx.run(
    {
      name: 'presence-busy',
      text: `insert into presence as p (staff_id, state, since, most, seen_at, busy_at)
        select id, 'offline', $2::timestamptz, $3::smallint, $2, $2 from staff where id = $1
        on conflict (staff_id) do update set busy_at = $2, missed = case when $4::boolean then 0 else p.missed end,
          seen_at = case when $4 then greatest(p.seen_at, $2) else p.seen_at end`,
    },
    [staffId, ctx.now, MOST, ctx.actor.id === staffId],
  )
