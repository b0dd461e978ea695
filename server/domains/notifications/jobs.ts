import type { DomainJobs } from '#platform/jobs'
import { mailStaff, purgeSealedMails, purgeSmsParts } from './commands.ts'

export const jobs: DomainJobs = {
  schedule: [
    {
      name: 'notifications.staff-mail',
      cron: '* * * * *',
      what: 'mails employees what their bell has rung for, at most once an hour',
      run: async (ctx) => void (await mailStaff(ctx)),
    },
    {
      name: 'notifications.purge-mails',
      cron: '40 3 * * *',
      what: 'drops mails as sent after 90 days; the record of sending stays',
      run: async (ctx) => void (await purgeSealedMails(ctx)),
    },
    {
      name: 'notifications.purge-parts',
      cron: '45 3 * * *',
      what: 'forgets after 30 days under which names an operator knew parts of text messages',
      run: async (ctx) => void (await purgeSmsParts(ctx)),
    },
  ],
}
