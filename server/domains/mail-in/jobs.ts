import type { DomainJobs } from '#platform/jobs'
import { purgeDropped, removeLettersOf } from './commands/purge.ts'

export const jobs: DomainJobs = {
  reactions: { 'citizen.erased': { 'mail-in.remove-letters': (ctx, record) => removeLettersOf(ctx, record.subjectId!) } },
  schedule: [{ name: 'mail.purge-dropped', cron: '50 3 * * *', what: 'removes dropped letters past their time', run: purgeDropped }],
}
