import { sql } from 'kysely'
import type { DeskLine, views } from '#contract/desk'
import type { Status } from '#contract/tickets'
import { type Where, whereOf } from '#domains/deadlines/index'
import { staffNames } from '#domains/staff/index'
import type { Ctx, Staff } from '#platform/ctx'
import type { Db, Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { isUuid } from '#platform/ids'
import { seesAll } from '../access.ts'
import { dueState, type Term } from '../due.ts'
import { placeOfSubject, type Ticket } from '../model.ts'

const columns = [
  'citizen_id',
  'id',
  'number',
  'version',
  'status',
  'topic',
  'category',
  'kind',
  'priority_class',
  'channel',
  'team',
  'holder_id',
  'subject',
  'received_at',
  'first_response_by',
  'first_response_at',
  'due_at',
  'due_provisional',
  'resolved_at',
  'ended_at',
  'escalated_at',
] as const
type Row = Pick<Ticket, (typeof columns)[number]> & { due_why: Term }
/** A line's columns with its term taken out of `due_why`, and the person's wrapped key; null once the person is erased. */
export type LineRow = Omit<Row, 'due_why'> & { working_days: Term['workingDays']; counted_from: Term['receivedAt']; wrapped_key: Buffer | null }
/** The same for statements written by hand. */
export const lineColumns = `${columns.map((name) => `ticket.${name}`).join(', ')}, due_why -> 'workingDays' as working_days, due_why ->> 'receivedAt' as counted_from`

/** The SQL twin of `mayRead`: reads start from the asker. */
export const visibleTo = (db: Db, actor: Staff) =>
  db
    .selectFrom('ticket')
    .select(columns)
    .select([sql<number>`due_why -> 'workingDays'`.as('working_days'), sql<string>`due_why ->> 'receivedAt'`.as('counted_from')])
    .select((eb) => eb.selectFrom('citizen').select('citizen.wrapped_key').whereRef('citizen.id', '=', 'ticket.citizen_id').as('wrapped_key'))
    .$if(!seesAll(actor), (q) => q.where((eb) => eb.or([eb('holder_id', '=', actor.id), eb('team', '=', eb.fn.any(eb.val([...actor.teams])))])))

/** Rows as the desk shows them: subjects opened with each person's own key; an erased person's subject is empty. */
export async function asLines(ctx: Ctx, rows: readonly LineRow[]): Promise<DeskLine[]> {
  const holders = rows.flatMap((row) => row.holder_id ?? [])
  const [names, where] = await Promise.all([staffNames(ctx, holders), whereOf(ctx)])
  return rows.map((row) => {
    const subject = row.wrapped_key ? ctx.app.vault.dataKey(row.citizen_id, row.wrapped_key).openBytes(placeOfSubject(row.id), row.subject).toString() : ''
    return asLine(ctx, { ...row, due_why: { workingDays: row.working_days, receivedAt: row.counted_from } }, subject, names, where)
  })
}

export function asLine(ctx: Ctx, row: Row, subject: string, names: ReadonlyMap<string, string>, where: Where): DeskLine {
  const { state, workingDaysLeft, workingMinutesLeft } = dueState(row, ctx.now, where)
  return {
    id: row.id,
    number: showRequestNumber(String(row.number)),
    version: row.version,
    subject,
    topic: row.topic,
    category: row.category,
    kind: row.kind,
    priorityClass: row.priority_class,
    status: row.status,
    channel: row.channel,
    team: row.team,
    holder: row.holder_id ? { id: row.holder_id, name: names.get(row.holder_id) ?? '' } : null,
    receivedAt: row.received_at.toISOString(),
    firstResponseBy: row.first_response_by.toISOString(),
    firstResponseAt: row.first_response_at?.toISOString() ?? null,
    dueAt: row.due_at.toISOString(),
    provisional: row.due_provisional,
    dueState: state,
    workingDaysLeft,
    workingMinutesLeft,
    escalated: row.escalated_at !== null,
  }
}

export interface ListAsked {
  view?: (typeof views)[number]
  status?: Status
  topic?: string
  priorityClass?: string
  team?: string
  closed?: boolean
  limit?: number
  after?: string
}

const rank = `case when resolved_at is not null then 3 when topic = 'account.suspicious' then 0 when priority_class = 'urgent' then 1 else 2 end`

/** One list in queue order: security first, then class, then the nearest date. Written by hand: it is asked again at every change. Keys are fetched for the page only. */
export async function deskTickets(ctx: Ctx, actor: Staff, asked: ListAsked): Promise<{ items: DeskLine[]; next: string | null }> {
  const limit = asked.limit ?? 50
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const where = conditions(actor, asked, ctx.now, put)
  const text = `with page as (select ${lineColumns}, ${rank} as rank from ticket where ${where.join(' and ')} order by rank, due_at, ticket.id limit ${put(limit + 1)})
    select page.*, citizen.wrapped_key from page join citizen on citizen.id = page.citizen_id order by rank, due_at, page.id`
  const rows = await ctx.app.store.run<LineRow & { rank: number }>(listed(text), values)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: await asLines(ctx, page), next: rows.length > limit && last ? `${last.rank}_${last.due_at.toISOString()}_${last.id}` : null }
}

const lists = new Map<string, Statement>()
/** There are as many texts as ways to filter, so each is prepared under a name. */
function listed(text: string): Statement {
  let statement = lists.get(text)
  if (!statement) {
    statement = { name: `desk-list-${lists.size}`, text }
    lists.set(text, statement)
  }
  return statement
}

function conditions(actor: Staff, asked: ListAsked, now: Date, put: (value: unknown) => string): string[] {
  const where = inView(actor, asked.view ?? 'all', now, put)
  // Who holds a request may see it, so his own list needs no second look at the teams.
  if (!seesAll(actor) && asked.view !== 'mine') where.push(`(holder_id = ${put(actor.id)} or team = any(${put(actor.teams)}))`)
  if (!asked.closed && asked.status === undefined) where.push('ended_at is null')
  if (asked.status) where.push(`status = ${put(asked.status)}`)
  if (asked.topic) where.push(`topic = ${put(asked.topic)}`)
  if (asked.priorityClass) where.push(`priority_class = ${put(asked.priorityClass)}`)
  if (asked.team) where.push(`team = ${put(asked.team)}`)
  const after = position(asked.after)
  if (after) where.push(`(${rank}, due_at, ticket.id) > (${put(after.rank)}, ${put(after.dueAt)}, ${put(after.id)}::uuid)`)
  return where.length ? where : ['true']
}

/** Within a day of the due date counts as soon in lists; each line then says it in working time. */
const SOON_MS = 2 * 86_400_000

function inView(actor: Staff, view: (typeof views)[number], now: Date, put: (value: unknown) => string): string[] {
  if (view === 'mine') return [`holder_id = ${put(actor.id)}`]
  if (view === 'unassigned') return ['holder_id is null']
  if (view === 'team') return [`team = any(${put(actor.teams)})`]
  if (view === 'waiting_citizen') return [`status = 'waiting_citizen'`]
  if (view === 'soon') return ['resolved_at is null', `due_at > ${put(now)}`, `due_at < ${put(new Date(now.getTime() + SOON_MS))}`]
  if (view === 'late') return ['resolved_at is null', `due_at < ${put(now)}`]
  return []
}

function position(after: string | undefined): { rank: number; dueAt: string; id: string } | null {
  const found = /^(\d)_(\d{4}-\d{2}-\d{2}T[\d:.]+Z)_([0-9a-f-]{36})$/.exec(after ?? '')
  return found && !Number.isNaN(Date.parse(found[2]!)) && isUuid(found[3]!) ? { rank: Number(found[1]), dueAt: found[2]!, id: found[3]! } : null
}

/** How much is in each list, in one pass over what the asker may see and is open. */
export async function deskCounts(ctx: Ctx, actor: Staff): Promise<Record<(typeof views)[number], number>> {
  const now = ctx.now
  const row = await ctx.app.store.db
    .selectFrom('ticket')
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('holder_id', '=', actor.id).as('mine'),
      eb.fn.countAll<number>().filterWhere('holder_id', 'is', null).as('unassigned'),
      eb.fn
        .countAll<number>()
        .filterWhere((f) => f('team', '=', f.fn.any(f.val([...actor.teams]))))
        .as('team'),
      eb.fn.countAll<number>().filterWhere('status', '=', 'waiting_citizen').as('waiting_citizen'),
      eb.fn
        .countAll<number>()
        .filterWhere((f) => f.and([f('resolved_at', 'is', null), f('due_at', '>', now), f('due_at', '<', new Date(now.getTime() + SOON_MS))]))
        .as('soon'),
      eb.fn
        .countAll<number>()
        .filterWhere((f) => f.and([f('resolved_at', 'is', null), f('due_at', '<', now)]))
        .as('late'),
    ])
    .where('ended_at', 'is', null)
    .$if(!seesAll(actor), (q) => q.where((eb) => eb.or([eb('holder_id', '=', actor.id), eb('team', '=', eb.fn.any(eb.val([...actor.teams])))])))
    .executeTakeFirstOrThrow()
  return Object.fromEntries(Object.entries(row).map(([name, count]) => [name, Number(count)])) as Record<(typeof views)[number], number>
}
