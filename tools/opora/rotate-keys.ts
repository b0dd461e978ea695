import { parseArgs } from 'node:util'
import { rotateMaster } from '#platform/vault/index'
import { type Command, UsageError } from './command.ts'

export const command: Command = {
  help: `opora rotate-keys [--grace SECONDS] [--use-active]
opora rotate-keys --index [--grace SECONDS]

Without options: makes a new master key, wraps every person's data key and every key of the service by it while the service runs, and destroys
the older master keys. What is stored stays as it is. A copy of the data folder made before needs the older key: make a new backup afterwards.

  --index         renews the key of look-ups and of the word search instead: every contact and every message is written anew, in batches,
                  while the service runs; searches ask by both keys meanwhile. One that was broken off goes on when started again
  --grace SECONDS how long to wait for other processes and for writes under way; 60, with --index 120
  --use-active    the master keys come from the environment and the new one stands there already: wraps by it and destroys nothing

Prints what was done as JSON; progress goes to standard error.
Exit code: 0, or 1 when something stopped it; it may be started again.`,

  async run(args) {
    const wanted = rotationWanted(args)
    const { withOpened } = await import('./open.ts')
    const say = (line: string) => process.stderr.write(`${line}\n`)
    const summary = await withOpened(async ({ platform, query, keys }) => {
      if (wanted.index) {
        const { rotateIndex } = await import('./rotate-index.ts')
        return { index: await rotateIndex({ platform, query }, { graceMs: wanted.graceMs, onProgress: say }) }
      }
      say('master key: wrapping every key anew')
      const master = await rotateMaster(query, keys, { graceMs: wanted.graceMs, useActive: wanted.useActive }, ({ dataKeys }) =>
        say(`master key: ${dataKeys} data keys`),
      )
      return { master }
    })
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
    return 0
  },
}

export function rotationWanted(args: string[]): { index: boolean; useActive: boolean; graceMs: number } {
  const { values } = parseArgs({
    args,
    options: { index: { type: 'boolean', default: false }, 'use-active': { type: 'boolean', default: false }, grace: { type: 'string' } },
  })
  const { index, 'use-active': useActive, grace = index ? '120' : '60' } = values
  if (!/^\d{1,4}$/.test(grace)) throw new UsageError('--grace takes whole seconds')
  if (index && useActive) throw new UsageError('--use-active belongs to the master key, not to --index')
  return { index, useActive, graceMs: Number(grace) * 1000 }
}
