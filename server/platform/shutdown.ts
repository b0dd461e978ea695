/** One thing to end, in the order of the list: the HTTP server first, the database last. */
export interface Part {
  name: string
  /** Resolves when nothing of the part is left running. */
  stop: () => Promise<unknown>
}

interface Surroundings {
  drainSeconds: number
  log: (line: string) => void
  /** What receives the signals; the tests bring their own. */
  signals?: Pick<NodeJS.Process, 'on'>
  exit?: (code: number) => void
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
}

/** npm, a wrapper and the terminal may each pass on one and the same Ctrl-C; only a later signal is somebody's second thought. */
const sameSignalMs = 1500

/** Ends one part within the time that is left; a part that fails or hangs must not keep the others, above all the database, from ending. */
async function stopWithin(part: Part, milliseconds: number, log: (line: string) => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), Math.max(0, milliseconds))
  })
  try {
    const outcome = await Promise.race([part.stop(), late])
    if (outcome === 'late') log(`${part.name} did not end in time and is cut off.`)
    return outcome !== 'late'
  } catch (error) {
    log(`${part.name} did not end cleanly: ${(error as Error).message}`)
    return false
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Ends the process in order on SIGTERM, SIGINT or SIGHUP, and on the returned function. All parts together get `drainSeconds`;
 * the last part (the database) keeps a fifth of them even if the others use up theirs. Exit code 0 when all ended cleanly,
 * 1 when something was cut off or a second signal came.
 */
export function drainOnSignal(
  parts: readonly Part[],
  { drainSeconds, log, signals = process, exit = process.exit, now = () => performance.now() }: Surroundings,
): (why: string) => Promise<void> {
  let began: number | null = null
  async function drain(why: string): Promise<void> {
    if (began !== null) {
      if (now() - began < sameSignalMs) return
      log(`${why} again: ending at once.`)
      exit(1)
      return
    }
    began = now()
    log(`${why}: finishing what is under way.`)
    let clean = true
    for (const [index, part] of parts.entries()) {
      const share = index === parts.length - 1 ? 1 : 0.8
      clean = (await stopWithin(part, began + drainSeconds * 1000 * share - now(), log)) && clean
    }
    log(`Stopped after ${((now() - began) / 1000).toFixed(1)} s.`)
    exit(clean ? 0 : 1)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) signals.on(signal, () => void drain(signal))
  return drain
}
