import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { InvalidCalendar, yearsInUse } from '#domains/deadlines/index'
import { loadCalendar, shownYear } from '#domains/tickets/index'
import { systemCtx } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import { type Command, UsageError } from './command.ts'

export const command: Command = {
  help: `opora calendar
opora calendar import FILE --source TEXT --status official|provisional [--apply]

Without words: the years of the production calendar in use, as JSON.

import   reads a year (our JSON or the XML of xmlcalendar.ru) and tells how many open due dates would move. An earlier promise stays.
  --source TEXT  where it is from: the decree with its number and date
  --status       official, or provisional until the decree is out
  --apply        takes it into use and counts the open dates anew

Exit code: 0, 1 when the file cannot be used (each problem on a line of standard error), 2 when the command was not understood.`,

  async run(args) {
    const wanted = calendarWanted(args)
    const { withPlatform } = await import('./open.ts')
    const text = wanted && (await readFile(wanted.file, 'utf8').catch(() => null))
    if (text === null && wanted) throw new UsageError(`${wanted.file} cannot be read`)
    return withPlatform(async (platform) => {
      const ctx = systemCtx(platform, new Date(), errorCode())
      try {
        const answer = wanted
          ? await loadCalendar(ctx, { text: text!, status: wanted.status, source: wanted.source, apply: wanted.apply })
          : (await yearsInUse(ctx)).map(shownYear)
        process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
        return 0
      } catch (error) {
        if (!(error instanceof InvalidCalendar)) throw error
        for (const { at, code } of error.problems) process.stderr.write(`opora: ${at}: ${code}\n`)
        return 1
      }
    })
  },
}

export interface CalendarWanted {
  file: string
  source: string
  status: 'official' | 'provisional'
  apply: boolean
}
/** Null: only the list is wanted. */
export function calendarWanted(args: string[]): CalendarWanted | null {
  const { values, positionals } = parseArgs({
    args,
    options: { source: { type: 'string' }, status: { type: 'string' }, apply: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [verb, file, ...rest] = positionals
  if (verb === undefined || verb === 'list') return null
  if (verb !== 'import' || rest.length > 0) throw new UsageError(`there is no "${verb}"; it takes list or import FILE`)
  if (!file) throw new UsageError('import needs a file')
  const { source, status, apply } = values
  if (!source?.trim()) throw new UsageError('--source is needed: the decree with its number and date')
  if (status !== 'official' && status !== 'provisional') throw new UsageError('--status is needed: official or provisional')
  return { file, source: source.trim(), status, apply }
}
