import type { Selectable } from 'kysely'
import type { Delivery } from '#contract/desk'
import { MAIL_TROUBLE } from '#contract/notice-events'
import type { DemoMail, DemoMailLine } from '#contract/notifications'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { maskEmail } from '#platform/identifiers/masks'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import type { NoticeTable } from '../../migrations/tables.ts'
import type { NoticeRow, People, SentMail } from './model.ts'
import { openMail } from './sealed-mail.ts'

type DeliveryRow = Pick<Selectable<NoticeTable>, 'id' | 'event' | 'channel' | 'state' | 'created_at' | 'sent_at' | 'attempts' | 'next_at' | 'answer' | 'sealed'>
const ofTicket: Statement = {
  name: 'deliveries-of-ticket',
  text: `select id, event, channel, state, created_at, sent_at, attempts, next_at, answer, sealed from notice where ticket_id = $1 and audience = 'citizen' order by id`,
}

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
    to: row.sealed && key ? maskEmail(openMail(ctx, key, row.id, row.sealed).to) : '',
  }))
}

/** Whether mail goes out, for banners (TECH-5). `oldestSeconds` is how long the oldest waiting notice has waited. */
export async function mailHealth({
  app,
  now,
}: Ctx): Promise<{ works: boolean; since: string | null; code: string | null; waiting: number; oldestSeconds: number }> {
  const { db } = app.store
  const trouble = await db.selectFrom('store_fact').select(['value', 'at']).where('name', '=', MAIL_TROUBLE).executeTakeFirst()
  const { waiting, oldest } = await db
    .selectFrom('notice')
    .select((eb) => [eb.fn.countAll<number>().as('waiting'), eb.fn.min('created_at').as('oldest')])
    .where('state', 'in', ['queued', 'sending'])
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
const sentMails = (ctx: Ctx) =>
  ctx.app.store.db.selectFrom('notice').select(['person_id', 'id', 'event', 'audience', 'sent_at', 'sealed']).where('sealed', 'is not', null)
type Sealed = Pick<NoticeRow, 'person_id' | 'id'> & { event: string; audience: string; sent_at: Date | null; sealed: Buffer | null }

async function opened(ctx: Ctx, people: Pick<People, 'keyOf'>, row: Sealed): Promise<(DemoMailLine & SentMail) | null> {
  const audience = row.audience as NoticeRow['audience']
  const key = await people.keyOf(ctx, row.person_id, audience)
  if (key === 'erased') return null
  return { id: row.id, at: row.sent_at!.toISOString(), event: row.event, ...openMail(ctx, key, row.id, row.sealed!) }
}

/** The demo's mails, newest first, 200 at most. In any other mode there is no such page. */
export async function demoMails(ctx: Ctx, people: Pick<People, 'keyOf'>): Promise<DemoMailLine[]> {
  demoOnly(ctx)
  const rows = await sentMails(ctx).orderBy('sent_at', 'desc').limit(200).execute()
  const mails = await Promise.all(rows.map((row) => opened(ctx, people, row)))
  return mails.flatMap((mail) => (mail ? [{ id: mail.id, at: mail.at, to: mail.to, subject: mail.subject, event: mail.event }] : []))
}

export async function demoMail(ctx: Ctx, people: Pick<People, 'keyOf'>, id: string): Promise<DemoMail> {
  demoOnly(ctx)
  const row = await sentMails(ctx).where('id', '=', id).executeTakeFirst()
  const mail = row && (await opened(ctx, people, row))
  if (!mail) throw new Refusal('not-found', 'notice.none')
  return mail
}
