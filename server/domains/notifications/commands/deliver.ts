import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { isAway } from '#platform/db/store'
import { bare } from '#platform/log'
import { sha256 } from '#platform/vault/index'
import { type NoticeRow, type People, type Recipient, type SentMail, type SentSms, type Transport, Undeliverable } from '../model.ts'
import { nextTry } from '../next-try.ts'
import { sealMail, written } from '../sealed-mail.ts'
import { MissingValue } from '../values.ts'
import { composeMail, composeSms } from './compose.ts'
import { fallBack } from './fall-back.ts'
import { mark, type Outcome, tellLog } from './mark.ts'
import { MOST_WAIT, mustWait } from './must-wait.ts'
import type { Trouble } from './trouble.ts'

export interface Delivering {
  ctx: Ctx
  people: People
  transport: Transport<SentMail>
  sms: Transport<SentSms> | null
  mailTrouble: Trouble
  smsTrouble: Trouble
  clock: () => Date
}

/** Takes one leased row to its next state. Throws only when the store cannot be reached: the lease then runs out and the row comes again. */
export async function deliver(delivering: Delivering, notice: NoticeRow): Promise<void> {
  try {
    await attempt(delivering, notice)
  } catch (error) {
    if (isAway(error)) throw error
    // A fault of ours with this one row must not hold up the others, nor try for ever.
    delivering.ctx.app.log.error({ part: 'mail', event: notice.event, ...bare(error) }, 'a notice could not be worked on')
    await later(delivering, notice, 'broken')
  }
}

async function attempt(delivering: Delivering, notice: NoticeRow): Promise<void> {
  const { ctx, sms } = delivering
  // The desk and the account's pages read their own rows; being stored is being there.
  if (notice.channel === 'inapp') return finish(ctx, notice, { state: 'delivered', answer: null, sent_at: ctx.now, secret: null })
  if (notice.channel !== 'email' && (notice.channel !== 'sms' || !sms)) return skip(delivering, notice, 'channel.not-served')
  if (notice.expires_at && notice.expires_at <= ctx.now) return skip(delivering, notice, 'expired')
  const to = await delivering.people.recipient(ctx, notice)
  if (!to) return skip(delivering, notice, 'person.erased')
  if (notice.channel === 'sms') return to.phone ? sendSms(delivering, notice, to, to.phone) : skip(delivering, notice, 'no-address')
  if (!to.email) return skip(delivering, notice, 'no-address')
  const wait = await mustWait(ctx, notice, to, to.email)
  if (wait)
    return wait.getTime() - notice.created_at.getTime() > MOST_WAIT
      ? skip(delivering, notice, 'limit')
      : finish(ctx, notice, { state: 'queued', answer: 'limit', next_at: wait, attempts: 0 })
  await sendMail(delivering, notice, to, to.email)
}

const sendMail = (delivering: Delivering, notice: NoticeRow, to: Recipient, email: string) =>
  send(delivering, notice, to, () => composeMail(delivering.ctx, notice, to, email), delivering.transport, delivering.mailTrouble)
const sendSms = (delivering: Delivering, notice: NoticeRow, to: Recipient, phone: string) =>
  send(delivering, notice, to, () => composeSms(delivering.ctx, notice, to, phone), delivering.sms!, delivering.smsTrouble)

async function send<M extends SentMail | SentSms>(
  delivering: Delivering,
  notice: NoticeRow,
  to: Recipient,
  compose: () => M | MissingValue,
  transport: Transport<M>,
  trouble: Trouble,
): Promise<void> {
  const { ctx, clock } = delivering
  const message = compose()
  if (message instanceof MissingValue) return fail(delivering, notice, message.code)
  if (notice.attempts > 1) ctx.app.log.info({ part: 'mail', event: notice.event, attempt: notice.attempts }, 'a notice is tried again')
  let answer: string
  try {
    answer = await transport.send(message, notice.id)
  } catch (error) {
    const code = String((error as { code?: string }).code ?? 'unknown')
    if (error instanceof Undeliverable) return fail(delivering, notice, code)
    await trouble.failed(clock(), code)
    return later(delivering, notice, code)
  }
  await sent({ ...ctx, now: clock() }, notice, to, message, answer)
  await trouble.worked(clock())
}

const later = (delivering: Delivering, notice: NoticeRow, code: string): Promise<void> => {
  const next = nextTry(notice.attempts, delivering.clock())
  return next ? finish(delivering.ctx, notice, { state: 'queued', answer: code, next_at: next }) : fail(delivering, notice, code)
}

/** Who is still registering has no key: what they were sent is kept for the demonstration's pages only. */
const isKept = (ctx: Ctx, notice: NoticeRow, to: Recipient): boolean => to.key !== null || notice.audience === 'staff' || ctx.app.mode === 'demo'

/** A notice that the law asks for also leaves a row in the journal, with the digest of the message: its sending can be proved (SLA-5). */
async function sent(ctx: Ctx, notice: NoticeRow, to: Recipient, message: SentMail | SentSms, answer: string): Promise<void> {
  const plain = written(message)
  const sealed = isKept(ctx, notice, to) ? { sealed: sealMail(ctx, to.key, notice.id, plain) } : {}
  const outcome: Outcome = { state: 'sent', answer, sent_at: ctx.now, secret: null, message_ref: notice.id, ...sealed }
  if (!noticeEvents[notice.event as NoticeEvent].mandatory || !notice.ticket_id) return finish(ctx, notice, outcome)
  const details = { notice: notice.id, event: notice.event, channel: notice.channel, digest: sha256(plain).toString('hex') }
  await change(ctx, async (tx) => {
    if (!(await mark(tx, notice, outcome))) tellLog(ctx, notice, 'lease.lost', 'a notice may have gone out twice')
    tx.record('notice.sent', { subject: notice.person_id, object: notice.ticket_id }, details)
  })
}

async function fail({ ctx, people }: Delivering, notice: NoticeRow, code: string): Promise<void> {
  tellLog(ctx, notice, code, 'a notice has failed')
  await change(ctx, async (tx) => {
    const marked = await mark(tx, notice, { state: 'failed', answer: code, secret: null })
    tx.record(
      'notice.failed',
      { subject: notice.person_id, object: notice.ticket_id },
      { notice: notice.id, event: notice.event, channel: notice.channel, code },
    )
    if (marked) await fallBack(ctx, tx, notice, people)
  })
}

/** What is skipped because it cannot go this way goes another, like what has failed; what is over or nobody's does not. */
async function skip({ ctx, people }: Delivering, notice: NoticeRow, why: string): Promise<void> {
  const outcome: Outcome = { state: 'skipped', answer: why, secret: null }
  if (notice.channel !== 'sms' || (why !== 'channel.not-served' && why !== 'no-address')) return finish(ctx, notice, outcome)
  await change(ctx, async (tx) => {
    const marked = await mark(tx, notice, outcome)
    tx.record('notice.skipped', { subject: notice.person_id, object: notice.ticket_id }, { notice: notice.id, event: notice.event, channel: 'sms', code: why })
    if (marked) await fallBack(ctx, tx, notice, people)
  })
}

async function finish(ctx: Ctx, notice: NoticeRow, outcome: Outcome): Promise<void> {
  if (!(await mark(ctx.app.store, notice, outcome)) && outcome.state === 'sent') tellLog(ctx, notice, 'lease.lost', 'a notice may have gone out twice')
}
