export interface Lines {
  drain: () => Promise<number>
  poke: () => void
  stop: () => Promise<void>
}

/**
 * Rounds over one queue, one at a time. Each lane of each channel has rounds of its own, so that a gateway that answers slowly or never holds
 * up nobody but its own messages, and a code waits for nothing. `round` works on what is due until nothing is left and answers how many.
 */
export function openRounds(round: () => Promise<number>, onError: (error: Error) => void): Lines {
  let running: Promise<number> | null = null
  let again = false
  let stopped = false

  async function run(): Promise<number> {
    let done = 0
    do {
      again = false
      done += await round()
    } while (again && !stopped)
    return done
  }
  const drain = async (): Promise<number> => {
    while (running) await running.catch(() => {})
    running = run().finally(() => {
      running = null
    })
    return running
  }
  return {
    drain,
    poke: () => {
      again = true
      if (!running && !stopped) void drain().catch(onError)
    },
    stop: async () => {
      stopped = true
      await running?.catch(() => {})
    },
  }
}

export interface Crew<Row> {
  /** Takes the next rows, at most so many; none: nothing is due. */
  take: (most: number) => Promise<Row[]>
  work: (row: Row) => Promise<void>
  /** Gives a row back that nobody has begun. */
  giveBack: (row: Row) => Promise<void>
  hands: () => number
  stopped: () => boolean
  /** Ends the round: what was taken may no longer be begun. */
  enough: (row: Row) => boolean
}
const MOST_TAKEN = 256
/** Rows are taken ahead for about this long: a statement for many costs little more than one for one. */
const AHEAD_MS = 500

/** One round: hands that work side by side on rows taken in groups, so that none waits for the store while there is something to send. */
export async function workThrough<Row>({ take, work, giveBack, hands, stopped, enough }: Crew<Row>): Promise<number> {
  const rows: Row[] = []
  let taking: Promise<void> | null = null
  let empty = false
  let most = hands()
  let tookAt = performance.now()
  let done = 0

  const fetch = (): Promise<void> => {
    taking ??= (async () => {
      const passed = performance.now() - tookAt
      most = Math.max(hands(), Math.min(MOST_TAKEN, passed < AHEAD_MS ? most * 2 : passed > 4 * AHEAD_MS ? Math.ceil(most / 2) : most))
      tookAt = performance.now()
      const taken = await take(most)
      if (taken.length === 0) empty = true
      rows.push(...taken)
    })().finally(() => {
      taking = null
    })
    // Whoever finds no row waits for the same promise and hears of its fault.
    taking.catch(() => {})
    return taking
  }
  const fetched = async () => void (await taking?.catch(() => {}))
  async function hand(): Promise<void> {
    while (!stopped()) {
      const row = rows.shift()
      if (row === undefined) {
        if (empty) return
        await fetch()
        continue
      }
      if (enough(row)) {
        rows.unshift(row)
        return
      }
      if (!empty && rows.length < hands()) void fetch()
      await work(row)
      done++
    }
  }
  const all = await Promise.allSettled(Array.from({ length: hands() }, hand))
  await fetched()
  for (const row of rows) await giveBack(row)
  const failed = all.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return done
}
