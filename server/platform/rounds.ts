export interface Rounds {
  /** A round of its own, and what is asked for meanwhile; answers how many. */
  drain: () => Promise<number>
  /** Look now. Never throws. */
  poke: () => void
  /** Waits for the round under way. */
  stop: () => Promise<void>
}

/**
 * Rounds over one queue, one at a time: whoever pokes while one is under way gets one more after it. `round` works on what is due until nothing
 * is left and answers how many.
 */
export function openRounds(round: () => Promise<number>, onError: (error: Error) => void): Rounds {
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
