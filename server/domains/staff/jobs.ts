import type { DomainJobs } from '#platform/jobs'
import { removeEndedSessions } from './commands/remove-sessions.ts'

export const jobs: DomainJobs = {
  schedule: [
    { name: 'staff.remove-ended-sessions', cron: '40 3 * * *', what: 'Removes sessions of staff that ended a day ago or more', run: removeEndedSessions },
  ],
}
