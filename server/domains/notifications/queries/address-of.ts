import { look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { maskEmail, maskPhone } from '#platform/identifiers/masks'
import { allow, Refusal } from '#platform/refusal'
import { lookRoles } from '../access.ts'
import type { NoticeRow, People } from '../model.ts'

/** Where a notice goes, read afresh and masked; who looked is written down before it is answered. Empty when the person has no such address any more. */
export async function addressOf(ctx: Ctx, id: string, people: Pick<People, 'recipient'>): Promise<{ to: string }> {
  const { actor } = ctx
  allow(actor.kind === 'staff' && lookRoles.some((role) => actor.roles.includes(role)))
  const notice = await ctx.app.store.db.selectFrom('notice').selectAll().where('id', '=', id).where('audience', '=', 'citizen').executeTakeFirst()
  if (!notice) throw new Refusal('not-found', 'notice.none')
  await look(ctx, 'notice.address-seen', { subject: notice.person_id, object: notice.ticket_id }, { notice: id })
  const to = await people.recipient(ctx, notice as unknown as NoticeRow)
  const address = notice.channel === 'sms' ? to?.phone : notice.channel === 'email' ? to?.email : null
  return { to: address ? (notice.channel === 'sms' ? maskPhone(address) : maskEmail(address)) : '' }
}
