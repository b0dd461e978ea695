import { availableParallelism } from 'node:os'
import { run } from './run.ts'

export interface Count {
  passed: number
  failed: number
}

/** Reads the closing lines of node's `spec` report: `ℹ pass 12`. Cancelled tests have not passed either. */
export function countOf(report: string): Count {
  const number = (name: string) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(report)?.[1] ?? 0)
  return { passed: number('pass'), failed: number('fail') + number('cancelled') }
}

/** Runs test files, several at a time, and shows the report as it grows. `minutes` is the longest that one test may take. */
export async function runTests(
  files: readonly string[],
  { minutes, atOnce = availableParallelism(), env = {} }: { minutes: number; atOnce?: number; env?: Record<string, string> },
): Promise<Count> {
  const options = ['--test', '--test-reporter=spec', `--test-concurrency=${Math.max(2, atOnce)}`, `--test-timeout=${minutes * 60_000}`]
  const { code, output } = await run(process.execPath, [...options, ...files], { env, show: true })
  const count = countOf(output)
  // A file that dies before its first test, or a report that we cannot read, must not look like success.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
