import type { Statement, TxStore } from '#platform/db/store'
import type { Waiting } from '../late-since.ts'

/** What is kept back on purpose, in the night or because an address was written to enough, waits only from the moment it may go. */
const oldest: Statement = {
  name: 'notices-waiting',
  text: `select lane, min(case when answer in ('quiet', 'limit') then next_at else created_at end) as since from notice
    where state in ('queued', 'sending') and (expires_at is null or expires_at > $1) group by lane`,
}

/** The oldest unsent notice of each lane that has one; what has expired is nobody's loss. */
export const waitingByLane = ({ run }: Pick<TxStore, 'run'>, now: Date): Promise<Waiting[]> => run<Waiting>(oldest, [now])
