import type { AccountEvent, AccountLook } from '#contract/my-account'
import { recordsOf } from '#domains/citizens/index'
import { strongestRoles } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { timeOfUuid } from '#platform/ids'
import { eventView } from '../event-view.ts'
import type { Logged } from '../requests-of-person.ts'

export interface Paged<T> {
  items: T[]
  page: number
  pages: number
}
const PAGE = 50
const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / PAGE))

/** A look at the account itself, by staff who help with it. */
const accountLook = 'account.opened-at-desk'
/** Steps on the way that change nothing and say nothing to the owner. */
const steps = ['account.factor-begun', 'account.recovery-challenged', 'account.registration-proved']

interface EventRow {
  at: Date
  actor_kind: string
  actor_id: string | null
  event: string
  object_id: string
  details: Record<string, unknown>
  total: number
}
const events: Statement = {
  name: 'own-events',
  text: `select at, actor_kind, actor_id, event, object_id, details, count(*) over ()::int as total from journal
    where object_id = any($1::uuid[]) and at > $2 and (event like 'account.%' and event <> all($5::text[]) or event = any($3::text[]))
    order by id desc limit ${PAGE} offset $4`,
}
const views: Statement = {
  name: 'own-views',
  text: `select min(at) as at, min(event) as event, object_id, details ->> 'role' as role, details ->> 'purpose' as purpose, actor_id, count(*) over ()::int as total
    from journal where object_id = any($1::uuid[]) and at > $2 and actor_kind = 'staff' and event = any($3::text[])
    group by actor_id, event, object_id, details ->> 'role', details ->> 'purpose', date_trunc('hour', at) order by min(id::text) desc limit ${PAGE} offset $4`,
}

/** What happened with one's account and requests, newest first; ids and names of employees, assignments and notes are not among it. */
export async function myEvents(ctx: Ctx, accountId: string, requests: Logged, page = 1): Promise<Paged<AccountEvent>> {
  const own = await ownObjects(ctx, accountId, requests)
  const rows = await ctx.app.store.run<EventRow>(events, [own.ids, own.since, requests.events, (page - 1) * PAGE, [accountLook, ...steps]])
  const roles = await strongestRoles(
    ctx,
    rows.flatMap((row) => (row.actor_kind === 'staff' && row.actor_id ? [row.actor_id] : [])),
  )
  return {
    items: rows.map((row) =>
      eventView({
        at: row.at,
        actorKind: row.actor_kind,
        isOwner: row.actor_id === accountId,
        role: row.actor_id ? (roles.get(row.actor_id) ?? null) : null,
        event: row.event,
        number: own.numbers.get(row.object_id),
        details: row.details,
      }),
    ),
    page,
    pages: pagesOf(rows[0]?.total ?? 0),
  }
}

type LookRow = { at: Date; event: string; object_id: string; role: string | null; purpose: string | null; actor_id: string | null; total: number }

/** Who looked at one's data: every opening of a request, a talk, a file, a contact or the account by staff; one line per person, purpose and hour (FORM-15). */
export async function myViews(ctx: Ctx, accountId: string, requests: Logged, page = 1): Promise<Paged<AccountLook>> {
  const own = await ownObjects(ctx, accountId, requests)
  const rows = await ctx.app.store.run<LookRow>(views, [own.ids, own.since, [...requests.looks, accountLook], (page - 1) * PAGE])
  const roles = await strongestRoles(
    ctx,
    rows.flatMap((row) => (row.role || !row.actor_id ? [] : [row.actor_id])),
  )
  return {
    items: rows.map((row) => ({
      at: row.at.toISOString(),
      role: row.role ?? (row.actor_id && roles.get(row.actor_id)) ?? 'operator',
      what: row.event,
      purpose: row.purpose,
      number: own.numbers.get(row.object_id) ?? null,
    })),
    page,
    pages: pagesOf(rows[0]?.total ?? 0),
  }
}

/** Everything of this person that a journal row may be about, and from when on there can be one. */
async function ownObjects(ctx: Ctx, accountId: string, requests: Logged) {
  const [rows, numbers] = await Promise.all([ctx.app.store.run<{ id: string; is_record: boolean }>(objects, [accountId]), requests.numbers(ctx, accountId)])
  const ids = [...rows.map(({ id }) => id), ...numbers.keys()]
  // No line is older than what it is about; a day is left for clocks that differ.
  const since = new Date(Math.min(...ids.map((id) => timeOfUuid(id).getTime())) - 86_400_000)
  return { ids, numbers, since }
}
const objects: Statement = {
  name: 'own-objects',
  text: `${recordsOf('$1')} union all select id from account_recovery where citizen_id = $1`,
}
