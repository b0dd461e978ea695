/** Works on what is due until nothing is left; answers how many. */
export type Line = () => Promise<number>

export interface Lines {
  drain: () => Promise<number>
  poke: () => void
  stop: () => Promise<void>
}

/**
 * Several lines side by side over one queue. Each channel has lines of its own, so that a gateway that answers slowly or never holds up
 * nobody but its own messages. `before` is done once for each round.
 */
export function openLines({
  line,
  count,
  before,
  onError,
}: {
  line: Line
  count: number
  before: () => Promise<void>
  onError: (error: Error) => void
}): Lines {
  let running: Promise<number> | null = null
  let again = false
  let stopped = false

  async function run(): Promise<number> {
    let done = 0
    do {
      again = false
      await before()
      const lines = await Promise.allSettled(Array.from({ length: count }, line))
      const failed = lines.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
      for (const one of lines) done += one.status === 'fulfilled' ? one.value : 0
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
