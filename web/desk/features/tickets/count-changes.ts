import type { DeskLine } from '#contract/desk'

type Line = Pick<DeskLine, 'id' | 'version'>

/** How many lines differ between the list on the screen and a fresh one; another order alone is no change. */
export function countChanges(shown: Line[], fresh: { items: Line[]; next: string | null }) {
  const versions = new Map(shown.map((line) => [line.id, line.version]))
  const changed = fresh.items.filter((line) => versions.get(line.id) !== line.version).length
  const there = new Set(fresh.items.map((line) => line.id))
  // Lines past the end of a cut list are not gone, they are further down.
  const gone = fresh.next === null || shown.length <= fresh.items.length ? shown.filter((line) => !there.has(line.id)).length : 0
  return Math.max(changed, gone)
}
