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
