import type { DomainJobs } from '#platform/jobs'
import { forgetProposals } from './commands/decide.ts'

export const jobs: DomainJobs = {
  reactions: { 'citizen.erased': { 'wording.forget': (ctx, record) => forgetProposals(ctx, record.subjectId!) } },
}
