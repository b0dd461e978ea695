import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { NoticeRow, People } from '../model.ts'
import { receiptOutcome } from '../receipt-outcome.ts'
import { refusedOf } from '../refused-of.ts'
import type { Receipt } from '../smpp/receipt-of.ts'
import { fallBack } from './fall-back.ts'
import { recordOf } from './mark.ts'

// The answer to the part may not be written down yet: then the receipt waits for it here.
const keep: Statement = {
  name: 'receipt-keep',
  text: `insert into sms_part (message_id, at, status, status_at) values ($1, $2, $3, $2)
    on conflict (message_id) do update set status = excluded.status, status_at = excluded.status_at returning notice_id`,
}

/** What the operator says about a part. Nothing is lost when it comes twice, or before the operator's own answer. */
export async function takeReceipt(ctx: Ctx, people: People, { messageId, status }: Receipt): Promise<void> {
  const [row] = await ctx.app.store.run<{ notice_id: string | null }>(keep, [messageId, ctx.now, status])
  if (row?.notice_id) await settleReceipts(ctx, people, row.notice_id)
}

const partsOf: Statement = {
  name: 'receipt-parts',
  text: `select n.person_id, n.id, n.created_at, n.event, n.audience, n.channel, n.ticket_id, n.facts, n.secret, n.lane, n.attempts, n.leases, n.answer, n.expires_at,
      (select array_agg(p.status) from sms_part p where p.notice_id = n.id and p.lease = n.leases) as statuses
    from notice n where n.id = $1 and n.state = 'sent' for update of n`,
}
const settle: Statement = {
  name: 'receipt-settle',
  text: `update notice set state = $3, answer = $4, delivered_at = case when $3 = 'delivered' then $5::timestamptz end where person_id = $1 and id = $2`,
}

/** Once all parts are told of, or one is lost: the message is there, or has failed and goes the next way. */
export async function settleReceipts(ctx: Ctx, people: People, noticeId: string): Promise<void> {
  const failed = await ctx.app.store.transaction(async (tx) => {
    const [notice] = await tx.run<NoticeRow & { statuses: (string | null)[] | null }>(partsOf, [noticeId])
    const outcome = notice && receiptOutcome(notice.statuses ?? [])
    if (!notice || !outcome) return null
    if (outcome.state === 'failed') return { notice, status: outcome.status }
    await tx.run(settle, [notice.person_id, notice.id, 'delivered', outcome.status, ctx.now])
    return null
  })
  if (!failed) return
  const { notice, status } = failed
  await change(ctx, async (tx) => {
    const [still] = await tx.run<NoticeRow>(partsOf, [noticeId])
    if (still) await tx.run(settle, [notice.person_id, notice.id, 'failed', status, ctx.now])
    recordOf(tx, notice, 'notice.failed', { code: status })
    if (still) await fallBack(ctx, tx, notice, people)
  })
  // Of a telephone that was off for days nothing is known.
  if (status === 'UNDELIV' && notice.audience === 'citizen') await people.addressFailed(ctx, refusedOf(notice, 'sms', { code: status, permanent: true }))
}
