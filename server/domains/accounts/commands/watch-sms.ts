import { SMS_ENTERED_LOW } from '#contract/notice-events'
import { endAlarm, raiseAlarm } from '#platform/alarms'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

/** Fewer codes say nothing yet. */
const LEAST_SENT = 20

/** Codes sent by text message within the hour whose end is known: entered, or over. A code just sent counts as neither. */
const endedCodes: Statement = {
  name: 'sms-codes-ended',
  text: `select count(*)::int as sent, count(used_at)::int as entered from account_code
    where channel = 'sms' and expires_at > $1 and created_at > $1 and (used_at is not null or expires_at <= $2)`,
}

/**
 * Raises the alarm when too few of the codes sent are entered: whoever pumps messages has no use for the codes. Taken back once it is no
 * longer so. Staff see it, and the metrics; nothing is switched off, because a fault of the gateway looks the same.
 */
export async function watchSms(ctx: Ctx): Promise<void> {
  const { store, config, log } = ctx.app
  const [ended] = await store.run<{ sent: number; entered: number }>(endedCodes, [new Date(ctx.now.getTime() - 3_600_000), ctx.now])
  const { sent, entered } = ended!
  const isLow = sent >= LEAST_SENT && entered * 100 < config.sms.enteredPercent * sent
  const raised = await store.db.selectFrom('store_fact').select('name').where('name', '=', SMS_ENTERED_LOW).executeTakeFirst()
  if (isLow === (raised !== undefined)) return
  await change(ctx, async (tx) => {
    if (isLow) await raiseAlarm(tx.db, SMS_ENTERED_LOW, { sent, entered }, ctx.now)
    else await endAlarm(tx.db, SMS_ENTERED_LOW)
    tx.record(isLow ? 'sms.alarm-raised' : 'sms.alarm-ended', {}, { sent, entered })
  })
  if (isLow) log.warn({ part: 'sms', count: entered }, 'few of the codes sent by text message are entered')
}
