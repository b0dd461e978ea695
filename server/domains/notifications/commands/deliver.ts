import { isNoticeEvent, type NoticeEvent, noticeEvents, noticeSecretPlace } from '#contract/notice-events'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { isPassing } from '#platform/db/store'
import { within } from '#platform/limits'
import { bare } from '#platform/log'
import { sha256 } from '#platform/vault/index'
import { frameOf } from '../frame-of.ts'
import { type NoticeRow, type People, type Recipient, type SentMail, type Transport, Undeliverable } from '../model.ts'
import { nextTry } from '../next-try.ts'
import { render } from '../render.ts'
import { sealMail, written } from '../sealed-mail.ts'
import { MissingValue } from '../values.ts'
import type { MailTrouble } from './mail-trouble.ts'
import { mark, type Outcome, tellLog } from './mark.ts'

export interface Delivering {
  ctx: Ctx
  people: People
  transport: Transport
  trouble: MailTrouble
  clock: () => Date
}

const HOUR = 3_600_000
/** Mails an hour to an address that nobody has proved; the rest wait, and after 12 hours are not sent at all (C17). */
const MOST_UNPROVED = 3
const MOST_WAIT = 12 * HOUR

/** Takes one leased row to its next state. Throws only when the store cannot be reached: the lease then runs out and the row comes again. */
export async function deliver(delivering: Delivering, notice: NoticeRow): Promise<void> {
  try {
    await attempt(delivering, notice)
  } catch (error) {
    if (isPassing(error)) throw error
    // A fault of ours with this one row must not hold up the others, nor try for ever.
    delivering.ctx.app.log.error({ part: 'mail', event: notice.event, ...bare(error) }, 'a notice could not be worked on')
    await later(delivering, notice, 'broken')
  }
}

async function attempt(delivering: Delivering, notice: NoticeRow): Promise<void> {
  const { ctx } = delivering
  // The desk reads its own rows; being stored is being there.
  if (notice.channel === 'inapp') return finish(ctx, notice, { state: 'delivered', answer: null, sent_at: ctx.now, secret: null })
  if (notice.channel !== 'email') return skip(ctx, notice, 'channel.not-served')
  if (notice.expires_at && notice.expires_at <= ctx.now) return skip(ctx, notice, 'expired')
  const to = await delivering.people.recipient(ctx, notice)
  if (!to) return skip(ctx, notice, 'person.erased')
  if (!to.email) return skip(ctx, notice, 'no-address')
  const wait = await mustWait(ctx, notice, to)
  if (wait)
    return wait.getTime() - notice.created_at.getTime() > MOST_WAIT
      ? skip(ctx, notice, 'limit')
      : finish(ctx, notice, { state: 'queued', answer: 'limit', next_at: wait, attempts: 0 })
  await sendMail(delivering, notice, to, to.email)
}

async function sendMail(delivering: Delivering, notice: NoticeRow, to: Recipient, email: string): Promise<void> {
  const { ctx, transport, trouble, clock } = delivering
  const mail = compose(ctx, notice, to, email)
  if (mail instanceof MissingValue) return fail(ctx, notice, mail.code)
  if (notice.attempts > 1) ctx.app.log.info({ part: 'mail', event: notice.event, attempt: notice.attempts }, 'a notice is tried again')
  let answer: string
  try {
    answer = await transport.send(mail, notice.id)
  } catch (error) {
    const code = String((error as { code?: string }).code ?? 'unknown')
    if (error instanceof Undeliverable) return fail(ctx, notice, code)
    await trouble.failed(clock(), code)
    return later(delivering, notice, code)
  }
  await sent({ ...ctx, now: clock() }, notice, to, mail, answer)
  await trouble.worked(clock())
}

const later = ({ ctx, clock }: Delivering, notice: NoticeRow, code: string): Promise<void> => {
  const next = nextTry(notice.attempts, clock())
  return next ? finish(ctx, notice, { state: 'queued', answer: code, next_at: next }) : fail(ctx, notice, code)
}

function compose(ctx: Ctx, notice: NoticeRow, to: Recipient, email: string): SentMail | MissingValue {
  if (!isNoticeEvent(notice.event)) return new MissingValue(notice.event, 'texts')
  const secret = secretOf(ctx, notice, to)
  try {
    return {
      to: email,
      ...render(notice.event, to.lang, notice.facts, { zone: to.zone, words: to.words, ...(secret && { secret }) }, frameOf(ctx.app), ctx.now),
    }
  } catch (error) {
    if (error instanceof MissingValue) return error
    throw error
  }
}

/** A code, or the token of a link that stops something; somebody who is registering has no key yet, and the service's stands in. */
function secretOf({ app: { vault } }: Ctx, notice: NoticeRow, to: Recipient): Record<string, string> | undefined {
  if (!notice.secret) return undefined
  const place = noticeSecretPlace(notice.person_id)
  return JSON.parse(to.key ? vault.open(to.key, place, notice.secret) : vault.openService('draft', place, notice.secret)) as Record<string, string>
}

/** A notice that the law asks for also leaves a row in the journal, with the digest of the mail: its sending can be proved (SLA-5). */
async function sent(ctx: Ctx, notice: NoticeRow, to: Recipient, mail: SentMail, answer: string): Promise<void> {
  const plain = written(mail)
  const outcome: Outcome = { state: 'sent', answer, sent_at: ctx.now, secret: null, message_ref: notice.id, sealed: sealMail(ctx, to.key, notice.id, plain) }
  if (!noticeEvents[notice.event as NoticeEvent].mandatory || !notice.ticket_id) return finish(ctx, notice, outcome)
  const details = { notice: notice.id, event: notice.event, channel: notice.channel, digest: sha256(plain).toString('hex') }
  await change(ctx, async (tx) => {
    if (!(await mark(tx, notice, outcome))) tellLog(ctx, notice, 'lease.lost', 'a notice may have gone out twice')
    tx.record('notice.sent', { subject: notice.person_id, object: notice.ticket_id }, details)
  })
}

async function fail(ctx: Ctx, notice: NoticeRow, code: string): Promise<void> {
  tellLog(ctx, notice, code, 'a notice has failed')
  await change(ctx, async (tx) => {
    await mark(tx, notice, { state: 'failed', answer: code, secret: null })
    tx.record(
      'notice.failed',
      { subject: notice.person_id, object: notice.ticket_id },
      { notice: notice.id, event: notice.event, channel: notice.channel, code },
    )
  })
}

const skip = (ctx: Ctx, notice: NoticeRow, why: string) => finish(ctx, notice, { state: 'skipped', answer: why, secret: null })

async function finish(ctx: Ctx, notice: NoticeRow, outcome: Outcome): Promise<void> {
  if (!(await mark(ctx.app.store, notice, outcome)) && outcome.state === 'sent') tellLog(ctx, notice, 'lease.lost', 'a notice may have gone out twice')
}

/** Until when an optional mail to an unproved address has to wait; null: it may go. Asked once per notice, so that tries after a failure do not count again. */
async function mustWait(ctx: Ctx, notice: NoticeRow, to: Recipient): Promise<Date | null> {
  const optional = isNoticeEvent(notice.event) && !noticeEvents[notice.event].mandatory
  if (!optional || to.proved || notice.attempts > 1 || notice.audience === 'staff') return null
  const address = ctx.app.vault.lookup('email', to.email!.toLowerCase()).toString('hex')
  if (await within(ctx, `mail:${address}`, MOST_UNPROVED, HOUR / 1000)) return null
  return new Date((Math.floor(ctx.now.getTime() / HOUR) + 1) * HOUR)
}
