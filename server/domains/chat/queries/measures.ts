import type { Measures } from '#contract/learning'
import { correctionsSince } from '#domains/learning/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

const WEEKS = 8

interface Row {
  week: string
  topic: string
  does: 'answer' | 'suggest' | 'ask' | 'miss' | 'handOver'
  outcome: 'helped' | 'not-helped' | null
  n: number
  unseen: number
}
/** The next thing that a message's citizen pressed is what became of its answer. */
const heard: Statement = {
  name: 'chat-heard-by-week',
  text: `select to_char(date_trunc('week', at at time zone $2), 'YYYY-MM-DD') as week, understood ->> 'topic' as topic, understood ->> 'does' as does, outcome,
      count(*)::int as n, sum((understood ->> 'unseen')::float8) as unseen
    from (
      select at, facts -> 'understood' as understood, lead(facts #>> '{details,option,does}') over (partition by chat_id order by seq) as outcome
      from chat_message where at >= $1 and (facts ? 'understood' or facts #>> '{details,option,does}' in ('helped', 'not-helped'))
    ) heard where understood is not null group by 1, 2, 3, 4`,
}

/** Coverage, drift and precision of the last weeks, from what stands with the messages and what employees said of them. */
export async function measuresOf(ctx: Ctx): Promise<Measures> {
  const since = new Date(ctx.now.getTime() - WEEKS * 7 * 86_400_000)
  const [rows, corrections] = await Promise.all([ctx.app.store.run<Row>(heard, [since, ctx.app.config.agency.zone]), correctionsSince(ctx, since)])
  return measured(rows, corrections)
}

type Corrections = Awaited<ReturnType<typeof correctionsSince>>
export function measured(rows: readonly Row[], corrections: Corrections): Measures {
  const weeks = [...new Set(rows.map(({ week }) => week))].sort().map((week) => {
    const own = rows.filter((row) => row.week === week)
    const count = (...does: Row['does'][]) => sum(own.filter((row) => does.includes(row.does)).map(({ n }) => n))
    const all = sum(own.map(({ n }) => n))
    return {
      week,
      heard: all,
      answered: count('answer'),
      suggested: count('suggest'),
      asked: count('ask', 'miss'),
      handedOver: count('handOver'),
      unseen: sum(own.map(({ unseen }) => unseen)) / all,
    }
  })
  const keys = [...new Set([...rows, ...corrections].map(({ week, topic }) => `${week} ${topic}`))].sort()
  const topics = keys.map((key) => {
    const [week = '', topic = ''] = key.split(' ')
    const isOwn = (row: { week: string; topic: string }) => row.week === week && row.topic === topic
    const pressed = (outcome: Row['outcome']) => sum(rows.filter((row) => isOwn(row) && row.outcome === outcome).map(({ n }) => n))
    const said = corrections.find(isOwn)
    return { week, topic, helped: pressed('helped'), notHelped: pressed('not-helped'), confirmed: said?.confirmed ?? 0, corrected: said?.corrected ?? 0 }
  })
  return { weeks, topics }
}
const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0)
