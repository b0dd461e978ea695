import type { Ctx } from './ctx.ts'
import type { Statement, TxEnd } from './db/store.ts'
import type { Platform, Recorded } from './platform.ts'

/** One notice to one person by one channel; `facts` are ids, dates and numbers. */
export interface Notice {
  event: string
  audience: 'citizen' | 'staff'
  personId: string
  /** Whose pages ring, where the person's record belongs to an account. */
  accountId?: string
  channel: 'email' | 'sms' | 'push' | 'inapp'
  ticketId?: string
  facts: Record<string, unknown>
  secret?: Buffer
  lane?: 0 | 1 | 2
  expiresAt?: Date
}
/** Inserts and updates as parts of a `with` clause, numbered from $1: `a as (insert ...), b as (update ...)`. */
export interface LastWrite {
  name: string
  parts: string
  /** A part that must have found its row; it ends in `returning`. Else nothing of the change is written, and it is refused as `Overtaken` with this code. */
  must?: { part: string; code: string }
}
export interface Last {
  write: LastWrite
  values: unknown[]
}
/** What one wish leaves behind: its journal rows, its notices, and the answer kept under its key. */
export interface Left {
  ctx: Ctx
  records: Recorded[]
  notices: (Notice & { id: string })[]
  answer: unknown
}

/** Writes what all of them leave behind, after the last writes, in one statement that travels together with the commit. */
export function flush(end: TxEnd, lastly: readonly Last[], all: readonly Left[]): void {
  end.last(flushAfter(lastly), [...lastly.flatMap(({ values }) => values), ...valuesOf(all)])
}

/** After the commit: wakes the sender and tells the rooms. */
export function tellCommitted(app: Platform, all: readonly Left[]): void {
  const notices = all.flatMap((one) => one.notices)
  app.committed([...all.flatMap(({ records }) => records), ...notices.filter(({ channel }) => channel === 'inapp').map(asRecord)], notices.length)
}
/** For the rooms only: the journal tells of the change itself. */
const asRecord = ({ id, audience, personId, accountId }: Notice & { id: string }): Recorded => ({
  id,
  event: `notice.for-${audience}`,
  subjectId: null,
  objectId: accountId ?? personId,
  details: {},
})

const flushParts = `journal_rows as (
    insert into journal (id, at, actor_kind, actor_id, request_id, subject_id, object_id, event, details, mac)
    select id, at, actor_kind, actor_id, request_id, subject_id, object_id, event, details, mac
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::text[], $9::jsonb[], $10::bytea[])
      as r(id, at, actor_kind, actor_id, request_id, subject_id, object_id, event, details, mac)
  ), used_keys as (
    insert into idempotency (scope, key, body_mac, reply, at)
    select * from unnest($11::uuid[], $12::text[], $13::bytea[], $14::jsonb[], $15::timestamptz[])
  ), queued_notices as (
    insert into notice (person_id, id, created_at, event, audience, channel, ticket_id, facts, secret, lane, next_at, expires_at)
    select person_id, id, at, event, audience, channel, ticket_id, facts, secret, lane, at, expires_at
    from unnest($16::uuid[], $17::uuid[], $18::timestamptz[], $19::text[], $20::text[], $21::text[], $22::uuid[], $23::jsonb[], $24::bytea[], $25::smallint[], $26::timestamptz[])
      as n(person_id, id, at, event, audience, channel, ticket_id, facts, secret, lane, expires_at)
  )`
const statements = new Map<string, Statement>()
/** All last writes and the flush as one statement; the parts are numbered on from where the one before ended. */
function flushAfter(writes: readonly Last[]): Statement {
  const name = [...writes.map(({ write }) => write.name), 'flush'].join('+')
  let statement = statements.get(name)
  if (!statement) {
    let before = 0
    const parts = writes.map(({ write, values }) => {
      const moved = numberedFrom(write.parts, before)
      before += values.length
      return moved
    })
    // A row that must be written and was not divides by zero, which undoes the whole.
    const demands = writes.flatMap(({ write }) => (write.must ? [`1 / (select count(*) from ${write.must.part})`] : []))
    statement = { name, text: `with ${[...parts, numberedFrom(flushParts, before)].join(', ')} select ${demands.join(', ')}` }
    statements.set(name, statement)
  }
  return statement
}
export const DIVISION_BY_ZERO = '22012'
export const numberedFrom = (parts: string, before: number): string => parts.replaceAll(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`)

/** Proves that a row of the journal is ours. */
export const macOf = ({ app, actor, now, requestId }: Ctx, r: Recorded, details: string): Buffer =>
  app.vault.mac('journal', [r.id, now.toISOString(), actor.kind, actor.id ?? '', r.subjectId ?? '', r.objectId ?? '', r.event, details, requestId].join('\n'))

function valuesOf(all: readonly Left[]): unknown[] {
  const records = all.flatMap(({ ctx, records }) => records.map((r) => ({ ...r, ctx, text: JSON.stringify(r.details) })))
  const keys = all.flatMap(({ ctx, answer }) => (ctx.idempotency ? [{ ...ctx.idempotency, at: ctx.now, reply: JSON.stringify(answer ?? null) }] : []))
  const notices = all.flatMap(({ ctx, notices }) => notices.map((n) => ({ ...n, at: ctx.now })))
  const column = <A, B>(rows: readonly A[], value: (row: A) => B) => rows.map(value)
  return [
    column(records, (r) => r.id),
    column(records, (r) => r.ctx.now),
    column(records, (r) => r.ctx.actor.kind),
    column(records, (r) => r.ctx.actor.id),
    column(records, (r) => r.ctx.requestId),
    column(records, (r) => r.subjectId),
    column(records, (r) => r.objectId),
    column(records, (r) => r.event),
    column(records, (r) => r.text),
    column(records, (r) => macOf(r.ctx, r, r.text)),
    column(keys, (k) => k.scope),
    column(keys, (k) => k.key),
    column(keys, (k) => k.bodyMac),
    column(keys, (k) => k.reply),
    column(keys, (k) => k.at),
    column(notices, (n) => n.personId),
    column(notices, (n) => n.id),
    column(notices, (n) => n.at),
    column(notices, (n) => n.event),
    column(notices, (n) => n.audience),
    column(notices, (n) => n.channel),
    column(notices, (n) => n.ticketId ?? null),
    column(notices, (n) => JSON.stringify(n.facts)),
    column(notices, (n) => n.secret ?? null),
    column(notices, (n) => n.lane ?? 2),
    column(notices, (n) => n.expiresAt ?? null),
  ]
}
