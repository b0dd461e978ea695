import type { Statement, TxStore } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'

const begun: Statement = {
  name: 'incident-begun',
  text: `insert into delivery_incident (id, alarm, code, started_at) values ($1, $2, $3, $4)
    on conflict (alarm) where ended_at is null do nothing`,
}

/** Two failures of a gateway in a row, or notices that are late, are an incident (TECH-5): one at a time of each alarm. The watch tells of it and ends it. */
export async function beginIncident({ run }: Pick<TxStore, 'run'>, alarm: string, code: string, at: Date): Promise<void> {
  await run(begun, [uuidv7(at), alarm, code, at])
}
