import type { DomainJobs } from '#platform/jobs'
import { takeBack } from './commands/back-in-line.ts'
import { endIdle, endWaiting, forgetChats, remindWaiting } from './commands/sweeps.ts'

export const jobs: DomainJobs = {
  reactions: {
    'citizen.erased': { 'chat.forget': (ctx, record) => forgetChats(ctx, record.subjectId!) },
    'presence.ended': { 'chat.take-back': (ctx, record) => takeBack(ctx, record.objectId!) },
  },
  schedule: [
    { name: 'chat.waiting', cron: '* * * * *', what: 'makes a request of a talk that nobody has answered in time', run: endWaiting },
    { name: 'chat.reminder', cron: '* * * * *', what: 'reminds citizens we wait for in a talk', run: remindWaiting },
    { name: 'chat.idle', cron: '* * * * *', what: 'ends talks in which nobody has written', run: endIdle },
  ],
}
