import type { HistoryItem } from '#contract/history'
import type { Ctx, Staff } from '#platform/ctx'
import { requestNumber } from '#platform/identifiers/index'
import { timeOfUuid } from '#platform/ids'
import { type Vault, weekOf } from '#platform/vault/index'

/** Whose history: one's own, or that of the person of this record as far as an employee may read it. */
export type WhoseHistory = 'own' | { person: string; staff: Staff }
/** A page of one part: at most `most` that began before the item `before`. */
export interface AskedPart {
  before: string
  most: number
  sought: Sought | null
}
/** What each domain in which a person meets the agency gives to the one history, the newest first. */
export type PartOfHistory = (ctx: Ctx, whose: WhoseHistory, asked: AskedPart) => Promise<HistoryItem[]>

/** Greater than every id. */
export const FROM_NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** More words than this make nothing easier to find. */
const MOST_WORDS = 8
/** A number, or each word with its stems in a range of weeks; both empty where the query has neither, and then nothing is found. */
export interface Sought {
  number: number | null
  words: readonly ((fromWeek: number, toWeek: number) => bigint[])[]
}
export function sought(vault: Vault, q: string): Sought {
  const number = requestNumber(q)
  if (number.ok) return { number: Number(number.value), words: [] }
  const versions = vault.indexVersions().map((version) => vault.queryWords(q, version).slice(0, MOST_WORDS))
  return { number: null, words: (versions[0] ?? []).map((_, at) => (from, to) => versions.flatMap((words) => words[at]?.(from, to) ?? [])) }
}

/**
 * What a part asks for: stems of each word from the week of its oldest item on, as they differ from week to week (one week ahead, as the clocks of
 * two processes may differ); none where nothing or a number is sought. Null: nothing can be found.
 */
export async function stemsOf({ sought }: AskedPart, now: Date, oldest: () => Promise<{ id: string }[]>): Promise<bigint[][] | null> {
  if (!sought || sought.number !== null) return []
  const [first] = sought.words.length ? await oldest() : []
  return first ? sought.words.map((word) => word(weekOf(timeOfUuid(first.id)), weekOf(now) + 1)) : null
}

/** Conditions that each of `count` words, given from parameter `first` on, was said in a message of it. `messages` is what follows "from". */
export const saidAll = (messages: string, first: number, count: number): string =>
  Array.from({ length: count }, (_, at) => `and exists (select from ${messages} and kind <> 'note' and stems && $${first + at}::bigint[])`).join(' ')
