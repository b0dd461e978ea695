import type { Selectable } from 'kysely'
import type { Delivery } from '#contract/desk'
import { troubleOf } from '#contract/notice-events'
import type { DemoMail, DemoMailLine, DemoSms } from '#contract/notifications'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { maskEmail, maskPhone } from '#platform/identifiers/masks'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import type { NoticeTable } from '../../migrations/tables.ts'
import type { ChannelName, NoticeRow, People, SentMail, SentSms } from './model.ts'
import { openSent } from './sealed-mail.ts'
import { type Sent, servedAt } from './served-at.ts'
import { smsParts } from './sms-parts.ts'
import { waysAgain } from './ways-of.ts'

type DeliveryRow = Pick<
  Selectable<NoticeTable>,
  'id' | 'event' | 'channel' | 'state' | 'created_at' | 'sent_at' | 'attempts' | 'next_at' | 'answer' | 'sealed'
> &
  Sent
const ofTicket: Statement = {
  name: 'deliveries-of-ticket',
  text: `select id, event, channel, state, created_at, sent_at, attempts, next_at, answer, sealed, delivered_at from notice where ticket_id = $1 and audience = 'citizen' order by id`,
}

/** Of a push the service is told, which is nobody's address. */
const masks: Record<ChannelName, (to: string) => string> = { email: maskEmail, sms: maskPhone, push: (to) => to }

/**
 * What was sent about a request, oldest first, for the desk and for the citizen. `key` is the citizen's: it opens the mails to say, masked,
 * where they went; without it, or after 90 days, `to` is empty. Notices to staff are not among them.
 */
export async function deliveriesOf(ctx: Ctx, ticketId: string, key: DataKey | null): Promise<Delivery[]> {
  const rows = await ctx.app.store.run<DeliveryRow>(ofTicket, [ticketId])
  return rows.map((row) => ({
    id: row.id,
    event: row.event,
    channel: row.channel as Delivery['channel'],
    state: row.state as Delivery['state'],
    at: (row.sent_at ?? row.created_at).toISOString(),
    attempts: row.attempts,
    nextAt: row.state === 'queued' ? row.next_at.toISOString() : null,
    answer: row.answer,
    to: row.sealed && key ? masks[row.channel as ChannelName](openSent(ctx, key, row.id, row.sealed).to) : '',
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    servedAt: servedAt(row)?.toISOString() ?? null,
    resendBy: waysAgain(row, ctx.app),
  }))
}

interface Health {
  works: boolean
  since: string | null
  code: string | null
  waiting: number
  oldestSeconds: number
}
export const mailHealth = (ctx: Ctx): Promise<Health> => healthOf(ctx, 'email')
export const smsHealth = (ctx: Ctx): Promise<Health> => healthOf(ctx, 'sms')
export const pushHealth = (ctx: Ctx): Promise<Health> => healthOf(ctx, 'push')

/** Whether messages of a channel go out, for banners (TECH-5). `oldestSeconds` is how long the oldest waiting one has waited. */
async function healthOf({ app, now }: Ctx, channel: ChannelName): Promise<Health> {
  const { db } = app.store
  const trouble = await db.selectFrom('store_fact').select(['value', 'at']).where('name', '=', troubleOf[channel]).executeTakeFirst()
  const { waiting, oldest } = await db
    .selectFrom('notice')
    .select((eb) => [eb.fn.countAll<number>().as('waiting'), eb.fn.min('created_at').as('oldest')])
    .where('state', 'in', ['queued', 'sending'])
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow()
  return {
    works: !trouble,
    since: trouble?.at.toISOString() ?? null,
    code: trouble ? (trouble.value as { code: string }).code : null,
    waiting: Number(waiting),
    oldestSeconds: oldest ? Math.max(0, Math.round((now.getTime() - oldest.getTime()) / 1000)) : 0,
  }
}

const demoOnly = (ctx: Ctx) => {
  if (ctx.app.mode !== 'demo') throw new Refusal('not-found', 'page.none')
}
const sentBy = (ctx: Ctx, channel: 'email' | 'sms') =>
  ctx.app.store.db
    .selectFrom('notice')
    .select(['person_id', 'id', 'event', 'audience', 'sent_at', 'sealed'])
    .where('sealed', 'is not', null)
    .where('channel', '=', channel)
type Sealed = Pick<NoticeRow, 'person_id' | 'id'> & { event: string; audience: string; sent_at: Date | null; sealed: Buffer | null }
type Opened<M> = { id: string; at: string; event: string } & M

async function opened<M extends SentMail | SentSms>(ctx: Ctx, people: Pick<People, 'keyOf'>, row: Sealed): Promise<Opened<M> | null> {
  const key = await people.keyOf(ctx, row.person_id, row.audience as NoticeRow['audience'])
  if (key === 'erased') return null
  return { id: row.id, at: row.sent_at!.toISOString(), event: row.event, ...openSent<M>(ctx, key, row.id, row.sealed!) }
}
async function newest<M extends SentMail | SentSms>(ctx: Ctx, people: Pick<People, 'keyOf'>, channel: 'email' | 'sms'): Promise<Opened<M>[]> {
  demoOnly(ctx)
  const rows = await sentBy(ctx, channel).orderBy('sent_at', 'desc').limit(200).execute()
  const all = await Promise.all(rows.map((row) => opened<M>(ctx, people, row)))
  return all.filter((one) => one !== null)
}

/** The demo's mails, newest first, 200 at most. In any other mode there is no such page. */
export const demoMails = async (ctx: Ctx, people: Pick<People, 'keyOf'>): Promise<DemoMailLine[]> =>
  (await newest<SentMail>(ctx, people, 'email')).map(({ id, at, to, subject, event }) => ({ id, at, to, subject, event }))

export async function demoMail(ctx: Ctx, people: Pick<People, 'keyOf'>, id: string): Promise<DemoMail> {
  demoOnly(ctx)
  const row = await sentBy(ctx, 'email').where('id', '=', id).executeTakeFirst()
  const mail = row && (await opened<SentMail>(ctx, people, row))
  if (!mail) throw new Refusal('not-found', 'notice.none')
  const { at, to, subject, event, text, html } = mail
  return { id, at, to, subject, event, text, html }
}

/** The demo's text messages, in the same way. */
export const demoMessages = async (ctx: Ctx, people: Pick<People, 'keyOf'>): Promise<DemoSms[]> =>
  (await newest<SentSms>(ctx, people, 'sms')).map(({ id, at, to, text, event }) => ({ id, at, to, text, event, parts: smsParts(text).parts }))
