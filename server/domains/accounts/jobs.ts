import type { Scheduled } from '#platform/jobs'
import { purgeCounts } from './commands/counted.ts'
import { purgeSignIns } from './commands/end-sessions.ts'
import { expireRecoveries, settleContactChanges } from './commands/sweep.ts'
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
  { name: 'accounts.expire-recoveries', cron: '* * * * *', what: 'ends recoveries past their 24 hours; the owner is told', run: expireRecoveries },
  {
    name: 'accounts.settle-contacts',
    cron: '* * * * *',
    what: 'puts changes of contacts into effect after their hold, and ends those whose codes never came',
    run: settleContactChanges,
  },
  {
    name: 'accounts.purge-counts',
    cron: '25 3 * * *',
    what: 'removes counts of messages and of identity tries that no limit reaches back to',
    run: purgeCounts,
  },
]
