import type { Scheduled } from '#platform/jobs'
import { purgeVisitors } from './commands/visitor.ts'

export const schedule: readonly Scheduled[] = [
  { name: 'accounts.purge-visitors', cron: '15 3 * * *', what: 'removes expired visitor sessions with their drafts and codes', run: purgeVisitors },
]
