import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { isAway } from '#platform/db/store'
import { bare } from '#platform/log'
import { sha256 } from '#platform/vault/index'
import { type NoticeRow, type People, type Recipient, Undeliverable } from '../model.ts'
import { ladder, nextTry } from '../next-try.ts'
import { Haste } from '../not-now.ts'
import { refusedOf } from '../refused-of.ts'
import { sealMail, written } from '../sealed-mail.ts'
import type { Channel, Prepared } from './channels.ts'
import { fallBack } from './fall-back.ts'
import { type Mark, type Marker, markAll, type Outcome, recordOf } from './mark.ts'
import { MOST_WAIT, mustWait } from './must-wait.ts'
import { settleReceipts } from './take-receipt.ts'
import { partOf, tellLog } from './tell-log.ts'

export interface Delivering {
  ctx: Ctx
  people: People
  channel: Channel
  marker: Marker
  clock: () => Date
}

/** Takes one leased row to its next state. Throws only when the store cannot be reached: the lease then runs out and the row comes again. */
export async function deliver(delivering: Delivering, notice: NoticeRow): Promise<void> {
  try {
    await attempt(delivering, notice)
  } catch (error) {
    if (isAway(error)) throw error
    // A fault of ours with this one row must not hold up the others, nor try for ever.
    delivering.ctx.app.log.error({ part: partOf(notice.channel), event: notice.event, ...bare(error) }, 'a notice could not be worked on')
    await later(delivering, notice, 'broken')
  }
}

async function attempt(delivering: Delivering, notice: NoticeRow): Promise<void> {
  const { ctx, people, channel } = delivering
  if (!channel.prepare) return skip(delivering, notice, 'channel.not-served')
  if (notice.expires_at && notice.expires_at <= ctx.now) return skip(delivering, notice, 'expired')
  const to = await people.recipient(ctx, notice)
  if (!to) return skip(delivering, notice, 'person.erased')
  // A code was asked for at this moment, by whoever may show with it that the address works after all.
  if (to.isDead && notice.lane > 0) return skip(delivering, notice, 'address.dead')
  const wait = await mustWait(ctx, notice, to)
  if (wait) {
    if (wait.until.getTime() - notice.created_at.getTime() > MOST_WAIT) return skip(delivering, notice, wait.why)
    return finish(delivering, notice, { state: 'queued', answer: wait.why, nextAt: wait.until, waited: true })
  }
  const prepared = await channel.prepare(ctx, notice, to)
  if (!prepared) return skip(delivering, notice, 'no-address')
  if (prepared instanceof Error) return fail(delivering, notice, prepared.code)
  await send(delivering, notice, to, prepared)
}

async function send(delivering: Delivering, notice: NoticeRow, to: Recipient, prepared: Prepared): Promise<void> {
  const { ctx, clock, channel } = delivering
  if (notice.attempts > 1) ctx.app.log.info({ part: partOf(notice.channel), event: notice.event, attempt: notice.attempts }, 'a notice is tried again')
  let taken: Awaited<ReturnType<Prepared['send']>>
  try {
    taken = await prepared.send()
  } catch (error) {
    const code = String((error as { code?: string }).code ?? 'unknown')
    if (error instanceof Undeliverable) {
      await fail(delivering, notice, code)
      if (error.isAddress) await tellOwner(delivering, notice, code)
      return
    }
    if (!(error instanceof Haste)) await channel.trouble.failed(clock(), code)
    return channel.trouble.isAway() ? awhile(delivering, notice, code) : later(delivering, notice, code)
  }
  await finish(delivering, notice, ...sent({ ...ctx, now: clock() }, notice, to, prepared, taken))
  await channel.trouble.worked(clock())
}

/** Where nobody lives nothing more is sent, and whoever gave the address is asked for another. */
async function tellOwner({ ctx, people }: Delivering, notice: NoticeRow, code: string): Promise<void> {
  if (notice.audience === 'staff' || (notice.channel !== 'email' && notice.channel !== 'sms')) return
  await people.addressFailed(ctx, refusedOf(notice, notice.channel, { code, permanent: true }))
}

const later = (delivering: Delivering, notice: NoticeRow, code: string): Promise<void> => {
  const next = nextTry(notice.attempts, delivering.clock())
  return next ? finish(delivering, notice, { state: 'queued', answer: code, nextAt: next }) : fail(delivering, notice, code)
}

/** Waiting for a gateway that is away is no try of the notice, or what was tried in vain would come hours late when it is back (R4); but not for ever. */
const awhile = (delivering: Delivering, notice: NoticeRow, code: string): Promise<void> => {
  const now = delivering.clock()
  if (now.getTime() - notice.created_at.getTime() > WHOLE_LADDER) return fail(delivering, notice, code)
  return finish(delivering, notice, { state: 'queued', answer: code, nextAt: nextTry(1, now)!, waited: true })
}
const WHOLE_LADDER = ladder.reduce((sum, step) => sum + step, 0)

/** Who is still registering has no key: what they were sent is kept for the demonstration's pages only. */
const isKept = (ctx: Ctx, notice: NoticeRow, to: Recipient): boolean => to.key !== null || notice.audience === 'staff' || ctx.app.mode === 'demo'

/** A notice that the law asks for also leaves a row in the journal, with the digest of the message: its sending can be proved (SLA-5). */
function sent(
  ctx: Ctx,
  notice: NoticeRow,
  to: Recipient,
  prepared: Prepared,
  { answer, parts }: { answer: string; parts?: readonly string[] },
): [Outcome, Mark['record']?] {
  const plain = written(prepared.sent)
  const outcome: Outcome = {
    state: 'sent',
    answer,
    sentAt: ctx.now,
    ...(parts && { parts }),
    ...(prepared.partCount !== undefined && { partCount: prepared.partCount }),
    ...(isKept(ctx, notice, to) && { sealed: sealMail(ctx, to.key, notice.id, plain) }),
  }
  if (!noticeEvents[notice.event as NoticeEvent].mandatory || !notice.ticket_id) return [outcome]
  return [outcome, ['notice.sent', { digest: sha256(plain).toString('hex') }]]
}

async function fail({ ctx, people }: Delivering, notice: NoticeRow, code: string): Promise<void> {
  tellLog(ctx, notice, code, 'a notice has failed')
  await change(ctx, async (tx) => {
    const ours = await markAll(tx, [{ notice, outcome: { state: 'failed', answer: code } }])
    recordOf(tx, notice, 'notice.failed', { code })
    if (ours.size > 0) await fallBack(ctx, tx, notice, people)
  })
}

/** What is skipped because it cannot go this way goes another, like what has failed; what is over or nobody's does not. */
async function skip(delivering: Delivering, notice: NoticeRow, why: string): Promise<void> {
  const { ctx, people } = delivering
  const outcome: Outcome = { state: 'skipped', answer: why }
  if (notice.channel === 'email' || (why !== 'channel.not-served' && why !== 'no-address')) return finish(delivering, notice, outcome)
  await change(ctx, async (tx) => {
    const ours = await markAll(tx, [{ notice, outcome }])
    recordOf(tx, notice, 'notice.skipped', { code: why })
    if (ours.size > 0) await fallBack(ctx, tx, notice, people)
  })
}

async function finish({ ctx, people, marker }: Delivering, notice: NoticeRow, outcome: Outcome, record?: Mark['record']): Promise<void> {
  const marked = await marker.write({ notice, outcome, ...(record && { record }) })
  if (!marked && outcome.state === 'sent') tellLog(ctx, notice, 'lease.lost', 'a notice may have gone out twice')
  if (marked?.isToldOf) await settleReceipts(ctx, people, notice.id)
}
