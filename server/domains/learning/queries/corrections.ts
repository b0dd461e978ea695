import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

/** How often people said that a guess was right or that it was about something else; `week` begins on Monday in the agency's zone. */
export interface Corrected {
  week: string
  topic: string
  confirmed: number
  corrected: number
}
const counted: Statement = {
  name: 'wordings-by-week',
  text: `select to_char(date_trunc('week', proposed_at at time zone $2), 'YYYY-MM-DD') as week, guess ->> 'topic' as topic,
      (count(*) filter (where guess ->> 'topic' = topic))::int as confirmed, (count(*) filter (where guess ->> 'topic' <> topic))::int as corrected
    from wording where proposed_at >= $1 and state <> 'refused' and guess ? 'topic' group by 1, 2`,
}

export const correctionsSince = ({ app }: Ctx, since: Date): Promise<Corrected[]> => app.store.run<Corrected>(counted, [since, app.config.agency.zone])
