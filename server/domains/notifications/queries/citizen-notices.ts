import { groupOf, type NoticeGroup } from '#contract/notice-choices'
import { isNoticeEvent, type NoticeEvent, noticeEvents } from '#contract/notice-events'
import type { NoticeWay, OwnNotice, OwnNotices } from '#contract/own-notices'
import { recordsOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { maskEmail, maskPhone } from '#platform/identifiers/masks'
import { showRequestNumber } from '#platform/identifiers/request-number'
import { smsIsOn } from '#platform/sms-on'
import type { DataKey } from '#platform/vault/index'
import { frameOf } from '../frame-of.ts'
import type { NoticeRow, People, Recipient } from '../model.ts'
import { renderInAccount } from '../render.ts'
import { openSent } from '../sealed-mail.ts'

const perPage = 20
/** Rows of a page: a notice has one for each of its ways, of which there are two addresses, two telephones, push and the account. */
const MOST_ROWS = perPage * 7
/** The mark says "99+" beyond. */
const MOST_COUNTED = 100

interface Row extends Pick<NoticeRow, 'person_id' | 'id' | 'created_at' | 'event' | 'channel' | 'ticket_id' | 'facts'> {
  state: NoticeWay['state']
  next_at: Date
  sent_at: Date | null
  delivered_at: Date | null
  answer: string | null
  sealed: Buffer | null
  read_at: Date | null
}
const page: Statement = {
  name: 'notices-of-citizen',
  text: `select person_id, id, created_at, event, channel, ticket_id, facts, state, next_at, sent_at, delivered_at, answer, sealed, read_at from notice
    where person_id in (${recordsOf('$1')}) and audience = 'citizen' and ($2::uuid is null or id < $2) and ($3::text[] is null or event = any($3))
    order by id desc limit $4`,
}
const unread: Statement = {
  name: 'notices-unread',
  text: `select count(*)::int as count from (select 1 from notice
    where person_id in (${recordsOf('$1')}) and channel = 'inapp' and audience = 'citizen' and read_at is null limit $2) one`,
}

export const unreadOfCitizen = async ({ app }: Ctx, accountId: string): Promise<number> =>
  (await app.store.run<{ count: number }>(unread, [accountId, MOST_COUNTED]))[0]!.count

/** What the owner of an account was told about it and about every request of theirs, the newest first: the list of all real notices (section 5, row 7). */
export async function noticesOfCitizen(
  ctx: Ctx,
  accountId: string,
  people: Pick<People, 'recipient' | 'keyOf'>,
  { group, before }: { group?: NoticeGroup | undefined; before?: string | undefined },
): Promise<OwnNotices> {
  const { http, mail, sms } = ctx.app.config
  const events = group ? (Object.keys(noticeEvents) as NoticeEvent[]).filter((event) => groupOf(event) === group) : null
  const [rows, count] = await Promise.all([ctx.app.store.run<Row>(page, [accountId, before ?? null, events, MOST_ROWS]), unreadOfCitizen(ctx, accountId)])
  // One change tells by all channels at one moment.
  const all = [...Map.groupBy(rows, (row) => `${row.event} ${row.ticket_id} ${row.created_at.getTime()}`).values()]
  // Where rows were left off the last one may lack some of its ways.
  const whole = rows.length === MOST_ROWS ? all.slice(0, -1) : all
  const shown = whole.slice(0, perPage)
  const more = whole.length > perPage || rows.length === MOST_ROWS
  const readers = new Map<string, Promise<Recipient | null>>()
  const keys = new Map<string, Promise<DataKey | null>>()
  const once = <V>(kept: Map<string, Promise<V>>, key: string, ask: () => Promise<V>) => {
    const found = kept.get(key) ?? ask()
    kept.set(key, found)
    return found
  }
  const items = shown.map(async (ways): Promise<OwnNotice | null> => {
    const row = ways.find(({ channel }) => channel === 'inapp') ?? ways[0]!
    if (!isNoticeEvent(row.event)) return null
    const about = [row.person_id, row.ticket_id, row.facts['chatId'], row.facts['changeId'], row.facts['deviceId']].join(' ')
    const to = await once(readers, about, () => people.recipient(ctx, asInApp(row)))
    const key = await once(keys, row.person_id, async () => openable(await people.keyOf(ctx, row.person_id, 'citizen')))
    const personal = { zone: to?.zone ?? ctx.app.config.agency.zone, words: to?.words ?? {} }
    const { number, chatId } = row.facts as { number?: string; chatId?: string }
    return {
      id: row.id,
      at: row.created_at.toISOString(),
      event: row.event,
      group: groupOf(row.event),
      ...renderInAccount(row.event, ctx.lang, row.facts, personal, frameOf(ctx.app), ctx.now),
      number: number && row.ticket_id ? showRequestNumber(number) : null,
      chatId: chatId ?? null,
      isRead: row.channel !== 'inapp' || row.read_at !== null,
      ways: ways.toReversed().map((way) => wayOf(ctx, way, key)),
    }
  })
  return {
    items: (await Promise.all(items)).filter((item) => item !== null),
    next: more && shown.length > 0 ? shown.at(-1)!.at(-1)!.id : null,
    unread: count,
    known: { from: mail.from, smsSender: smsIsOn(ctx.app) ? sms.sender : null, host: new URL(http.publicUrl).host },
  }
}

const openable = (key: DataKey | null | 'erased'): DataKey | null => (key === 'erased' ? null : key)
/** Words are read afresh; of the account's own page no address is asked. */
const asInApp = (row: Row): NoticeRow => ({ ...row, audience: 'citizen', channel: 'inapp', secret: null, attempts: 0, leases: 0, lane: 2, expires_at: null })

function wayOf(ctx: Ctx, { id, channel, state, created_at, next_at, sent_at, delivered_at, answer, sealed }: Row, key: DataKey | null): NoticeWay {
  const to = sealed && key && (channel === 'email' || channel === 'sms') ? (channel === 'sms' ? maskPhone : maskEmail)(openSent(ctx, key, id, sealed).to) : ''
  return {
    channel,
    state,
    to,
    queuedAt: created_at.toISOString(),
    sentAt: (delivered_at ?? sent_at)?.toISOString() ?? null,
    nextAt: state === 'queued' ? next_at.toISOString() : null,
    // What a gateway says in its own words is no one's business but the desk's: the code it begins with is.
    answer: state === 'sent' || state === 'delivered' ? null : (/^[\w.-]{1,40}/.exec(answer ?? '')?.[0] ?? null),
  }
}
