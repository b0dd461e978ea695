import { change, type Tx } from '#platform/change'
import { systemCtx } from '#platform/ctx'
import { isAway, type Statement, type TxStore } from '#platform/db/store'
import { inGroups } from '#platform/in-groups'
import type { Platform } from '#platform/platform'
import type { NoticeRow } from '../model.ts'

/** What becomes of a leased row. */
export interface Outcome {
  state: 'queued' | 'sent' | 'failed' | 'skipped'
  answer: string | null
  /** When to look again; only of what is queued. */
  nextAt?: Date
  sentAt?: Date
  sealed?: Buffer
  /** Names of the parts at the operator's. */
  parts?: readonly string[]
  /** Count of the text message's parts. */
  partCount?: number
  /** This was no try: the row was to wait. */
  waited?: boolean
}
export interface Mark {
  notice: NoticeRow
  outcome: Outcome
  /** Told to the journal in the same transaction. */
  record?: [event: string, details: Record<string, unknown>]
}

const marks: Statement = {
  name: 'notice-marks',
  text: `with o as materialized (
      select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::bytea[], $9::int[], $10::smallint[])
        as o(person_id, id, leases, state, answer, next_at, sent_at, sealed, attempts, parts)),
    told as (
      insert into sms_part (message_id, person_id, notice_id, lease, at)
      select * from unnest($11::text[], $12::uuid[], $13::uuid[], $14::int[], $15::timestamptz[])
      on conflict (message_id) do update set person_id = excluded.person_id, notice_id = excluded.notice_id, lease = excluded.lease
      returning notice_id, status),
    marked as (update notice n set state = o.state, answer = coalesce(o.answer, n.answer), next_at = coalesce(o.next_at, n.next_at), sent_at = coalesce(o.sent_at, n.sent_at),
      sealed = coalesce(o.sealed, n.sealed), attempts = o.attempts, parts = coalesce(o.parts, n.parts),
      message_ref = case when o.state = 'sent' then n.id::text else n.message_ref end,
      -- A code is gone once it went out or never will.
      secret = case when o.state = 'queued' then n.secret end
    from o where n.person_id = o.person_id and n.id = o.id and n.state = 'sending' and n.leases = o.leases returning n.id)
    select id, exists (select from told where notice_id = id and status is not null) as "isToldOf" from marked`,
}

/** A row that was marked; some of its parts may have a receipt already. */
export interface Marked {
  id: string
  isToldOf: boolean
}

/** Writes outcomes of rows whose lease is still ours: its count is the token. Answers those, by id; the rest somebody else has by now. */
export async function markAll({ run }: Pick<TxStore, 'run'>, all: readonly Mark[]): Promise<Map<string, Marked>> {
  const column = <T>(value: (mark: Mark) => T) => all.map(value)
  const parts = all.flatMap(({ notice, outcome }) => (outcome.parts ?? []).map((name) => ({ notice, name, at: outcome.sentAt })))
  const rows = await run<Marked>(marks, [
    column(({ notice }) => notice.person_id),
    column(({ notice }) => notice.id),
    column(({ notice }) => notice.leases),
    column(({ outcome }) => outcome.state),
    column(({ outcome }) => outcome.answer),
    column(({ outcome }) => outcome.nextAt ?? null),
    column(({ outcome }) => outcome.sentAt ?? null),
    column(({ outcome }) => outcome.sealed ?? null),
    column(({ notice, outcome }) => (outcome.waited ? notice.attempts - 1 : notice.attempts)),
    column(({ outcome }) => outcome.partCount ?? null),
    parts.map(({ name }) => name),
    parts.map(({ notice }) => notice.person_id),
    parts.map(({ notice }) => notice.id),
    parts.map(({ notice }) => notice.leases),
    parts.map(({ at }) => at),
  ])
  return new Map(rows.map((row) => [row.id, row]))
}

export interface Marker {
  /** Resolves once it is written; null: the lease was no longer ours. */
  write: (mark: Mark) => Promise<Marked | null>
}

/**
 * Outcomes that come in while others are being written go together in the next statement. Each sender of a row waits until its own is
 * written, so that what is in doubt after a crash is never more than the rows under way.
 */
export function openMarker(platform: Platform, clock: () => Date): Marker {
  const write = inGroups(async (all: readonly Mark[]) => {
    const ours = await insistently(() => together(platform, clock(), all))
    return all.map(async ({ notice }) => ours.get(notice.id) ?? null)
  })
  return { write }
}

/** What was sent and is not marked goes out twice, so a store that is away for a moment is asked again; the token makes a second writing harmless. */
async function insistently<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (tries === TRIES || !isAway(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** tries))
    }
  }
}
/** 6 s in all, far less than a lease. */
const TRIES = 6
const FIRST_PAUSE_MS = 100

function together(platform: Platform, now: Date, all: readonly Mark[]): Promise<Map<string, Marked>> {
  if (all.every(({ record }) => !record)) return markAll(platform.store, all)
  return change(systemCtx(platform, now, 'sender'), async (tx) => {
    const ours = await markAll(tx, all)
    for (const { notice, record } of all) if (record && ours.has(notice.id)) recordOf(tx, notice, ...record)
    return ours
  })
}

export const recordOf = (tx: Pick<Tx, 'record'>, notice: NoticeRow, event: string, details: Record<string, unknown>): void =>
  void tx.record(
    event,
    { subject: notice.person_id, object: notice.ticket_id },
    { notice: notice.id, event: notice.event, channel: notice.channel, ...details },
  )
