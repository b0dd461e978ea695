import { type DeliveryBoard, deliveryChannels, type FailedNotice } from '#contract/deliveries'
import { SMS_BREAKER, SMS_ENTERED_LOW, troubleOf } from '#contract/notice-events'
import { numbersOfTickets } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { hasOne, lookRoles, resendRoles } from '../access.ts'
import { promisedSeconds } from '../late-since.ts'
import { waysAgain } from '../ways-of.ts'
import { waitingByLane } from './waiting.ts'

const DAY = 86_400_000
type Span = DeliveryBoard['channels'][number]['hour']
type State = 'queued' | 'sending' | 'sent' | 'delivered' | 'failed' | 'skipped'

/** One walk over the index `notice_made`: what was made within seven days, by channel and state. */
const made: Statement = {
  name: 'board-made',
  text: `select channel, state, count(*)::int as week, count(*) filter (where created_at > $2)::int as day, count(*) filter (where created_at > $3)::int as hour
    from notice where created_at > $1 group by channel, state`,
}
const queued: Statement = {
  name: 'board-queued',
  text: `select channel, count(*) filter (where not held)::int as count, min(created_at) filter (where not held) as oldest,
      count(*) filter (where held and answer = 'quiet')::int as quiet, count(*) filter (where held and answer = 'limit')::int as "limit"
    from (select channel, created_at, answer, coalesce(answer in ('quiet', 'limit') and next_at > $1, false) as held from notice
      where state in ('queued', 'sending')) waiting group by channel`,
}
const reasons: Statement = {
  name: 'board-reasons',
  text: `select channel, state, answer, count(*)::int as count from notice where state in ('failed', 'skipped') and created_at > $1
    group by channel, state, answer order by count desc limit 40`,
}

/** Whether notices arrive, in figures; nothing of a person is in it. */
export async function board(ctx: Ctx): Promise<DeliveryBoard> {
  const { app, now } = ctx
  const { db, run } = app.store
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const hourStart = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
  const [counts, waiting, lanes, why, facts, budget, incidents] = await Promise.all([
    run<{ channel: string; state: State; week: number; day: number; hour: number }>(made, [ago(7 * DAY), ago(DAY), ago(DAY / 24)]),
    run<{ channel: string; count: number; oldest: Date | null; quiet: number; limit: number }>(queued, [now]),
    waitingByLane(app.store, now),
    run<DeliveryBoard['reasons'][number]>(reasons, [ago(7 * DAY)]),
    db.selectFrom('store_fact').select(['name', 'value', 'at']).execute(),
    db.selectFrom('limit_window').select('taken').where('key', '=', 'sms-budget').where('starts_at', '=', hourStart).executeTakeFirst(),
    db.selectFrom('delivery_incident').selectAll().orderBy('started_at', 'desc').limit(20).execute(),
  ])
  const fact = (name: string) => facts.find((one) => one.name === name)
  const seconds = (since: Date | null | undefined) => (since ? Math.max(0, Math.round((now.getTime() - since.getTime()) / 1000)) : 0)
  const breaker = (fact(SMS_BREAKER)?.value as { until?: string } | undefined)?.until
  return {
    at: now.toISOString(),
    channels: deliveryChannels.map((channel) => {
      const trouble = channel === 'inapp' ? undefined : fact(troubleOf[channel])
      const waits = waiting.find((one) => one.channel === channel)
      const own = counts.filter((one) => one.channel === channel)
      return {
        channel,
        works: !trouble,
        since: trouble?.at.toISOString() ?? null,
        answer: trouble ? String((trouble.value as { code?: string }).code ?? '') : null,
        queued: waits?.count ?? 0,
        oldestSeconds: seconds(waits?.oldest),
        held: { quiet: waits?.quiet ?? 0, limit: waits?.limit ?? 0 },
        hour: spanOf(own, 'hour'),
        day: spanOf(own, 'day'),
        week: spanOf(own, 'week'),
      }
    }),
    lanes: promisedSeconds.map((promised, lane) => ({
      lane,
      oldestSeconds: seconds(lanes.find((one) => one.lane === lane)?.since),
      promisedSeconds: promised,
    })),
    reasons: why,
    sms: {
      budgetPerHour: app.config.sms.budgetPerHour,
      takenThisHour: budget?.taken ?? 0,
      breakerUntil: breaker && new Date(breaker) > now ? breaker : null,
      fewEntered: fact(SMS_ENTERED_LOW) !== undefined,
    },
    incidents: incidents.map(({ id, alarm, code, started_at, ended_at, touched }) => ({
      id,
      alarm,
      answer: code,
      startedAt: started_at.toISOString(),
      endedAt: ended_at?.toISOString() ?? null,
      touched,
    })),
  }
}

/** What was skipped on purpose is no loss, and what waits is not yet one. */
function spanOf(rows: readonly { state: State; week: number; day: number; hour: number }[], span: 'hour' | 'day' | 'week'): Span {
  const of = (...states: State[]) => rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + row[span], 0)
  const [sent, failed, skipped, waiting] = [of('sent', 'delivered'), of('failed'), of('skipped'), of('queued', 'sending')]
  const due = sent + failed + waiting
  return { made: due + skipped, sent, delivered: of('delivered'), failed, skipped, waiting, share: due === 0 ? null : sent / due }
}

/** The newest failures of seven days: event, channel, the gateway's word, the number of the request. */
export async function failed(ctx: Ctx): Promise<{ items: FailedNotice[]; mayLook: boolean }> {
  const rows = await ctx.app.store.db
    .selectFrom('notice')
    .select(['id', 'event', 'channel', 'created_at', 'attempts', 'answer', 'ticket_id'])
    .where('state', '=', 'failed')
    .where('created_at', '>', new Date(ctx.now.getTime() - 7 * DAY))
    .where('audience', '=', 'citizen')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  const numbers = await numbersOfTickets(
    ctx,
    rows.flatMap(({ ticket_id }) => ticket_id ?? []),
  )
  const mayResend = hasOne(ctx.actor, resendRoles)
  const items = rows.map(({ id, event, channel, created_at, attempts, answer, ticket_id }) => ({
    id,
    event,
    channel: channel as FailedNotice['channel'],
    madeAt: created_at.toISOString(),
    attempts,
    answer,
    number: ticket_id ? (numbers.get(ticket_id) ?? null) : null,
    mayResend: mayResend && ticket_id !== null && waysAgain({ event, channel, state: 'failed' }, ctx.app).some((by) => by === channel),
  }))
  return { items, mayLook: hasOne(ctx.actor, lookRoles) }
}
