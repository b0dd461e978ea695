import type { Ctx } from './ctx.ts'
import type { Db, Statement, TxEnd, TxStore } from './db/store.ts'
import { DIVISION_BY_ZERO, flush, type Last, type LastWrite, type Left, macOf, type Notice, numberedFrom, tellCommitted } from './flush.ts'
import { uuidv7 } from './ids.ts'
import type { Platform, Recorded } from './platform.ts'
import { Refusal } from './refusal.ts'

export type { LastWrite, Notice } from './flush.ts'

/** Somebody else was quicker: what this change had read is no longer so. */
export class Overtaken extends Refusal {
  constructor(code: string) {
    super('conflict', code)
  }
}
/** A change under way. */
export interface Tx extends TxStore {
  db: Db
  /** Writes down what happened: audit, timeline and trigger at once. At least one is demanded. Answers the row that the rooms will be told of. */
  record: (event: string, about: { subject?: string | null; object?: string | null }, details?: Record<string, unknown>) => Recorded
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
  let must: LastWrite['must']
  try {
    const left = await ctx.app.store.transaction(async (store, end) => {
      const lastly: Last[] = []
      const one: Left = { ctx, records: [], notices: [], answer: null }
      one.answer = await work(txOf(store, one, lastly))
      await settle(ctx.app, store, end, lastly, [one])
      must = lastly.find(({ write }) => write.must)?.write.must
      return one
    }, ctx.idempotency !== undefined)
    tellCommitted(ctx.app, [left])
    return left.answer as T
  } catch (error) {
    return answerOfKey<T>(ctx, must && (error as { code?: string }).code === DIVISION_BY_ZERO ? new Overtaken(must.code) : error)
  }
}

/** Several wishes in one transaction with one flush. */
export interface Group<W> extends TxStore {
  /** The part of one of them: what is recorded and told by it is of that wish. */
  of: (wish: W) => Tx
  /** As `Tx.lastly`, for all of them together. */
  lastly: Tx['lastly']
}
/**
 * Wishes of different people that arrived together are one change: `decide` answers those that it grants and leaves the others out, who have
 * left nothing behind and are answered elsewhere. Each has a key: when nobody knows whether the commit held, all of it may be done again.
 */
export async function changeTogether<W extends { ctx: Ctx }, T>(
  app: Platform,
  wishes: readonly W[],
  decide: (group: Group<W>, wishes: readonly W[]) => Promise<ReadonlyMap<W, T>>,
): Promise<ReadonlyMap<W, T>> {
  if (wishes.some(({ ctx }) => !ctx.idempotency)) throw new Error('a wish without a key cannot be repeated')
  const { granted, left } = await app.store.transaction(async (store, end) => {
    const lastly: Last[] = []
    const parts = new Map(wishes.map(({ ctx }, i) => [wishes[i]!, { ctx, records: [], notices: [], answer: null } as Left]))
    const group: Group<W> = {
      get db() {
        return store.db
      },
      run: store.run,
      of: (wish) => txOf(store, parts.get(wish)!, lastly),
      lastly: (write, values) => void lastly.push({ write, values }),
    }
    const granted = await decide(group, wishes)
    const left = [...granted].map(([wish, answer]) => Object.assign(parts.get(wish)!, { answer }))
    if (left.length > 0) await settle(app, store, end, lastly, left)
    return { granted, left }
  }, true)
  if (left.length > 0) tellCommitted(app, left)
  return granted
}

const txOf = (store: TxStore, { ctx, records, notices }: Left, lastly: Last[]): Tx => ({
  get db() {
    return store.db
  },
  run: store.run,
  lastly: (write, values) => void lastly.push({ write, values }),
  record: (event, about, details = {}) => {
    const row: Recorded = { id: uuidv7(ctx.now), event, subjectId: about.subject ?? null, objectId: about.object ?? null, details }
    records.push(row)
    return row
  },
  notify: (notice) => {
    const id = uuidv7(ctx.now)
    notices.push({ ...notice, id })
    return id
  },
})

async function settle(app: Platform, store: TxStore, end: TxEnd, lastly: readonly Last[], left: readonly Left[]): Promise<void> {
  if (left.some(({ records }) => records.length === 0)) throw new Error('a change recorded nothing')
  await app.jobs.react(
    store,
    left.flatMap(({ records }) => records),
  )
  flush(end, lastly, left)
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
  let statement = looks.get(name)
  if (!statement) {
    statement = { name, text: `with looked as (${numberedFrom(lookInsert, read.values.length)}) ${read.statement.text}` }
    looks.set(name, statement)
  }
  return ctx.app.store.run<R>(statement, [...read.values, ...values])
}

const looks = new Map<string, Statement>()
const lookInsert =
  'insert into journal (id, at, actor_kind, actor_id, subject_id, object_id, event, details, request_id, mac) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)'
function lookValues(ctx: Ctx, event: string, about: About, details: Record<string, unknown>): unknown[] {
  const { actor, now, requestId } = ctx
  const record: Recorded = { id: uuidv7(now), event, subjectId: about.subject ?? null, objectId: about.object ?? null, details }
  const text = JSON.stringify(details)
  return [record.id, now, actor.kind, actor.id, record.subjectId, record.objectId, event, text, requestId, macOf(ctx, record, text)]
}
