import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Binaries } from './binaries.ts'
import type { Place } from './place.ts'
import { connect, isAlive, runningPostmaster, runsAs, spawnPostmaster, stopPostmaster, untilAnswering } from './postmaster.ts'
import type { SystemUser } from './user.ts'

export interface Parts {
  binaries: Binaries
  place: Place
  user: SystemUser | null
  options: readonly string[]
  log: (line: string) => void
}

/** Session-level advisory lock in the database `postgres`: who holds it looks after the server. Freed by the system with its holder. */
const keeperLock = 7_204_118

/** A crash is answered at once; a server that keeps crashing is tried again ever more slowly. */
const backOffMs = [0, 100, 500, 1000, 2000, 5000, 10_000]

/** Takes the keeper's lock. A process killed a moment ago may hold it for as long as the server needs to notice. */
async function isKeeper(client: Client, patienceMs: number): Promise<boolean> {
  for (const deadline = performance.now() + patienceMs; ; await pause(50)) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [keeperLock])
    if (rows[0].got) return true
    if (performance.now() > deadline) return false
  }
}

/** Looks after one server: starts it or takes over what a killed process left running, restarts it when it dies, stops it. */
export class Keeper {
  readonly #parts: Parts
  #session: Client | null = null
  #pid = 0
  #stopping = false
  #restarting: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Throws when another live process looks after the same data folder. */
  async start(): Promise<void> {
    const { place, binaries, options, log } = this.#parts
    let pid = runningPostmaster(place)
    let session = pid === null ? null : await connect(place, 'postgres')
    if (pid !== null && session === null && isAlive(pid)) session = await untilAnswering(place, pid, 60).catch(() => null)
    if (session && !(await isKeeper(session, 2000))) {
      await session.end()
      throw new Error('Another server already uses this data folder. Stop it first, or give several processes one PostgreSQL with DATABASE_URL.')
    }
    if (pid !== null && (session === null || !runsAs(pid, binaries, options))) {
      log('Stopping the PostgreSQL that another version of this program left running.')
      await session?.end()
      session = null
      await stopPostmaster(pid)
      pid = null
    }
    if (pid !== null && session) log(`Taking over the PostgreSQL that is still running (process ${pid}).`)
    await this.#watch(pid, session)
  }

  /** Starts the server unless `session` is one to a running server, then keeps a session to it, whose end is the news of its death. */
  async #watch(pid: number | null, session: Client | null): Promise<void> {
    const { place, binaries, options, user } = this.#parts
    this.#pid = pid ?? spawnPostmaster(binaries, place, user, options)
    this.#session = session ?? (await untilAnswering(place, this.#pid, 60))
    if (!session && !(await isKeeper(this.#session, 2000))) throw new Error('Another server has just started on this data folder.')
    this.#session.once('end', () => {
      if (!this.#stopping) this.#restarting = this.#restart()
    })
  }

  async #restart(): Promise<void> {
    const { place, log } = this.#parts
    for (let attempt = 0; !this.#stopping; attempt += 1) {
      await pause(backOffMs[Math.min(attempt, backOffMs.length - 1)])
      if (this.#stopping) return
      try {
        // When only a session process died, the server recovers by itself and needs no second one.
        const pid = runningPostmaster(place)
        const session = pid === null ? null : await untilAnswering(place, pid, 60)
        if (session) await isKeeper(session, 2000)
        await this.#watch(pid, session)
        log(pid === null ? 'PostgreSQL had ended and was started again.' : 'PostgreSQL has recovered.')
        return
      } catch (error) {
        log(`PostgreSQL cannot be started again yet: ${(error as Error).message}`)
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#restarting
    await this.#session?.end().catch(() => {})
    if (this.#pid) await stopPostmaster(this.#pid)
  }
}

/** Uses the server that another process looks after, or null if none runs. */
export async function joinRunning(place: Place): Promise<boolean> {
  if (runningPostmaster(place) === null) return false
  const session = await connect(place, 'postgres')
  await session?.end()
  return session !== null
}
