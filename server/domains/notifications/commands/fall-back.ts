import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { NoticeRow, People } from '../model.ts'
import { nextWay } from '../next-way.ts'

/**
 * What must arrive and could not go one way goes the next, unless it went there anyway (LOGIN-4, TECH-5). News about an account go to each
 * of its addresses; those about a request to the address that the request has.
 */
export async function fallBack(ctx: Ctx, tx: Tx, notice: NoticeRow, people: Pick<People, 'mailOf' | 'secretAgain'>): Promise<void> {
  const channel = nextWay(notice)
  if (!channel) return
  const event = notice.event as NoticeEvent
  await tx.run(oneAtATime, [notice.person_id])
  if (await wentBy(tx, notice, channel)) return
  const isOfAccount = !notice.ticket_id && typeof notice.facts['chatId'] !== 'string'
  const targets = isOfAccount ? (await people.mailOf(ctx, notice.person_id)).map((contactId) => ({ contactId })) : [{}]
  // Of a message that a receipt says was lost the secret is gone since it was sent.
  const secret = notice.secret ?? (isOfAccount ? await people.secretAgain(ctx, notice) : null)
  for (const target of targets) {
    const copy = tx.notify({
      event,
      audience: notice.audience,
      personId: notice.person_id,
      channel,
      ...(notice.ticket_id && { ticketId: notice.ticket_id }),
      facts: { ...notice.facts, ...target, insteadOf: notice.id },
      lane: noticeEvents[event].lane,
      ...(secret && { secret }),
      ...(notice.expires_at && { expiresAt: notice.expires_at }),
    })
    tx.record('notice.fell-back', { subject: notice.person_id, object: notice.ticket_id ?? notice.person_id }, { notice: notice.id, copy, event, channel })
  }
}

/** Of two telephones that fail at once the second sees what was queued for the first. */
const oneAtATime: Statement = { name: 'notice-fall-back-turn', text: "select pg_advisory_xact_lock(hashtextextended('notice-fall-back ' || $1::text, 0))" }

/** News are told by all channels in one change, so at one moment; a copy for another telephone that failed before counts as well. */
async function wentBy({ db }: Tx, notice: NoticeRow, channel: string): Promise<boolean> {
  const mail = await db
    .selectFrom('notice')
    .select('id')
    .where('person_id', '=', notice.person_id)
    .where('event', '=', notice.event)
    .where('channel', '=', channel)
    .where('ticket_id', notice.ticket_id ? '=' : 'is', notice.ticket_id)
    .where('created_at', '>=', notice.created_at)
    .where('state', 'not in', ['failed', 'skipped'])
    .limit(1)
    .executeTakeFirst()
  return mail !== undefined
}
