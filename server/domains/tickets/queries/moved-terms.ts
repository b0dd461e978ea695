import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/request-number'
import type { DueMove } from '../model.ts'

/** A term that was moved to a later date, which the citizen has to be told (SLA-5). */
export interface MovedTerm {
  ticketId: string
  number: string
  at: Date
  reason: string
  oldDueAt: Date
  newDueAt: Date
}

/** Extensions, and classes that are longer; a reopened request and a calendar that changed have news of their own. */
const told = ['additional_analysis', 'missing_information', 'reclassified']
const moved: Statement = {
  name: 'terms-moved',
  text: `select t.id, t.number, m.move from ticket t, jsonb_array_elements(t.due_why->'moves') as m (move)
    where t.previous_due_at is not null and t.due_at >= $1 and (m.move->>'at')::timestamptz >= $1
      and m.move->>'reason' = any($2) and (m.move->>'to')::timestamptz > (m.move->>'from')::timestamptz
    order by m.move->>'at' desc limit 5000`,
}

export async function movedTerms({ app }: Ctx, from: Date): Promise<MovedTerm[]> {
  const rows = await app.store.run<{ id: string; number: string; move: DueMove }>(moved, [from, told])
  return rows.map(({ id, number, move }) => ({
    ticketId: id,
    number: showRequestNumber(String(number)),
    at: new Date(move.at),
    reason: String(move.reason),
    oldDueAt: new Date(move.from),
    newDueAt: new Date(move.to),
  }))
}
