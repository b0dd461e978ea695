import type { HistoryAsked, HistoryItem, HistoryKind, HistoryPage } from '#contract/history'
import { talksInHistory, talksOfRequests } from '#domains/chat/index'
import { FROM_NEWEST, type PartOfHistory, sought, type WhoseHistory } from '#domains/citizens/index'
import { requestsInHistory } from '#domains/tickets/index'
import { look } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'

const PAGE = 20
/** Everything of one person in which the agency met him; calls and visits join here. */
const parts: Record<HistoryKind, PartOfHistory> = { request: requestsInHistory, talk: talksInHistory }

/**
 * One page of the one line, newest first. Each part answers a page of its own by the same key, so the first of all of them are the page,
 * however long the history is; two statements, and one more for links where there is a request made of a talk.
 */
export async function historyOf(ctx: Ctx, whose: WhoseHistory, { kind, q, before = FROM_NEWEST }: HistoryAsked): Promise<HistoryPage> {
  const asked = { before, most: PAGE + 1, sought: q?.trim() ? sought(ctx.app.vault, q) : null }
  const of = kind ? [parts[kind]] : Object.values(parts)
  const found = (await Promise.all(of.map((part) => part(ctx, whose, asked)))).flat().sort((a, b) => (a.id < b.id ? 1 : -1))
  const items = found.slice(0, PAGE)
  const linked = await withTalks(ctx, whose, items)
  return { items: linked, next: found.length > PAGE ? items.at(-1)!.id : null }
}

async function withTalks(ctx: Ctx, whose: WhoseHistory, items: readonly HistoryItem[]): Promise<HistoryItem[]> {
  const talks = await talksOfRequests(
    ctx,
    whose,
    items.flatMap(({ kind, channel, id }) => (kind === 'request' && channel === 'chat' ? [id] : [])),
  )
  return items.map((item) => {
    const talk = item.kind === 'request' ? talks.get(item.id) : undefined
    return talk ? { ...item, linked: { kind: 'talk', ...talk } } : item
  })
}

/** The line of the person of a record, all records of an account being one person; the look is written down (FORM-15). */
export async function historyAtDesk(ctx: Ctx, staff: Staff, record: string, asked: HistoryAsked): Promise<HistoryPage> {
  const row = await ctx.app.store.db.selectFrom('citizen').select(['id', 'belongs_to']).where('id', '=', record).executeTakeFirstOrThrow()
  const person = row.belongs_to ?? row.id
  await look(ctx, 'history.read', { subject: person, object: person })
  return historyOf(ctx, { person, staff }, asked)
}
