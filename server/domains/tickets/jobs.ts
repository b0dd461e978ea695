import type { DomainJobs } from '#platform/jobs'
import { alarmCalendar } from './commands/alarm-calendar.ts'
import { eraseLeaving, removeFilesOf } from './commands/erase.ts'
import { recountForCalendar } from './commands/recount-for-calendar.ts'
import { closeAnswered, escalateMissed, markClocks, remindWaiting, stopWaiting } from './commands/sweeps.ts'
import { purgeDrafts, purgeIdempotency, rescanQuarantined, sweepOrphans } from './commands/upkeep.ts'

export const jobs: DomainJobs = {
  reactions: {
    'citizen.erased': { 'tickets.remove-files': (ctx, record) => removeFilesOf(ctx, record.subjectId!) },
    'guest.forgotten': { 'tickets.remove-draft-files': (ctx, record) => removeFilesOf(ctx, record.objectId!) },
    'calendar.year-loaded': { 'tickets.recount': async (ctx) => void (await recountForCalendar(ctx)) },
  },
  schedule: [
    { name: 'tickets.clocks', cron: '* * * * *', what: 'warns before a due date, records a missed one and tells the citizen', run: markClocks },
    { name: 'tickets.first-response', cron: '* * * * *', what: 'raises requests whose first answer is late', run: escalateMissed },
    { name: 'tickets.reply-reminder', cron: '*/10 * * * *', what: 'reminds citizens we wait for, a day before', run: remindWaiting },
    { name: 'tickets.reply-timeout', cron: '* * * * *', what: 'returns requests to work when the citizen did not answer in time', run: stopWaiting },
    { name: 'tickets.close', cron: '*/5 * * * *', what: 'closes answered requests when the time to reopen is over', run: closeAnswered },
    { name: 'calendar.alarm', cron: '0 6 * * *', what: 'raises the alarm when a calendar year that dates need is absent or provisional', run: alarmCalendar },
    { name: 'accounts.erase', cron: '20 * * * *', what: 'erases people whose wish to be erased was not taken back in time', run: eraseLeaving },
    { name: 'files.rescan', cron: '*/5 * * * *', what: 'scans files that could not be scanned when they came', run: rescanQuarantined },
    { name: 'files.orphans', cron: '30 3 * * *', what: 'removes stored files that no row knows', run: sweepOrphans },
    { name: 'drafts.purge', cron: '45 3 * * *', what: 'removes drafts past their time with their files', run: purgeDrafts },
    { name: 'idempotency.purge', cron: '0 4 * * *', what: 'forgets answers of keys older than three days, and old limits', run: purgeIdempotency },
  ],
}
