import type { Recorded } from '#platform/platform'
import type { Author, Facts, MessageKind } from './model.ts'

/** A message as it was said, its secrets hidden, before it was sealed. */
export interface Said {
  seq: number
  id: string
  at: Date
  author: Author
  authorId: string | null
  kind: MessageKind
  text: string | null
  facts: Facts
}

/**
 * What was said by a change, as long as its row of the journal is in hand: pages in this process are brought it without reading it from the store.
 * The rooms hear of a row only after its commit; a row that came from another process is not here, and what it tells of is read.
 */
const saidWith = new WeakMap<Recorded, readonly Said[]>()
export const keepSaid = (row: Recorded, said: readonly Said[]): void => void saidWith.set(row, said)
export const saidBy = (row: Recorded): readonly Said[] => saidWith.get(row) ?? []

/** All that came after the number, if they are in hand one after another; null: somebody else has said something between, and it is read. */
export function allAfter(inHand: readonly Said[], after: number): readonly Said[] | null {
  const said = inHand.filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq)
  return said.length > 0 && said.every(({ seq }, i) => seq === after + 1 + i) ? said : null
}
