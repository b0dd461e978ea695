import type { FileStore } from './store.ts'

export type Sweep = {
  now: Date
  /** A file younger than this may belong to a change that has not committed yet. Milliseconds, a day by default. */
  graceMs?: number
}

/** Which of these ids have a row. Asked for some hundred at a time. */
export type Known = (ids: readonly string[]) => Promise<ReadonlySet<string>>

const BATCH = 500
const DAY = 86_400_000

/** Stored files that no row names and that are older than the grace period: put, and then the change did not commit. */
export async function* orphans(store: FileStore, known: Known, { now, graceMs = DAY }: Sweep): AsyncGenerator<string> {
  const latest = now.getTime() - graceMs
  let batch: string[] = []
  for await (const id of store.list()) {
    if (!(madeAt(id) < latest)) continue
    batch.push(id)
    if (batch.length < BATCH) continue
    yield* unknownOf(batch, await known(batch))
    batch = []
  }
  if (batch.length > 0) yield* unknownOf(batch, await known(batch))
}

/** Removes orphans and the remains of interrupted puts; gives the number of both. */
export async function removeOrphans(store: FileStore, known: Known, sweep: Sweep): Promise<number> {
  let removed = await store.removeUnfinished(new Date(sweep.now.getTime() - (sweep.graceMs ?? DAY)))
  for await (const id of orphans(store, known, sweep)) {
    await store.remove(id)
    removed++
  }
  return removed
}

/** A UUIDv7 begins with its milliseconds. NaN for any other id: what we did not name we do not remove. */
function madeAt(id: string): number {
  return id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : Number.NaN
}

function* unknownOf(ids: readonly string[], known: ReadonlySet<string>): Generator<string> {
  for (const id of ids) if (!known.has(id)) yield id
}
