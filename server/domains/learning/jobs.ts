import type { DomainJobs } from '#platform/jobs'
import { forgetProposals } from './commands/decide.ts'
import { trainByNight } from './commands/train.ts'

export const jobs: DomainJobs = {
  reactions: { 'citizen.erased': { 'wording.forget': (ctx, record) => forgetProposals(ctx, record.subjectId!) } },
  schedule: [
    { name: 'learning.train', cron: '40 3 * * *', what: 'lets the assistant learn from what editors took over, if anything is new', run: trainByNight },
  ],
}
