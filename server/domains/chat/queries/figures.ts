import { type ChatFigures, FEWEST } from '#contract/chat-figures'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

/** Days within which a telephone request of the same person says that the call was not avoided. */
const CALL_DAYS = 3

interface Counted {
  /** Null: of the whole span. */
  day: string | null
  opened: number
  by_assistant: number
  by_people: number
  as_request: number
  not_solved: number
  abuse: number
  gone: number
  under_way: number
  left_in_line: number
  calls_avoided: number
  waited: number
  median: number | null
  p90: number | null
  in_target: number
  rated: number
  mean: number | null
}

/** $1..$2: the span; $3: zone of the agency; $4: target in seconds. Grouping sets give each day and the whole in one look at the table. */
const counted: Statement = {
  name: 'chat-figures',
  text: `with talk as (
    select *, to_char(opened_at at time zone $3, 'YYYY-MM-DD') as day, extract(epoch from first_answer_at - queued_at)::int as wait from chat where opened_at >= $1 and opened_at < $2
  )
  select day, count(*)::int as opened,
    count(*) filter (where result = 'helped')::int as by_assistant,
    count(*) filter (where result in ('solved', 'redirected'))::int as by_people,
    count(*) filter (where result = 'request_created')::int as as_request,
    count(*) filter (where result = 'not_solved')::int as not_solved,
    count(*) filter (where result = 'abuse')::int as abuse,
    count(*) filter (where result in ('left', 'idle'))::int as gone,
    count(*) filter (where ended_at is null)::int as under_way,
    count(*) filter (where result = 'left' and queued_at is not null and first_answer_at is null)::int as left_in_line,
    count(*) filter (where result in ('helped', 'solved', 'redirected') and not exists (select from ticket
      where ticket.citizen_id = talk.citizen_id and ticket.channel = 'phone' and ticket.received_at between talk.ended_at and talk.ended_at + interval '${CALL_DAYS} days'))::int as calls_avoided,
    count(wait)::int as waited,
    percentile_disc(0.5) within group (order by wait) as median,
    percentile_disc(0.9) within group (order by wait) as p90,
    count(*) filter (where wait <= $4)::int as in_target,
    count(rating)::int as rated, avg(rating)::float as mean
  from talk group by grouping sets ((day), ()) order by day nulls first`,
}

/** Of the talks opened in the last `days` days of the agency, today included (CHAT-14). */
export async function chatFigures(ctx: Ctx, days: number): Promise<ChatFigures> {
  const { zone } = ctx.app.config.agency
  const today = Temporal.Instant.fromEpochMilliseconds(ctx.now.getTime()).toZonedDateTimeISO(zone).startOfDay()
  const first = today.subtract({ days: days - 1 })
  const end = today.add({ days: 1 })
  const { targetMinutes } = ctx.app.config.chat
  const at = (moment: Temporal.ZonedDateTime) => new Date(moment.epochMilliseconds)
  const [whole, ...each] = await ctx.app.store.run<Counted>(counted, [at(first), at(end), zone, targetMinutes * 60])
  const all = whole!
  const byDay = new Map(each.map((one) => [one.day, one]))
  const ended = all.opened - all.under_way
  return {
    from: first.toPlainDate().toString(),
    until: today.toPlainDate().toString(),
    opened: all.opened,
    byAssistant: all.by_assistant,
    byPeople: all.by_people,
    asRequest: all.as_request,
    notSolved: all.not_solved,
    abuse: all.abuse,
    left: all.gone,
    underWay: all.under_way,
    leftInLine: all.left_in_line,
    shareByAssistant: ended < FEWEST ? null : all.by_assistant / ended,
    callsAvoided: all.calls_avoided,
    wait: waitOf(all),
    targetMinutes,
    rating: all.rated < FEWEST ? null : { talks: all.rated, mean: Math.round(all.mean! * 10) / 10 },
    days: Array.from({ length: days }, (_, i) => first.add({ days: i }).toPlainDate().toString()).map((day) => dayOf(day, byDay.get(day))),
  }
}

const dayOf = (day: string, one: Counted | undefined): ChatFigures['days'][number] =>
  one
    ? { day, opened: one.opened, byAssistant: one.by_assistant, byPeople: one.by_people, wait: waitOf(one) }
    : { day, opened: 0, byAssistant: 0, byPeople: 0, wait: null }

const waitOf = ({ waited, median, p90, in_target }: Counted): ChatFigures['wait'] =>
  waited < FEWEST ? null : { talks: waited, median: median!, p90: p90!, inTarget: in_target / waited }
