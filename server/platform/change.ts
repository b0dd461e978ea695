import type { Ctx } from './ctx.ts'
import type { Db, Statement, TxStore } from './db/store.ts'
import { uuidv7 } from './ids.ts'
import type { Recorded } from './platform.ts'
import { Refusal } from './refusal.ts'

/** One notice to one person by one channel; `facts` are ids, dates and numbers. */
export interface Notice {
  event: string
  audience: 'citizen' | 'staff'
  personId: string
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
/** Somebody else was quicker: what this change had read is no longer so. */
export class Overtaken extends Refusal {
  constructor(code: string) {
    super('conflict', code)
  }
}
/** A change under way. */
export interface Tx extends TxStore {
  db: Db
  /** Writes down what happened: audit, timeline and trigger at once. At least one is demanded. */
  record: (event: string, about: { subject?: string | null; object?: string | null }, details?: Record<string, unknown>) => void
  /** Writes that need no answer and that nothing later in this change reads: they go with the journal in one statement. */
  lastly: (write: LastWrite, values: unknown[]) => void
  /** Queues a notice: it leaves when the change is committed, or never. */
  notify: (notice: Notice) => string
}

/**
 * A state change in one shape: load and lock, ask access, apply rules, write, record.
 * Everything, the journal rows, queued notices, jobs of reactions and the stored answer of the idempotency key, is one transaction.
 * The result is what a repeated call with the same key gets again, so it holds ids and numbers, never personal data.
 */
export async function change<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  let records: Recorded[] = []
  let notices: (Notice & { id: string })[] = []
  let must: LastWrite['must']
  try {
    const result = await ctx.app.store.transaction(async (store, end) => {
      records = []
      notices = []
      const lastly: { write: LastWrite; values: unknown[] }[] = []
      const tx: Tx = {
        get db() {
          return store.db
        },
        run: store.run,
        lastly: (write, values) => {
          lastly.push({ write, values })
        },
        record: (event, about, details = {}) => {
          records.push({ id: uuidv7(ctx.now), event, subjectId: about.subject ?? null, objectId: about.object ?? null, details })
        },
        notify: (notice) => {
          const id = uuidv7(ctx.now)
          notices.push({ ...notice, id })
          return id
        },
      }
      const answer = await work(tx)
      if (records.length === 0) throw new Error('a change recorded nothing')
      await ctx.app.jobs.react(store, records)
      const values = flushValues(ctx, records, notices, answer)
      end.last(flushAfter(lastly), [...lastly.flatMap((one) => one.values), ...values])
      must = lastly.find(({ write }) => write.must)?.write.must
      return answer
    }, ctx.idempotency !== undefined)
    ctx.app.committed([...records, ...notices.filter(isAtDesk).map(asRecord)], notices.length)
    return result
  } catch (error) {
    return answerOfKey<T>(ctx, must && (error as { code?: string }).code === DIVISION_BY_ZERO ? new Overtaken(must.code) : error)
  }
}

const isAtDesk = ({ audience, channel }: Notice): boolean => audience === 'staff' && channel === 'inapp'
/** For the rooms only: the journal tells of the change itself. */
const asRecord = ({ id, personId }: Notice & { id: string }): Recorded => ({ id, event: 'notice.for-staff', subjectId: null, objectId: personId, details: {} })

/** One statement for the journal, the outbox and the idempotency key; it travels together with the commit. */
const flushParts = `journal_rows as (
    insert into journal (id, at, actor_kind, actor_id, subject_id, object_id, event, details, request_id, mac)
    select id, $2, $3, $4, subject_id, object_id, event, details, $5, mac
    from unnest($1::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::jsonb[], $10::bytea[]) as r(id, subject_id, object_id, event, details, mac)
  ), used_key as (
    insert into idempotency (scope, key, body_mac, reply, at) select $11::uuid, $12::text, $13::bytea, $14::jsonb, $2 where $12::text is not null
  ), queued_notices as (
    insert into notice (person_id, id, created_at, event, audience, channel, ticket_id, facts, secret, lane, next_at, expires_at)
    select person_id, id, $2, event, audience, channel, ticket_id, facts, secret, lane, $2, expires_at
    from unnest($15::uuid[], $16::uuid[], $17::text[], $18::text[], $19::text[], $20::uuid[], $21::jsonb[], $22::bytea[], $23::smallint[], $24::timestamptz[])
      as n(person_id, id, event, audience, channel, ticket_id, facts, secret, lane, expires_at)
  )`
const statements = new Map<string, Statement>()
/** All last writes and the flush as one statement; the parts are numbered on from where the one before ended. */
function flushAfter(writes: { write: LastWrite; values: unknown[] }[]): Statement {
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
const DIVISION_BY_ZERO = '22012'
const numberedFrom = (parts: string, before: number): string => parts.replaceAll(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`)

const macOf = ({ app, actor, now, requestId }: Ctx, r: Recorded, details: string): Buffer =>
  app.vault.mac('journal', [r.id, now.toISOString(), actor.kind, actor.id ?? '', r.subjectId ?? '', r.objectId ?? '', r.event, details, requestId].join('\n'))

function flushValues(ctx: Ctx, records: Recorded[], notices: (Notice & { id: string })[], answer: unknown): unknown[] {
  const { actor, now, requestId, idempotency } = ctx
  const column = <A, B>(rows: readonly A[], value: (row: A) => B) => rows.map(value)
  const details = records.map((r) => JSON.stringify(r.details))
  const macs = records.map((r, i) => macOf(ctx, r, details[i]!))
  return [
    column(records, (r) => r.id),
    now,
    actor.kind,
    actor.id,
    requestId,
    column(records, (r) => r.subjectId),
    column(records, (r) => r.objectId),
    column(records, (r) => r.event),
    details,
    macs,
    idempotency?.scope ?? null,
    idempotency?.key ?? null,
    idempotency?.bodyMac ?? null,
    idempotency ? JSON.stringify(answer ?? null) : null,
    column(notices, (n) => n.personId),
    column(notices, (n) => n.id),
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

/**
 * A key that was used before answers what it answered then; so the first use pays nothing for the question.
 * The same key with another body is refused (422).
 */
async function answerOfKey<T>(ctx: Ctx, error: unknown): Promise<T> {
  // 23505: the key itself, or a row that the same wish has written before, in another process or before its connection was lost.
  const asked = error instanceof Refusal || (error as { code?: string }).code === '23505'
  const stored = asked ? await earlierAnswer<T>(ctx) : undefined
  if (!stored) throw error
  return stored.reply
}

/** What this key answered before, if it was used. */
export async function earlierAnswer<T>({ app, idempotency: key }: Ctx): Promise<{ reply: T } | undefined> {
  if (!key) return undefined
  const stored = await app.store.db
    .selectFrom('idempotency')
    .select(['body_mac', 'reply'])
    .where('scope', '=', key.scope)
    .where('key', '=', key.key)
    .executeTakeFirst()
  if (stored && !stored.body_mac.equals(key.bodyMac)) throw new Refusal('unprocessable', 'idempotency.other-body')
  return stored && { reply: stored.reply as T }
}

interface About {
  subject?: string | null
  object?: string | null
}
/** A look at personal data is recorded like a change (FORM-15). */
export async function look(ctx: Ctx, event: string, about: About, details: Record<string, unknown> = {}): Promise<void> {
  await ctx.app.store.run({ name: 'look', text: lookInsert }, lookValues(ctx, event, about, details))
}

/** The same, and in the same statement what is looked at: no row is answered unless the look is written down. `read.text` is numbered from $1. */
export async function lookAt<R>(
  ctx: Ctx,
  [event, about, details]: [event: string, about: About, details: Record<string, unknown>],
  read: { statement: Statement; values: unknown[] },
): Promise<R[]> {
  const values = lookValues(ctx, event, about, details)
  const name = `look-at-${read.statement.name}`
  let statement = statements.get(name)
  if (!statement) {
    statement = { name, text: `with looked as (${numberedFrom(lookInsert, read.values.length)}) ${read.statement.text}` }
    statements.set(name, statement)
  }
  return ctx.app.store.run<R>(statement, [...read.values, ...values])
}

const lookInsert =
  'insert into journal (id, at, actor_kind, actor_id, subject_id, object_id, event, details, request_id, mac) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)'
function lookValues(ctx: Ctx, event: string, about: About, details: Record<string, unknown>): unknown[] {
  const { actor, now, requestId } = ctx
  const record: Recorded = { id: uuidv7(now), event, subjectId: about.subject ?? null, objectId: about.object ?? null, details }
  const text = JSON.stringify(details)
  return [record.id, now, actor.kind, actor.id, record.subjectId, record.objectId, event, text, requestId, macOf(ctx, record, text)]
}
