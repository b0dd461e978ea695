import type { HistoryItem } from '#contract/history'
import { type AskedPart, recordsOf, saidAll, stemsOf, type WhoseHistory } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { showRequestNumber } from '#platform/identifiers/index'
import { seesAll } from '../access.ts'
import { citizenStatus } from '../citizen-status.ts'
import { placeOfSubject, type Ticket } from '../model.ts'
import { asker, ownTickets } from './mine.ts'

type Row = Pick<Ticket, 'citizen_id' | 'id' | 'number' | 'subject' | 'topic' | 'status' | 'channel' | 'received_at'> & {
  wrapped_key: Buffer | null
  last_at: Date | null
  last_by: 'citizen' | 'staff' | 'system' | null
  unread: number
}

/** Parameters $2 to $5 say whose; each answers `citizen_id, ticket_id`. */
const ofPerson = `select citizen_id, id as ticket_id from ticket where citizen_id in (${recordsOf('$2')}) and ($3 or holder_id = $4 or team = any($5::text[]))`
const sets = { own: ownTickets, desk: ofPerson }

const oldest = (set: keyof typeof sets): Statement => ({
  name: `history-tickets-oldest-${set}`,
  text: `select ticket_id as id from (${sets[set]}) as whose order by ticket_id limit $1`,
})
/** What the last words were and what is unread is asked for the page alone, in the same statement. */
const page = (set: keyof typeof sets, words: number): Statement => ({
  name: `history-tickets-${set}-${words}`,
  text: `with page as (
      select ticket.*, citizen.wrapped_key from (${sets[set]}) as whose
      join ticket on ticket.citizen_id = whose.citizen_id and ticket.id = whose.ticket_id join citizen on citizen.id = ticket.citizen_id
      where ticket.id < $6 and ($7::bigint is null or ticket.number = $7)
        ${saidAll('message where message.citizen_id = ticket.citizen_id and message.ticket_id = ticket.id', 8, words)}
      order by ticket.id desc limit $1
    )
    select page.citizen_id, page.id, number, subject, topic, status, channel, received_at, wrapped_key, last.at as last_at, last.author_kind as last_by,
      (select count(*)::int from message m where m.citizen_id = page.citizen_id and m.ticket_id = page.id and m.author_kind = 'staff' and m.kind <> 'note'
        and m.at > coalesce(page.citizen_read_at, page.received_at)) as unread
    from page left join lateral (select at, author_kind from message m where m.citizen_id = page.citizen_id and m.ticket_id = page.id and m.kind <> 'note'
      order by m.id desc limit 1) last on true
    order by page.id desc`,
})

/** Requests as a part of the one history of a person (CHAT-15). Which talk one was made of is said by the talks. */
export async function requestsInHistory(ctx: Ctx, whose: WhoseHistory, asked: AskedPart): Promise<HistoryItem[]> {
  const set = whose === 'own' ? 'own' : 'desk'
  const who = whose === 'own' ? asker(ctx) : [whose.person, seesAll(whose.staff), whose.staff.id, whose.staff.teams]
  if (!who) return []
  const stems = await stemsOf(asked, ctx.now, () => ctx.app.store.run(oldest(set), [1, ...who]))
  if (!stems) return []
  const rows = await ctx.app.store.run<Row>(page(set, stems.length), [asked.most, ...who, asked.before, asked.sought?.number ?? null, ...stems])
  return rows.map((row) => ({
    kind: 'request',
    id: row.id,
    number: showRequestNumber(String(row.number)),
    at: row.received_at.toISOString(),
    channel: row.channel,
    topic: row.topic,
    subject: row.wrapped_key ? ctx.app.vault.dataKey(row.citizen_id, row.wrapped_key).openBytes(placeOfSubject(row.id), row.subject).toString() : '',
    state: citizenStatus(row.status),
    last: row.last_by && { by: row.last_by, at: row.last_at!.toISOString() },
    unread: row.unread,
    linked: null,
  }))
}
