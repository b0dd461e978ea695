import { isNoticeEvent, noticeEvents } from '#contract/notice-events'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { NoticeRow, People } from '../model.ts'

/**
 * News about the safety of an account that could not go by text message go by mail, where the account has an address and nothing was mailed
 * anyway (LOGIN-4). A code never does: it proves a telephone, and whoever reads the mail has not shown one.
 */
export async function fallBack(ctx: Ctx, tx: Tx, notice: NoticeRow, people: Pick<People, 'mailOf'>): Promise<void> {
  if (notice.channel !== 'sms' || notice.ticket_id || !isNoticeEvent(notice.event)) return
  const { lane, mandatory } = noticeEvents[notice.event]
  if (lane !== 1 || !mandatory) return
  await tx.run(oneAtATime, [notice.person_id])
  if (await wentByMail(tx, notice)) return
  for (const contactId of await people.mailOf(ctx, notice.person_id)) {
    const copy = tx.notify({
      event: notice.event,
      audience: notice.audience,
      personId: notice.person_id,
      channel: 'email',
      facts: { ...notice.facts, contactId, insteadOf: notice.id },
      lane,
      ...(notice.secret && { secret: notice.secret }),
      ...(notice.expires_at && { expiresAt: notice.expires_at }),
    })
    tx.record('notice.fell-back', { subject: notice.person_id, object: notice.person_id }, { notice: notice.id, copy, event: notice.event, channel: 'email' })
  }
}

/** Of two telephones that fail at once the second sees what was queued for the first. */
const oneAtATime: Statement = { name: 'notice-fall-back-turn', text: "select pg_advisory_xact_lock(hashtextextended('notice-fall-back ' || $1::text, 0))" }

/** News are told by all channels in one change, so at one moment; a copy for another telephone that failed before counts as well. */
async function wentByMail({ db }: Tx, notice: NoticeRow): Promise<boolean> {
  const mail = await db
    .selectFrom('notice')
    .select('id')
    .where('person_id', '=', notice.person_id)
    .where('event', '=', notice.event)
    .where('channel', '=', 'email')
    .where('created_at', '>=', notice.created_at)
    .where('state', '!=', 'failed')
    .limit(1)
    .executeTakeFirst()
  return mail !== undefined
}
