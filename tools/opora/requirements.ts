import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { idsOf, testFiles, testNames } from './test-names.ts'

const ROOT = join(import.meta.dirname, '../..')

/** One requirement of docs/requirements.json; `title` is for people. */
export type Requirement = { id: string; title: string }
export type Covered = { id: string; tests: string[] }

export const command: Command = {
  help: `opora requirements

Prints a JSON array of {"id", "tests": [names]}, one entry for every requirement of docs/requirements.json.
A test covers the requirements whose ids stand before the colon of its name: "SLA-5: ...", "FORM-1, FORM-9: ...".
Skipped tests cover nothing.`,

  async run(args) {
    parseArgs({ args, options: {} })
    const requirements = JSON.parse(await readFile(join(ROOT, 'docs/requirements.json'), 'utf8')) as Requirement[]
    const names = (await Promise.all((await testFiles(ROOT)).map(async (file) => testNames(await readFile(file, 'utf8'))))).flat()
    process.stdout.write(`${JSON.stringify(coverage(requirements, names), null, 2)}\n`)
    return 0
  },
}

/** In the order of the requirements; a requirement without tests has an empty list, not none. */
export function coverage(requirements: readonly Requirement[], names: readonly string[]): Covered[] {
  const tests = new Map<string, Set<string>>(requirements.map(({ id }) => [id, new Set()]))
  for (const name of names) for (const id of idsOf(name)) tests.get(id)?.add(name)
  return [...tests].map(([id, covering]) => ({ id, tests: [...covering] }))
}
