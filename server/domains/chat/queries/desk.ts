import type { DeskChat, DeskChatLine } from '#contract/chat-desk'
import { knownPerson } from '#domains/accounts/index'
import { lineFor } from '#domains/routing/index'
import { staffNames } from '#domains/staff/index'
import { openRequestsOf } from '#domains/tickets/index'
import { look } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { maskName, showRequestNumber } from '#platform/identifiers/index'
import { capacities, leads, mayRead, mayReview, mayWork } from '../access.ts'
import { chatAtDesk } from '../load.ts'
import { allowedFrom, ends } from '../machine.ts'
import { type Loaded, ownerOf } from '../model.ts'
import { firstWords, type ListedChat, listOfChats } from './first-words.ts'
import { factsOf } from './for-citizen.ts'

const lines = (name: string, where: string, order: string): Statement => ({
  name,
  text: listOfChats("seq > chat.staff_read_seq and author = 'citizen'", where, order, 100),
})
const held = lines('chats-held', 'chat.holder_id = $1 and chat.ended_at is null', 'chat.waiting_since nulls last, chat.last_at')
// Ends for abuse stay with those who lead until somebody has judged them (ETIQ-6): $3.
const lately = lines(
  'chats-ended',
  "chat.holder_id = $1 and chat.ended_at > $2 or $3 and chat.result = 'abuse' and (chat.review is null or chat.ended_at > $2)",
  'chat.ended_at desc',
)
const named = lines('chats-named', 'chat.id = any($1) and chat.ended_at is null', 'chat.id')

/** The asker's talks, the line in the order in which it is served, or those that ended in the last day. */
export async function deskChats(ctx: Ctx, actor: Staff, show: 'mine' | 'queue' | 'ended'): Promise<DeskChatLine[]> {
  if (show === 'mine') return linesOf(ctx, await ctx.app.store.run<ListedChat>(held, [actor.id]))
  if (show === 'ended') return linesOf(ctx, await ctx.app.store.run<ListedChat>(lately, [actor.id, new Date(ctx.now.getTime() - 86_400_000), leads(actor)]))
  const line = await lineFor(ctx, 'chat')
  const rows = new Map((await ctx.app.store.run<ListedChat>(named, [line.map(({ id }) => id)])).map((row) => [row.id, row]))
  const offers = new Map(line.map((one) => [one.id, one.offeredToMe ? one.offeredUntil : null]))
  return linesOf(
    ctx,
    line.flatMap(({ id }) => rows.get(id) ?? []),
    offers,
  )
}

async function linesOf(ctx: Ctx, rows: readonly ListedChat[], offers: ReadonlyMap<string, Date | null> = new Map()): Promise<DeskChatLine[]> {
  const names = await staffNames(ctx, [...new Set(rows.flatMap(({ holder_id }) => holder_id ?? []))])
  return rows.map((row) => lineOf(ctx, row, names, offers.get(row.id) ?? null))
}

function lineOf(ctx: Ctx, row: ListedChat, names: ReadonlyMap<string, string>, offeredUntil: Date | null): DeskChatLine {
  return {
    id: row.id,
    number: showRequestNumber(String(row.number)),
    state: row.state,
    topic: row.topic,
    priorityClass: row.priority_class,
    lang: row.lang,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    openedAt: row.opened_at.toISOString(),
    question: firstWords(ctx, row),
    unread: row.unread,
    holder: row.holder_id ? { id: row.holder_id, name: names.get(row.holder_id) ?? '' } : null,
    reason: row.reason,
    offeredUntil: offeredUntil?.toISOString() ?? null,
    review: row.review ?? (row.result === 'abuse' ? 'due' : null),
  }
}

/** One talk with the least about the citizen that helps (CHAT-8); the look is written down (FORM-15). */
export async function deskChat(ctx: Ctx, actor: Staff, id: string): Promise<DeskChat> {
  const loaded = await chatAtDesk(ctx, id)
  const { chat } = loaded
  await look(ctx, 'chat.read', { subject: chat.citizen_id, object: chat.id })
  const [[row], person, openRequests, line] = await Promise.all([
    ctx.app.store.run<ListedChat>(one, [id]),
    chat.account ? knownPerson(ctx, ownerOf(chat)).catch(() => null) : null,
    chat.account ? openRequestsOf(ctx, ownerOf(chat)) : [],
    chat.state === 'queued' ? lineFor(ctx, 'chat') : [],
  ])
  const names = await staffNames(ctx, chat.holder_id ? [chat.holder_id] : [])
  const offer = line.find((other) => other.id === id && other.offeredToMe)
  return {
    ...lineOf(ctx, row!, names, offer?.offeredUntil ?? null),
    ...factsOf(loaded),
    citizen: {
      id: chat.citizen_id,
      account: chat.account,
      name: person?.name ? maskName(person.name) : null,
      level: person ? (String(Math.min(person.level, 2)) as '0' | '1' | '2') : null,
      zone: chat.zone,
      provedAt: chat.proved_at?.toISOString() ?? null,
      openRequests,
    },
    can: canOf(actor, loaded, offer !== undefined),
  }
}
const one = lines('chat-line', 'chat.id = $1', 'chat.id')

function canOf(actor: Staff, { chat }: Loaded, isOffered: boolean): DeskChat['can'] {
  const allowed = new Set(allowedFrom(chat.state, capacities(actor)))
  const works = mayWork(actor, chat) && !ends.includes(chat.state)
  return {
    accept: allowed.has('accept') && mayRead(actor, chat),
    decline: isOffered,
    write: works,
    note: !ends.includes(chat.state),
    transfer: works && allowed.has('hand_over'),
    wait: works && allowed.has('wait'),
    end: works && allowed.has('end'),
    makeRequest: works && chat.ticket_number === null,
    setTopic: !ends.includes(chat.state),
    warn: works && chat.warned_at === null,
    review: chat.result === 'abuse' && chat.review === null && mayReview(actor, chat),
    askSignIn: works && chat.sign_in_asked_at === null,
  }
}
