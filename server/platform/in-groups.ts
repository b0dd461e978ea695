/** More at once make one write so long that those who come next wait for it. */
const MOST = 200
/** A group that takes longer (a database that is frozen or away) is not waited for by those who come after it, in ms. */
const PATIENCE_MS = 1000

/**
 * Calls that come while a group is under way go together in the next one. No timer: a lone call leaves at the end of this turn of the
 * event loop, with whatever else came in the same turn. Within a group the order is that of arrival.
 */
export function inGroups<A, B>(run: (group: readonly A[]) => readonly Promise<B>[] | Promise<readonly Promise<B>[]>, clock = () => performance.now()) {
  interface Waiting {
    call: A
    resolve: (answer: B | Promise<B>) => void
    reject: (error: unknown) => void
  }
  let waiting: Waiting[] = []
  /** The newest group under way, and since when. */
  let newest: readonly Waiting[] | undefined
  let since = 0
  let leaving = false

  const leave = async () => {
    leaving = false
    const group = waiting.slice(0, MOST)
    waiting = waiting.slice(MOST)
    newest = group
    since = clock()
    try {
      const answers = await run(group.map(({ call }) => call))
      group.forEach(({ resolve }, i) => void resolve(answers[i]!))
    } catch (error) {
      for (const { reject } of group) reject(error)
    } finally {
      if (newest === group) newest = undefined
      next()
    }
  }
  const next = () => {
    if (leaving || waiting.length === 0 || (newest && clock() - since < PATIENCE_MS)) return
    leaving = true
    setImmediate(() => void leave())
  }
  return (call: A): Promise<B> =>
    new Promise<B>((resolve, reject) => {
      waiting.push({ call, resolve, reject })
      next()
    })
}
