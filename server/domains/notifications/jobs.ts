import type { DomainJobs } from '#platform/jobs'
import { purgeSealedMails } from './commands.ts'

export const jobs: DomainJobs = {
  schedule: [
    {
      name: 'notifications.purge-mails',
      cron: '40 3 * * *',
      what: 'drops mails as sent after 90 days; the record of sending stays',
      run: async (ctx) => void (await purgeSealedMails(ctx)),
    },
  ],
}
