import type { Ctx } from '#platform/ctx'
import type { TxStore } from '#platform/db/store'
import type { NoticeRow } from '../model.ts'

/** What becomes of a leased row. */
export interface Outcome {
  state: 'queued' | 'sent' | 'delivered' | 'failed' | 'skipped'
  answer: string | null
  next_at?: Date
  sent_at?: Date
  sealed?: Buffer
  message_ref?: string
  /** Waiting is no try. */
  attempts?: number
  /** A code is gone once it went out or never will. */
  secret?: null
}

/** Writes the outcome if the lease is still ours: the count of tries is its token. Answers false when somebody else has the row by now. */
export async function mark({ db }: Pick<TxStore, 'db'>, notice: NoticeRow, outcome: Outcome): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ ...outcome })
    .where('person_id', '=', notice.person_id)
    .where('id', '=', notice.id)
    .where('state', '=', 'sending')
    .where('attempts', '=', notice.attempts)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The end of a notice that did not go out, for the log: ids and codes only. */
export const tellLog = (ctx: Ctx, notice: NoticeRow, code: string, words: string): void =>
  ctx.app.log.warn(
    { part: notice.channel === 'sms' ? 'sms' : 'mail', requestId: ctx.requestId, event: notice.event, channel: notice.channel, attempt: notice.attempts, code },
    words,
  )
