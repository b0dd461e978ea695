import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { TxStore } from '#platform/db/store'
import { GONE_MS, type InLine, MOST_MISSED, OFFER_MS, PASS_MS, SEEN_MS } from '../model.ts'
import { peopleOnLine } from '../queries/on-line.ts'
import { offersFor } from '../who-gets.ts'

/** Looked at in each line: more people than that are never free at once. */
const MOST_LOOKED_AT = 100
/** Dispatchers of several processes take turns. */
export const TURN = 202_020

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms)

/**
 * One round: offers that ran out go on, people whose desk has gone leave, who is free gets an offer. Answers how much was done.
 * Offers are written guarded, row by row: what somebody takes meanwhile is not offered. Without `canHear` nobody is taken for gone.
 */
export async function dispatch(ctx: Ctx, canHear: boolean): Promise<number> {
  if (!(await isDue(ctx, canHear))) return 0
  let done = 0
  try {
    await change(ctx, async (tx) => {
      const [turn] = await tx.run<{ mine: boolean }>({ name: 'dispatch-turn', text: 'select pg_try_advisory_xact_lock($1) as mine' }, [TURN])
      if (!turn?.mine) throw new Nothing()
      done = (await endOffers(ctx, tx)) + (canHear ? await endPresences(ctx, tx) : 0) + (await offer(ctx, tx))
      if (done === 0) throw new Nothing()
    })
    return done
  } catch (error) {
    if (error instanceof Nothing) return 0
    throw error
  }
}
/** A change that finds nothing to do is no change. */
class Nothing extends Error {}

/** Most rounds find nothing: asked without a transaction. */
async function isDue({ app: { store }, now }: Ctx, canHear: boolean): Promise<boolean> {
  const [due] = await store.run<{ sweep: boolean; waiting: boolean }>(
    {
      name: 'dispatch-due',
      text: `select exists (select from work where offered_to is not null and offered_until <= $1)
          or $4 and exists (select from presence ${GONE}) as sweep,
        exists (select from work where state = 'queued' and offered_to is null) and exists (select from presence where state = 'online' and seen_at > $3) as waiting`,
    },
    [now, ago(now, GONE_MS), ago(now, SEEN_MS), canHear],
  )
  return due!.sweep || (due!.waiting && (await offersNow(store, now)).length > 0)
}

async function offersNow(store: Pick<TxStore, 'run'>, now: Date) {
  const line = await store.run<InLine>(
    {
      name: 'dispatch-line',
      text: `select kind, id, team, lang, wanted_id as wanted, passed from (
          select *, row_number() over (partition by team order by line_at, queued_at, id) as place from work where state = 'queued' and offered_to is null) w
        where place <= $1 order by line_at, queued_at, id`,
    },
    [MOST_LOOKED_AT],
  )
  return line.length === 0 ? [] : offersFor(line, await peopleOnLine(store, now), now)
}

async function offer(ctx: Ctx, tx: Tx): Promise<number> {
  let offered = 0
  for (const { work, to } of await offersNow(tx, ctx.now)) {
    const done = await tx.run(
      {
        name: 'dispatch-offer',
        text: `update work set offered_to = $3, offered_until = $4 where (kind, id) = (
          select kind, id from work where kind = $1 and id = $2 and state = 'queued' and offered_to is null for update skip locked) returning id`,
      },
      [work.kind, work.id, to, new Date(ctx.now.getTime() + OFFER_MS)],
    )
    if (done.length === 0) continue
    offered++
    tx.record('work.offered', { object: work.id }, { kind: work.kind, team: work.team, to })
  }
  return offered
}

/** An offer that ran out counts against the person; the second in a row puts them on pause: nobody sits before that desk. */
async function endOffers(ctx: Ctx, tx: Tx): Promise<number> {
  const ended = await tx.run<{ kind: string; id: string; team: string; by: string }>(
    {
      name: 'dispatch-end-offers',
      text: `with over as (select kind, id, offered_to from work where offered_to is not null and offered_until <= $1 for update skip locked)
        update work w set offered_to = null, offered_until = null, passed = w.passed || jsonb_build_object(over.offered_to::text, $2::timestamptz)
        from over where w.kind = over.kind and w.id = over.id returning w.kind, w.id, w.team, over.offered_to as by`,
    },
    [ctx.now, new Date(ctx.now.getTime() + PASS_MS)],
  )
  if (ended.length === 0) return 0
  for (const { id, kind, team, by } of ended) tx.record('work.offer-ended', { object: id }, { kind, team, by, why: 'time' })
  const paused = await tx.run<{ staff_id: string }>(
    {
      name: 'dispatch-missed',
      text: `update presence set missed = case when missed + 1 >= $2::int then 0 else missed + 1 end, state = case when missed + 1 >= $2::int then 'pause' else state end,
          since = case when missed + 1 >= $2::int then $3::timestamptz else since end
        where staff_id = any($1::uuid[]) and state = 'online' returning case when state = 'pause' then staff_id end as staff_id`,
    },
    [ended.map(({ by }) => by), MOST_MISSED, ctx.now],
  )
  for (const { staff_id } of paused) if (staff_id) tx.record('presence.paused', { object: staff_id }, { why: 'missed-offers' })
  return ended.length
}

/** Also who left and holds something all the same: told again once in `GONE_MS`, until nothing lies there. */
const GONE = `where seen_at < $2 and (state <> 'offline'
  or since < $2 and exists (select from work where holder_id = presence.staff_id and work.state = 'taken'))`

async function endPresences(ctx: Ctx, tx: Tx): Promise<number> {
  const ended = await tx.run<{ staff_id: string }>(
    {
      name: 'dispatch-gone',
      text: `update presence set state = 'offline', since = $1, missed = 0 ${GONE} returning staff_id`,
    },
    [ctx.now, ago(ctx.now, GONE_MS)],
  )
  for (const { staff_id } of ended) tx.record('presence.ended', { object: staff_id }, { why: 'gone' })
  return ended.length
}
