import type { Ctx } from '#platform/ctx'
import type { People } from '../model.ts'

/** A letter of ours came back: its address is told to those who keep addresses. */
export async function bounced(ctx: Ctx, people: People, { noticeId, code, permanent }: { noticeId: string; code: string; permanent: boolean }): Promise<void> {
  const notice = await ctx.app.store.db
    .selectFrom('notice')
    .select(['person_id', 'ticket_id', 'facts'])
    .where('id', '=', noticeId)
    .where('channel', '=', 'email')
    .where('audience', '=', 'citizen')
    .executeTakeFirst()
  if (!notice) return
  const { contactId, chatId } = notice.facts as { contactId?: string; chatId?: string }
  await people.addressFailed(ctx, {
    personId: notice.person_id,
    ticketId: notice.ticket_id,
    contactId: contactId ?? null,
    chatId: chatId ?? null,
    channel: 'email',
    code,
    permanent,
  })
}
