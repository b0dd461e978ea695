import type { Ctx, Staff } from '#platform/ctx'
import { timeOfUuid } from '#platform/ids'
import { weekOf } from '#platform/vault/index'
import { seesAll } from '../access.ts'
import { type LineRow, lineColumns } from './desk-lines.ts'

/** More words than this make no request easier to find. */
const MOST_WORDS = 16

/**
 * Requests the asker may see with a text (intake, reply, note) that has all the words in any of their forms; the newest text first.
 * Null when there is no word in the query.
 *
 * A GIN index has no order: a word of one request in a hundred would be fetched ten thousand times from a million, to show twenty.
 * But stems differ from week to week, so the newest week is asked alone, and then as many more weeks as its hits promise to be enough,
 * or all at once when it had none (docs/decisions/0015-search.md).
 */
export async function ticketsByWords(ctx: Ctx, actor: Staff, q: string, most: number): Promise<LineRow[] | null> {
  const { vault } = ctx.app
  const versions = vault.indexVersions().map((version) => vault.queryWords(q, version).slice(0, MOST_WORDS))
  const [words] = versions
  if (!words?.length) return null
  const stems = (from: number, to: number) => words.map((_, i) => versions.flatMap((version) => version[i]?.(from, to) ?? []))
  const oldest = await oldestWeek(ctx)
  const found = new Map<string, LineRow>()
  // One week ahead belongs to the newest: the clocks of two processes may differ.
  const newest = weekOf(ctx.now) + 1
  for (let to = newest, weeks = 2; to >= oldest; to -= weeks, weeks = next(found.size, newest - to, most)) {
    const from = Math.max(oldest, to - weeks + 1)
    for (const row of await inWeeks(ctx, actor, stems(from, to), most)) if (!found.has(row.id)) found.set(row.id, row)
    if (found.size >= most || from === oldest) break
  }
  return [...found.values()].slice(0, most)
}

/** How many weeks to ask next: what is missing, at the rate so far and half as much again; all of them while nothing was found. */
const next = (found: number, weeksAsked: number, most: number): number =>
  found === 0 ? Number.MAX_SAFE_INTEGER : Math.ceil(((most - found) / found) * weeksAsked * 1.5)

function inWeeks(ctx: Ctx, actor: Staff, stems: bigint[][], most: number): Promise<LineRow[]> {
  const has = stems.map((_, i) => `stems && $${i + 5}::bigint[]`).join(' and ')
  const text = `with hit as materialized (
      select citizen_id, ticket_id, max(at) as said_at from message where ${has} group by citizen_id, ticket_id order by max(at) desc
    ), page as (
      select ${lineColumns}, said_at from hit join ticket on ticket.citizen_id = hit.citizen_id and ticket.id = hit.ticket_id
      where $1 or ticket.holder_id = $2 or ticket.team = any($3) order by said_at desc limit $4
    )
    select page.*, citizen.wrapped_key from page join citizen on citizen.id = page.citizen_id order by said_at desc`
  return ctx.app.store.run({ name: `tickets-by-words-${stems.length}`, text }, [seesAll(actor), actor.id, actor.teams, most, ...stems])
}

/** Imported requests may be older than what was the first a minute ago. */
const SLACK_WEEKS = 12
const KNOWN_MS = 60_000
let first: { of: unknown; week: number; askedAt: number } | undefined
/** The week before which there is no text, give or take; asked of the database once a minute. */
async function oldestWeek({ app, now }: Ctx): Promise<number> {
  const at = app.monotonicMs()
  if (first?.of !== app.store || at - first.askedAt > KNOWN_MS) {
    const row = await app.store.db.selectFrom('ticket').select('id').orderBy('id').limit(1).executeTakeFirst()
    first = { of: app.store, week: weekOf(row ? timeOfUuid(row.id) : now) - SLACK_WEEKS, askedAt: at }
  }
  return first.week
}
