// A real server process with a data folder of its own, for tests that kill, starve and restart it.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { scratch } from '#testing/database'
import { isAlive } from '../../server/platform/db/launch/postmaster.ts'
import { copyStore } from './made-store.ts'

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
/** Generous for a machine busy with other tests; the promises about times are asserted where they are made. */
const startMs = 180_000

export interface ServerSettings {
  /** Settings as the environment gives them; PORT, DATA_DIR and PUBLIC_URL are chosen here. */
  env?: Record<string, string>
  args?: readonly string[]
  /** Data folder to use; a new one otherwise, which goes at `dispose`. */
  dataDir?: string
}

/** One server, over as many processes as the test starts and kills. */
export class TestServer {
  readonly dataDir: string
  readonly port: number
  readonly url: string
  /** All that every process of it has written, stdout and stderr in the order they came. */
  output = ''
  #env: Record<string, string>
  #args: readonly string[]
  #child: ChildProcess | null = null
  #ended: Promise<number | null> = Promise.resolve(null)

  constructor(port: number, { env = {}, args = ['--empty'], dataDir }: ServerSettings) {
    this.port = port
    this.url = `http://localhost:${port}`
    this.dataDir = dataDir ?? mkdtempSync(join(scratch(), 'opora-e2e-'))
    // As root the database runs as another user, who has to pass through this folder.
    chmodSync(this.dataDir, 0o711)
    if (!dataDir) copyStore(this.dataDir)
    this.#env = env
    this.#args = args
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Starts the process and waits until it says that it is ready. Throws with its last words when it ends before. */
  async start(env: Record<string, string> = {}): Promise<void> {
    this.#env = { ...this.#env, ...env }
    const child = spawn(process.execPath, [main, ...this.#args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        LOG_LEVEL: 'debug',
        METRICS_PORT: '0',
        ATTACHMENTS_MIN_FREE_MIB: '0',
        INTAKE_PER_ADDRESS_PER_HOUR: '1000000',
        ...this.#env,
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        PUBLIC_URL: this.url,
      },
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    this.#ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    for (const deadline = performance.now() + startMs; performance.now() < deadline; await pause(25)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended while starting:\n${this.output.slice(-2000)}`)
      const ready = await fetch(`${this.url}/api/health/ready`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
      await ready?.body?.cancel()
      if (ready?.ok) return
    }
    throw new Error(`the server was not ready within ${startMs / 1000} s:\n${this.output.slice(-2000)}`)
  }

  /** kill -9 of the service; its database goes on living, as after a real crash. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#ended
  }

  /** Asks it to end; answers the exit code. */
  async stop(): Promise<number | null> {
    this.#child?.kill('SIGTERM')
    return this.#ended
  }

  /** Lines of the database's own note: process id first, folder of the socket fifth. Null when it was stopped cleanly. */
  #postmasterNote(): string[] | null {
    const path = join(this.dataDir, 'postgres', 'data', 'postmaster.pid')
    try {
      return readFileSync(path, 'utf8').split('\n')
    } catch {
      return null
    }
  }

  /** Process id of the database, or null when its note is gone. */
  postmaster(): number | null {
    const note = this.#postmasterNote()
    return note ? Number(note[0]) : null
  }

  /** kill -9 of the database's main process; the rest of it ends by itself. */
  killDatabase(): void {
    const pid = this.postmaster()
    if (pid) process.kill(pid, 'SIGKILL')
  }

  /** Takes the database out of reach, as a cut line would: nobody gets in, and who is in is put out. Answers how to give it back. */
  async cutOffDatabase(): Promise<() => void> {
    const note = this.#postmasterNote()
    if (!note) throw new Error('the database is not running')
    const [, , , port, host = ''] = note
    const socket = join(host, `.s.PGSQL.${port}`)
    const client = new Client({ host, user: 'postgres', database: 'opora' })
    await client.connect()
    renameSync(socket, `${socket}.away`)
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
    await client.end()
    return () => renameSync(`${socket}.away`, socket)
  }

  /** Asks the database itself, past the server, as its superuser. */
  async sql<R = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R[]> {
    const host = this.#postmasterNote()?.[4]
    if (!host) throw new Error('the database is not running')
    const client = new Client({ host, user: 'postgres', database: 'opora' })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(text, values)).rows as R[]
    } finally {
      await client.end()
    }
  }

  /** Ends everything that this server started, and removes its data. */
  async dispose(): Promise<void> {
    await this.kill()
    const postmaster = this.postmaster()
    for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
      if (!postmaster || !isAlive(postmaster)) break
      tell(postmaster, signal)
      for (const deadline = performance.now() + 5000; isAlive(postmaster) && performance.now() < deadline; ) await pause(25)
    }
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it has ended already
  }
}

/** A free port below those that outgoing connections take, so that nobody slips in while the server restarts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
}

/** Starts a server on a free port, empty and for real people. */
export async function startServer(settings: ServerSettings = {}): Promise<TestServer> {
  const server = new TestServer(await freePort(), settings)
  try {
    await server.start()
  } catch (error) {
    await server.dispose()
    throw error
  }
  return server
}
