import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import type { Binaries } from './binaries.ts'
import { spawnOptions } from './cluster.ts'
import type { Place } from './place.ts'
import type { SystemUser } from './user.ts'

const longestLogBytes = 5 * 1024 * 1024

/** A process that has ended but that nobody has collected yet (a container without an init) counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The command line of a process, words separated by blanks; empty when there is none such. */
function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}

/**
 * The process that serves this cluster, or null. A number left behind in postmaster.pid may meanwhile be somebody else's
 * (sure to happen in containers, where numbers repeat), or the dead process may not be collected yet. Either would keep
 * PostgreSQL from starting, so a process that does not name the cluster on its command line has its lock files removed.
 */
export function runningPostmaster(place: Place): number | null {
  const files = [join(place.cluster, 'postmaster.pid'), join(place.socket, '.s.PGSQL.5432.lock')]
  for (const file of files.filter((path) => existsSync(path))) {
    const pid = Math.abs(Number.parseInt(readFileSync(file, 'utf8'), 10))
    if (pid > 0 && isAlive(pid) && commandLine(pid).includes(`-D ${place.cluster}`)) return pid
    rmSync(file, { force: true })
  }
  return null
}

/** Was the running server started with exactly these options by this program? Else it is an older version of ours. */
export const runsAs = (pid: number, binaries: Binaries, options: readonly string[]): boolean =>
  commandLine(pid).trim() === [binaries.postgres, ...options].join(' ').trim()

/** Starts the server; it is not waited for. In its own session, or Ctrl-C would end it while answers are still being finished. */
export function spawnPostmaster(binaries: Binaries, place: Place, user: SystemUser | null, options: readonly string[]): number {
  const log = openSync(place.log, 'a', 0o600)
  if (statSync(place.log).size > longestLogBytes) ftruncateSync(log)
  const child = spawn(binaries.postgres, options, { ...spawnOptions(user), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.on('error', () => {}) // shows as a server that never answers, with the reason in the log
  child.unref()
  if (child.pid === undefined) throw new Error(`PostgreSQL could not be started from ${binaries.postgres}`)
  return child.pid
}

/** One question to the server; null when it does not answer. The caller ends the client. */
export async function connect(place: Place, database: string): Promise<Client | null> {
  const client = new Client({ host: place.socket, user: 'postgres', database, application_name: 'opora keeper', connectionTimeoutMillis: 5000 })
  client.on('error', () => {}) // its end is watched by those who keep it
  try {
    await client.connect()
    await client.query('select 1')
    return client
  } catch {
    await client.end().catch(() => {})
    return null
  }
}

/** Waits until the server answers. An exit before that is an error with the end of its log. */
export async function untilAnswering(place: Place, pid: number, seconds: number): Promise<Client> {
  for (const deadline = performance.now() + seconds * 1000; performance.now() < deadline; await pause(20)) {
    const client = await connect(place, 'postgres')
    if (client) return client
    if (!isAlive(pid)) throw new Error(`PostgreSQL ended while starting:\n${lastLines(place)}`)
  }
  throw new Error(`PostgreSQL did not answer within ${seconds} s:\n${lastLines(place)}`)
}

const lastLines = (place: Place): string => (existsSync(place.log) ? readFileSync(place.log, 'utf8').trim().split('\n').slice(-8).join('\n') : '(no log)')

/** Fast shutdown; after `seconds` the immediate one, after which the next start replays the log and loses nothing acknowledged. */
export async function stopPostmaster(pid: number, seconds = 20): Promise<void> {
  const signals: [NodeJS.Signals, number][] = [
    ['SIGINT', seconds],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ]
  for (const [signal, patience] of signals) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const deadline = performance.now() + patience * 1000; performance.now() < deadline; await pause(10)) if (!isAlive(pid)) return
  }
}
