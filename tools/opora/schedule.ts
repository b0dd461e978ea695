import { parseArgs } from 'node:util'
import type { DomainJobs } from '#platform/jobs'
import type { Command } from './command.ts'

export const command: Command = {
  help: `opora schedule [--json]

Prints everything the service does by itself on a schedule: name, when (cron, in the agency's zone) and what.

  --json  as a JSON array of {"name", "cron", "what"}`,

  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
    const [{ domainJobs }, { platformJobs }] = await Promise.all([import('../../server/app.ts'), import('../../server/platform-jobs.ts')])
    const jobs = scheduled([...domainJobs, platformJobs])
    const width = (of: 'name' | 'cron') => Math.max(...jobs.map((job) => job[of].length)) + 2
    const lines = values.json
      ? [JSON.stringify(jobs, null, 2)]
      : jobs.map(({ name, cron, what }) => `${name.padEnd(width('name'))}${cron.padEnd(width('cron'))}${what}`)
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  },
}

export const scheduled = (all: readonly DomainJobs[]): { name: string; cron: string; what: string }[] =>
  all
    .flatMap(({ schedule = [] }) => schedule)
    .map(({ name, cron, what }) => ({ name, cron, what }))
    .sort((a, b) => a.name.localeCompare(b.name))
