import type { NoticeRow, Refused } from './model.ts'

/** The address that a notice went to, as those who keep addresses find it. */
export const refusedOf = (
  { person_id, ticket_id, facts }: Pick<NoticeRow, 'person_id' | 'ticket_id' | 'facts'>,
  channel: Refused['channel'],
  { code, permanent }: Pick<Refused, 'code' | 'permanent'>,
): Refused => {
  const { contactId = null, chatId = null } = facts as { contactId?: string; chatId?: string }
  return { personId: person_id, ticketId: ticket_id, contactId, chatId, channel, code, permanent }
}
