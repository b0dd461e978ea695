import type { Scheduled } from '#platform/jobs'
import { purgeSignIns } from './commands/end-sessions.ts'
import { purgeVisitors } from './commands/visitor.ts'
import { watchSms } from './commands/watch-sms.ts'

export const schedule: readonly Scheduled[] = [
  { name: 'accounts.purge-visitors', cron: '15 3 * * *', what: 'removes expired visitor sessions with their drafts and codes', run: purgeVisitors },
  { name: 'accounts.watch-sms', cron: '*/5 * * * *', what: 'raises the alarm while few of the codes sent by text message are entered', run: watchSms },
  {
    name: 'accounts.purge-sign-ins',
    cron: '20 3 * * *',
    what: 'removes sessions, codes, registrations and unlockings that are over for a day',
    run: purgeSignIns,
  },
]
