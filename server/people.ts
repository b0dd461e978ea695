import { accountForNotice, ownerOfAccount, secretAgain } from '#domains/accounts/index'
import { personForChat } from '#domains/chat/index'
import { addressFailed, isDead, quietOf } from '#domains/citizens/index'
import type { NoticeRow, People, Recipient } from '#domains/notifications/index'
import { staffEmail, staffNames } from '#domains/staff/index'
import { mayReadTicket, personForNotice } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'

type Meant = Pick<NoticeRow, 'person_id' | 'ticket_id' | 'facts'>
type Found = Omit<Recipient, 'isDead' | 'quiet'>

/** The domain that the notice is about knows whom it goes to. */
function found(ctx: Ctx, notice: Meant): Promise<Found | null> {
  if (typeof notice.facts['chatId'] === 'string') return personForChat(ctx, notice)
  return notice.ticket_id ? personForNotice(ctx, notice) : accountForNotice(ctx, notice)
}

const keyOf: People['keyOf'] = async (ctx, personId, audience) => {
  if (audience === 'staff') return null
  const row = await ctx.app.store.db.selectFrom('citizen').select('wrapped_key').where('id', '=', personId).executeTakeFirst()
  if (!row) return null
  return row.wrapped_key ? ctx.app.vault.dataKey(personId, row.wrapped_key) : 'erased'
}

/** What the notifications ask of the domains that know people, requests and talks. */
export const people: People = {
  recipient: async (ctx, notice) => {
    if (notice.audience === 'staff') {
      const mail = await staffEmail(ctx, notice.person_id)
      return {
        email: mail?.email ?? null,
        phone: null,
        lang: mail?.lang ?? 'ru',
        zone: ctx.app.config.agency.zone,
        proved: true,
        key: null,
        words: { assignee: (await staffNames(ctx, [notice.person_id])).get(notice.person_id) ?? '' },
      }
    }
    const to = await found(ctx, notice)
    if (!to) return null
    const address = notice.channel === 'email' ? to.email : notice.channel === 'sms' ? to.phone : null
    return {
      ...to,
      isDead: address !== null && (await isDead(ctx, notice.person_id, notice.channel === 'sms' ? 'phone' : 'email', address)),
      ...((notice.channel === 'sms' || notice.channel === 'push') && { quiet: await quietOf(ctx, notice.person_id) }),
    }
  },
  keyOf,
  mailOf: async (ctx, personId) => (await ownerOfAccount(ctx.app.store, personId)).contacts.filter(({ kind }) => kind === 'email').map(({ id }) => id),
  secretAgain: async (ctx, notice) => {
    const key = await keyOf(ctx, notice.person_id, notice.audience)
    return key && key !== 'erased' ? secretAgain(ctx, notice, key) : null
  },
  mayReadTicket,
  addressFailed: async (ctx, { personId, contactId, ticketId, chatId, channel, code, permanent }) => {
    if (!permanent) return
    const facts = { ...(contactId && { contactId }), ...(chatId && { chatId }) }
    const to = await found(ctx, { person_id: personId, ticket_id: ticketId ?? null, facts })
    const value = channel === 'sms' ? to?.phone : to?.email
    // Who is registering has no record yet: the registration is over by itself.
    if (to?.key && value) await addressFailed(ctx, { citizenId: personId, key: to.key, kind: channel === 'sms' ? 'phone' : 'email', value, code })
  },
}
