import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface Running {
  name: 'opora' | 'reference'
  port: number
  /** Of the node process. */
  pid: number
  /** Of the postmaster. */
  postmaster: number
  /** Folder of the database's socket. */
  socket: string
  /** From spawning to the first answer of the readiness route, in ms. */
  readyMs: number
  stop: () => Promise<void>
}

const TICKS_PER_SECOND = 100
/** As `npm start` sets it (tools/run.mjs, start.mjs), and its flag; the reference gets the same. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))
const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))

async function start(
  name: Running['name'],
  args: string[],
  env: Record<string, string>,
  { port, ready, dataDir }: { port: number; ready: string; dataDir: string },
): Promise<Running> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=16', ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/tmp', NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // The first things it says go to our own error stream: a failed request is explained there.
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      if (output.length < 3000) process.stderr.write(text)
      output += text
    })
  while (!(await answers(port, ready))) {
    if (child.exitCode !== null) throw new Error(`${name} ended at its start:\n${output}`)
    if (performance.now() - began > 60_000) throw new Error(`${name} is not ready after 60 s:\n${output}`)
    await pause(5)
  }
  const readyMs = Math.round(performance.now() - began)
  const place = join(dataDir, 'postgres')
  const postmaster = Number(readFileSync(join(place, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
  return { name, port, pid: child.pid!, postmaster, socket: join(place, 'socket'), readyMs, stop: () => stopped(child) }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  await gone
}

const answers = (port: number, url: string) =>
  new Promise<boolean>((resolve) => {
    get({ port, host: '127.0.0.1', path: url, agent: false }, (reply) => {
      reply.resume()
      resolve(reply.statusCode === 200)
    }).on('error', () => resolve(false))
  })

/** The service on the store in `dir`; `roles` as in its setting ROLE. */
export const startOpora = (dir: string, { roles = 'http', port = 18_080, nodeArgs = [] as string[] } = {}): Promise<Running> =>
  start(
    'opora',
    [...nodeArgs, path('../server/main.ts'), '--empty'],
    {
      DATA_DIR: join(dir, 'opora'),
      PORT: String(port),
      HOST: '127.0.0.1',
      ROLE: roles,
      METRICS_PORT: '0',
      LOG_LEVEL: 'error',
      INTAKE_PER_ADDRESS_PER_HOUR: '100000000',
    },
    { port, ready: '/api/health/ready', dataDir: join(dir, 'opora') },
  )

export const startReference = (dir: string, { port = 18_090, nodeArgs = [] as string[], file = './reference/server.ts' } = {}): Promise<Running> =>
  start('reference', [...nodeArgs, path(file), join(dir, 'reference'), String(port)], {}, { port, ready: '/ready', dataDir: join(dir, 'reference') })

interface Stat {
  ppid: number
  ownTicks: number
  endedChildrenTicks: number
}
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = (from: number) => Number(fields[from]) + Number(fields[from + 1])
    return { ppid: Number(fields[1]), ownTicks: ticks(11), endedChildrenTicks: ticks(13) }
  } catch {
    return null // ended between the listing and the look
  }
}
const children = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)?.ppid === parent)

/** CPU (user and system) that node and PostgreSQL with all its backends, ended ones included, have used so far, in ms. */
export function cpuOf({ pid, postmaster }: Running): { node: number; database: number } {
  const ms = (ticks: number) => (ticks * 1000) / TICKS_PER_SECOND
  const main = statOf(postmaster)
  const database =
    (main?.ownTicks ?? 0) + (main?.endedChildrenTicks ?? 0) + children(postmaster).reduce((sum, child) => sum + (statOf(child)?.ownTicks ?? 0), 0)
  return { node: ms(statOf(pid)?.ownTicks ?? 0), database: ms(database) }
}

/** Memory of the processes together in MiB, shared pages counted once among those that share them (PSS). */
export function memoryOf({ pid, postmaster }: Running): { node: number; database: number } {
  const pss = (one: number) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024
  return { node: pss(pid), database: [postmaster, ...children(postmaster)].reduce((sum, one) => sum + pss(one), 0) }
}
