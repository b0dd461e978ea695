import { SMS_BREAKER } from '#contract/notice-events'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { smsIsOn } from '#platform/sms-on'

const HOUR = 3600

/**
 * Whether a code may go to this telephone now; refused with 'sms.unavailable' (no text messages here, a number abroad, the hour's budget is
 * used up) or 'code.wait'. Asked for known and unknown numbers alike, before the change, so the answer tells nothing about an account (C19).
 * Nobody shall earn by making us send (SMS pumping): a number, and a range of a hundred of them, get a few messages only, and all together
 * no more than the budget. `asker`: who gave the password has a count of their own.
 */
export async function smsAllowed(ctx: Ctx, number: string, asker: 'anybody' | 'owner' = 'anybody'): Promise<void> {
  const { sms } = ctx.app.config
  if (!smsIsOn(ctx.app) || !hasOurPrefix(ctx, number)) throw new Refusal('conflict', 'sms.unavailable')
  const until = await breakerUntil(ctx)
  if (until) throw unavailable(ctx, until)
  const key = (of: string) => ctx.app.vault.mac('code', `sms ${of}`).toString('base64url')
  const one = `${asker}:${key(number)}`
  await limit(ctx, `sms-minute:${one}`, 1, 60, 'code.wait')
  await limit(ctx, `sms-hour:${one}`, sms.perNumberPerHour, HOUR, 'code.wait')
  await limit(ctx, `sms-day:${one}`, sms.perNumberPerDay, 24 * HOUR, 'code.wait')
  await limit(ctx, `sms-range:${key(number.slice(0, -2))}`, sms.perRangePerHour, HOUR, 'code.wait')
}

/** Outside production the made-up numbers +7 000 get messages too: none leaves. */
const hasOurPrefix = ({ app }: Ctx, number: string): boolean =>
  [...app.config.sms.prefixes.split(','), ...(app.mode === 'production' ? [] : ['+7000'])].some((prefix) => number.startsWith(prefix))

/**
 * Takes one of the hour's messages, in the change that queues it. The one that takes the last opens the breaker: until the next hour nobody is
 * sent a code by text message, and other ways of signing in go on.
 */
export async function takeSmsBudget(ctx: Ctx, tx: Tx): Promise<void> {
  const { budgetPerHour } = ctx.app.config.sms
  const start = Math.floor(ctx.now.getTime() / 1000 / HOUR) * HOUR * 1000
  const until = new Date(start + HOUR * 1000)
  const [row] = await tx.run<{ taken: number }>(takeOne, [new Date(start), budgetPerHour])
  if (!row) throw unavailable(ctx, until)
  if (row.taken < budgetPerHour) return
  await tx.run(openBreaker, [SMS_BREAKER, JSON.stringify({ until: until.toISOString() }), ctx.now])
  tx.record('sms.breaker-opened', {}, { budget: budgetPerHour, until: until.toISOString() })
  ctx.app.log.warn({ part: 'sms', count: budgetPerHour }, 'the budget of text messages for this hour is used up')
}
const takeOne: Statement = {
  name: 'sms-budget',
  text: `insert into limit_window as w (key, starts_at, taken) values ('sms-budget', $1, 1)
    on conflict (key, starts_at) do update set taken = w.taken + 1 where w.taken < $2 returning w.taken`,
}
const openBreaker: Statement = {
  name: 'sms-breaker-opened',
  text: 'insert into store_fact (name, value, at) values ($1, $2, $3) on conflict (name) do update set value = excluded.value, at = excluded.at',
}

/** The end of the hour whose budget is used up; null while there is some left. */
async function breakerUntil(ctx: Ctx): Promise<Date | null> {
  const [row] = await ctx.app.store.run<{ until: string | null }>(breaker, [SMS_BREAKER])
  const until = row?.until ? new Date(row.until) : null
  return until && until > ctx.now ? until : null
}
const breaker: Statement = { name: 'sms-breaker', text: "select value->>'until' as until from store_fact where name = $1" }

const unavailable = (ctx: Ctx, until: Date) =>
  new Refusal('too-many', 'sms.unavailable', { retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - ctx.now.getTime()) / 1000)) })
