import { isNoticeEvent, noticeEvents } from '#contract/notice-events'
import { change, earlierAnswer } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { limit } from '#platform/limits'
import { allow, Refusal } from '#platform/refusal'
import { resendRoles } from '../access.ts'
import type { ChannelName, People } from '../model.ts'
import { waysOf } from '../ways-of.ts'

/**
 * Queues the same notice again as a row of its own (TECH-5); what it says is read afresh. What you may not see is not found.
 * Codes are not sent again: they are asked for anew. One copy a minute. `by`: another channel of the event's own.
 */
export async function resend(ctx: Ctx, id: string, people: Pick<People, 'mayReadTicket'>, by?: ChannelName): Promise<{ id: string }> {
  allow(ctx.actor.kind === 'system' || (ctx.actor.kind === 'staff' && ctx.actor.roles.some((role) => (resendRoles as readonly string[]).includes(role))))
  const earlier = await earlierAnswer<{ id: string }>(ctx)
  if (earlier) return earlier.reply
  const notice = await ctx.app.store.db
    .selectFrom('notice')
    .select(['person_id', 'event', 'audience', 'channel', 'ticket_id', 'facts', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  const { event, ticket_id: ticketId } = notice ?? {}
  if (!notice || !ticketId || !event || !isNoticeEvent(event) || !(await people.mayReadTicket(ctx, ticketId))) throw new Refusal('not-found', 'notice.none')
  if (noticeEvents[event].lane === 0 || (notice.channel === 'inapp' && !by)) throw new Refusal('conflict', 'notice.not-resendable')
  if (notice.state === 'queued' || notice.state === 'sending') throw new Refusal('conflict', 'notice.under-way')
  const channel = by ?? (notice.channel as ChannelName)
  if (!waysOf(event, ctx.app).includes(channel)) throw new Refusal('conflict', 'notice.not-by-this-channel')
  await limit(ctx, `resend:${id}`, 1, 60, 'notice.resent-just-now')
  return change(ctx, async (tx) => {
    const copy = tx.notify({
      event,
      audience: notice.audience as 'citizen' | 'staff',
      personId: notice.person_id,
      channel,
      ticketId,
      facts: notice.facts as Record<string, unknown>,
      lane: noticeEvents[event].lane,
    })
    tx.record('notice.resent', { subject: notice.person_id, object: ticketId }, { notice: id, copy, event, channel })
    return { id: copy }
  })
}
