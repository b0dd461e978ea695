import type { Ctx } from '#platform/ctx'
import type { NoticeRow } from '../model.ts'

/** In the log, mail has always been called so. */
export const partOf = (channel: string): string => (channel === 'email' ? 'mail' : channel)

/** The end of a notice that did not go out, for the log: ids and codes only. */
export const tellLog = (ctx: Ctx, notice: NoticeRow, code: string, words: string): void =>
  ctx.app.log.warn(
    { part: partOf(notice.channel), requestId: ctx.requestId, event: notice.event, channel: notice.channel, attempt: notice.attempts, code },
    words,
  )
