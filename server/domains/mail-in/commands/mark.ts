import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { type DropReason, placeOfLetter, type QuarantineReason, type Summary } from '../model.ts'
import { type StoredLetter, sealSummary } from '../sealed-letter.ts'

/** A letter under work: of two who work on one only the holder of the newest lease may say what it became. */
export interface Leased extends StoredLetter {
  tries: number
  state: string
}

/** Nothing is made of it for now; the reason is shown at the desk. */
export function putAside(
  ctx: Ctx,
  letter: Leased,
  state: 'dropped' | 'quarantine',
  reason: DropReason | QuarantineReason,
  seen: { key: DataKey; summary: Summary } | null,
): Promise<void> {
  return change(ctx, async (tx) => {
    await marked(tx, letter, { state, reason, ...(seen && { summary: sealSummary(seen.key, letter.id, seen.summary) }), ...decidedBy(ctx) })
    tx.record(state === 'dropped' ? 'mail.dropped' : 'mail.quarantined', { object: letter.id }, { reason })
  })
}

export interface Became {
  ticketId: string
  citizenId: string
  /** Of the request's own message the id is the request's. */
  messageId: string
  /** The person's, which from now on opens the letter: erasing the person erases it too. */
  key: DataKey
}

/** The letter is part of a request; in the same change as that. */
export async function land(ctx: Ctx, tx: Tx, letter: Leased, own: DataKey, fileKey: Buffer, summary: Summary, proved: boolean, made: Became): Promise<void> {
  await marked(tx, letter, {
    state: made.messageId === made.ticketId ? 'request' : 'message',
    reason: null,
    citizen_id: made.citizenId,
    ticket_id: made.ticketId,
    message_id: made.messageId,
    proved,
    summary: sealSummary(own, letter.id, summary),
    file_key: made.key.seal(placeOfLetter(letter.id, 'file_key'), fileKey),
    ...decidedBy(ctx),
  })
  tx.record('mail.landed', { subject: made.citizenId, object: made.ticketId }, { mail: letter.id, proved })
}

const decidedBy = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? { decided_by: ctx.actor.id, decided_at: ctx.now } : {})

export async function marked(tx: Tx, { id, tries, state }: Pick<Leased, 'id' | 'tries' | 'state'>, set: Record<string, unknown>): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('mail_in')
    .set(set)
    .where('id', '=', id)
    .where('state', '=', state)
    .where('tries', '=', tries)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('conflict', 'mail.changed')
}
