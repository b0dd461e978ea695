import type { DomainJobs } from '#platform/jobs'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import type { Part } from '#platform/shutdown'
import { makePartitions } from './partitions.ts'

/** What the house itself does on a schedule, whatever the domains are. */
export const platformJobs: DomainJobs = {
  schedule: [
    {
      name: 'platform.partitions',
      cron: '20 2 * * *',
      what: 'makes the month partitions of the journal ahead',
      run: async ({ app, now }) => makePartitions((sql, values) => app.store.pool.query(sql, values), now),
    },
  ],
}

/** How long a process may work by the keys it knows after another has changed them: `rotate-keys --index` waits longer. */
export const KEYS_FRESH_MS = 30_000

/** Reads the service keys again and again, in every process: a job would run in one of them only, and the others would miss a rotation. */
export function keepKeysFresh({ vault, log }: Platform): Part {
  const timer = setInterval(() => {
    vault.reload().catch((error) => log.warn({ part: 'keys', ...bare(error) }, 'the service keys could not be read again'))
  }, KEYS_FRESH_MS)
  return { name: 'keys', stop: async () => clearInterval(timer) }
}
