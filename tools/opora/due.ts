import { parseArgs } from 'node:util'
import { TERM_CLASSES } from '#domains/deadlines/index'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import { answerLines } from './due-lines.ts'
import { answerDue, DueProblem } from './due-question.ts'

export const command: Command = {
  help: `opora due --received ISO --class ${TERM_CLASSES.join('|')}
          [--policy instant|nextWorkingDayIfClosed] [--zone Z]
opora due --json [--policy P] [--zone Z]

Prints the instant at which an answer is due, with the offset of the zone.
Terms: urgent 1 working day, standard 5, complex 10, dataChange 5; the day closes at 18:00, a shortened one at 17:00.

  --received  when it was received, with offset or Z: 2026-09-15T10:00:00+03:00
  --class     the class of the term
  --policy    instant (default): registered on the day of receipt;
              nextWorkingDayIfClosed: after closing or on a day off, registered on the next working day
  --zone      the zone of the agency, Europe/Moscow if not given
  --json      read questions from standard input, one JSON object a line: {"receivedAt", "class", "policy", "zone"};
              write one line for each: {"dueAt", "provisional"}, or {"error"} for a line that cannot be answered.
              --policy and --zone then hold for lines that name none.

Exit code: 0, 1 when a question could not be answered, 2 when the command was not understood.`,

  async run(args) {
    const { values } = parseArgs({
      args,
      options: { received: { type: 'string' }, class: { type: 'string' }, policy: { type: 'string' }, zone: { type: 'string' }, json: { type: 'boolean' } },
    })
    const { json, received, class: term, policy = 'instant', zone = 'Europe/Moscow' } = values
    if (json) {
      if (received !== undefined || term !== undefined) throw new UsageError('--json takes the moment and the class from its lines')
      return answerLines(process.stdin, process.stdout, { policy, zone })
    }
    if (received === undefined || term === undefined) throw new UsageError('--received and --class are needed')
    try {
      process.stdout.write(`${answerDue({ receivedAt: received, class: term, policy, zone }).dueAt}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof DueProblem)) throw error
      if (error.inQuestion) throw new UsageError(error.message)
      process.stderr.write(`opora: ${error.message}\n`)
      return 1
    }
  },
}
