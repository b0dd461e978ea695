import { fromKysely, PgBoss } from 'pg-boss'
import type { Ctx } from './ctx.ts'
import type { TxStore } from './db/store.ts'
import type { Jobs, Recorded } from './platform.ts'

/** What happens after an event: may run twice, gets the journal id and the ids of the event, reads afresh, keeps its own "done" mark. */
export type Reaction = (ctx: Ctx, record: Recorded) => Promise<void>
/** event -> name of the reaction -> what it does. */
export type Reactions = Record<string, Record<string, Reaction>>
/** `cron` in the agency's zone, minutes at the finest. */
export interface Scheduled {
  name: string
  cron: string
  what: string
  run: (ctx: Ctx) => Promise<void>
}
export interface DomainJobs {
  reactions?: Reactions
  schedule?: readonly Scheduled[]
}

/** For tests and the command line: nothing reacts. */
export const noJobs: Jobs = { react: async () => {} }

/**
 * pg-boss keeps its tables as the owner, but a job is sent in the transaction of the change that it follows, and that one
 * runs as the server's own role (migration 0001). Sending needs no more than this.
 */
const letTheServerSend = `do $$ begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    grant usage on schema pgboss to opora_app;
    grant select on pgboss.queue to opora_app;
    grant select, insert on pgboss.job, pgboss.job_common to opora_app;
  end if;
end $$`

const queueOf = (event: string, name: string) => `${event}.${name}`.replaceAll(/[^\w.-]/g, '_')

export interface JobsSettings {
  connection: object
  zone: string
  domains: readonly DomainJobs[]
  ctx: (requestId: string) => Ctx
  onError: (error: unknown, job: string) => void
}

/** pg-boss behind one small door: queues are made from the domains' tables, nobody else names them. */
export function openJobs({ connection, zone, domains, ctx, onError }: JobsSettings) {
  const reactions = new Map<string, [string, Reaction][]>()
  for (const { reactions: table = {} } of domains)
    for (const [event, named] of Object.entries(table)) reactions.set(event, [...(reactions.get(event) ?? []), ...Object.entries(named)])
  const schedule = domains.flatMap((d) => d.schedule ?? [])
  const boss = new PgBoss({ ...connection, max: 3, application_name: 'opora-jobs', useListenNotify: true } as ConstructorParameters<typeof PgBoss>[0])
  boss.on('error', (error) => onError(error, 'pg-boss'))

  const guarded = (name: string, run: () => Promise<void>) =>
    run().catch((error) => {
      onError(error, name)
      throw error
    })
  return {
    schedule,
    react: async (store: TxStore, records: readonly Recorded[]) => {
      for (const record of records)
        for (const [name] of reactions.get(record.event) ?? []) await boss.send(queueOf(record.event, name), record, { db: fromKysely(store.db as never) })
    },
    /** Makes the queues; `work` also takes jobs (role worker). */
    start: async (work: boolean) => {
      await boss.start()
      await boss.getDb().executeSql(letTheServerSend)
      const dead = 'dead-letters'
      await boss.createQueue(dead)
      for (const [event, named] of reactions)
        for (const [name, reaction] of named) {
          const queue = queueOf(event, name)
          await boss.createQueue(queue, { notify: true, retryLimit: 8, retryBackoff: true, deadLetter: dead })
          if (work)
            await boss.work<Recorded>(queue, { batchSize: 10 }, async (jobs) => {
              for (const job of jobs) await guarded(queue, () => reaction(ctx(job.id.slice(-12)), job.data))
            })
        }
      for (const job of schedule) {
        await boss.createQueue(job.name, { policy: 'exclusive', retryLimit: 0 })
        if (!work) continue
        await boss.schedule(job.name, job.cron, null, { tz: zone })
        await boss.work(job.name, { pollingIntervalSeconds: 10 }, async ([j]) => {
          await guarded(job.name, () => job.run(ctx(j?.id.slice(-12) ?? 'cron')))
        })
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}
