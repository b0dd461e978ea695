import type { DomainJobs } from '#platform/jobs'
import { purgeEnded } from './commands/purge.ts'

export const jobs: DomainJobs = {
  schedule: [{ name: 'routing.purge', cron: '50 3 * * *', what: 'forgets work that ended more than 90 days ago, and the times it took', run: purgeEnded }],
}
