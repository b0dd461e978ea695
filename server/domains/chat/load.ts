import { keyOf, recordsOf } from '#domains/citizens/index'
import { look } from '#platform/change'
import { type Actor, type Ctx, visitorOf } from '#platform/ctx'
import { askedTogether } from '#platform/db/asked-together'
import type { Statement, TxStore } from '#platform/db/store'
import { allow, Refusal } from '#platform/refusal'
import { mayRead } from './access.ts'
import { asChat, type Loaded, type StoredChat } from './model.ts'

/** The same words for a talk that is not there and one that is somebody else's. */
export const notFound = () => new Refusal('not-found', 'chat.not-found')

/** A guest's talk stays open in the browser that began it this long after the last word. */
const GUEST_HOURS = 24

export const loaded = (ctx: Ctx, row: unknown): Loaded => {
  if (!row) throw notFound()
  const { wrapped_key, ...chat } = row as Parameters<typeof asChat>[0] & { wrapped_key: Buffer | null }
  return { chat: asChat(chat), key: keyOf(ctx, chat.citizen_id, wrapped_key) }
}

/** Whose a talk is; the three are what `askerOf` answers. */
export const ownedBy = (citizen: string, session: string, since: string) =>
  `(chat.citizen_id = ${citizen} or citizen.belongs_to = ${citizen} or (not chat.account and chat.session_id = ${session} and chat.last_at > ${since}))`
/** The same as a set of `citizen_id, id`, each half by an index of its own. */
export const ownChats = `select citizen_id, id from chat where citizen_id in (${recordsOf('$2')})
  union select citizen_id, id from chat where not account and session_id = $3 and last_at > $4`
const mine = askedTogether({
  name: 'chats-each-mine',
  text: `select asked.nth::int, chat.* from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) with ordinality as asked(id, citizen, session, since, nth)
    cross join lateral (select chat.*, citizen.wrapped_key from chat join citizen on citizen.id = chat.citizen_id
      where chat.id = asked.id and ${ownedBy('asked.citizen', 'asked.session', 'asked.since')} limit 1) chat`,
})
/** Whose it is or who serves it, and nothing else: asked for every open page every few seconds. */
const seenBy = askedTogether<Pick<StoredChat, 'holder_id' | 'team' | 'state'> & { own: boolean }>({
  name: 'chats-seen-by',
  text: `select asked.nth::int, chat.* from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) with ordinality as asked(id, citizen, session, since, nth)
    cross join lateral (select chat.holder_id, chat.team, chat.state, coalesce(${ownedBy('asked.citizen', 'asked.session', 'asked.since')}, false) as own
      from chat join citizen on citizen.id = chat.citizen_id where chat.id = asked.id limit 1) chat`,
})
/** How a talk stands, for its citizen and for staff who may read it; null for everybody else. */
export async function stateFor(ctx: Ctx, id: string): Promise<StoredChat['state'] | null> {
  const [chat] = await seenBy(ctx.app.store, [id, ...askerOf(ctx)])
  return chat && (isCitizen(ctx.actor) ? chat.own : mayRead(ctx.actor, chat)) ? chat.state : null
}
const isCitizen = ({ kind }: Actor): boolean => kind === 'guest' || kind === 'citizen'

/** Whose talks are asked for: the account's, and those that this browser began without one. */
export const askerOf = ({ actor, now }: Ctx): unknown[] => [
  actor.kind === 'citizen' ? actor.id : null,
  visitorOf(actor),
  new Date(now.getTime() - GUEST_HOURS * 3_600_000),
]

/** A talk of the citizen who asks; else "not found". */
export async function myChat(ctx: Ctx, id: string): Promise<Loaded> {
  const [row] = isCitizen(ctx.actor) ? await mine(ctx.app.store, [id, ...askerOf(ctx)]) : []
  return loaded(ctx, row)
}

/** The same to write in: whoever came by a backup code reads and asks for help, which is what a talk is for. */
export const myChatForUpdate = async (ctx: Ctx, tx: TxStore, id: string): Promise<Loaded> =>
  loaded(ctx, (await tx.run(mineForUpdate, [id, ...askerOf(ctx)]))[0])
const mineForUpdate: Statement = {
  name: 'chat-mine-for-update',
  text: `select chat.*, citizen.wrapped_key from chat join citizen on citizen.id = chat.citizen_id where chat.id = $1 and ${ownedBy('$2', '$3', '$4')}
    for update of chat for key share of citizen`,
}

/** A talk locked for a change; who may act on it is asked by the caller. */
export const chatForUpdate = async (ctx: Ctx, tx: TxStore, id: string): Promise<Loaded> => loaded(ctx, (await tx.run(byIdForUpdate, [id]))[0])
const byId = askedTogether({
  name: 'chats-by-id',
  text: `select asked.nth::int, chat.* from unnest($1::uuid[]) with ordinality as asked(id, nth)
    cross join lateral (select chat.*, citizen.wrapped_key from chat join citizen on citizen.id = chat.citizen_id where chat.id = asked.id limit 1) chat`,
})
const byIdForUpdate: Statement = {
  name: 'chat-by-id-for-update',
  text: 'select chat.*, citizen.wrapped_key from chat join citizen on citizen.id = chat.citizen_id where chat.id = $1 for update of chat for key share of citizen',
}

/** Locks a talk that nobody else holds at this moment. */
export const isFree = async (tx: TxStore, id: string): Promise<boolean> => (await tx.run(freeById, [id])).length > 0
const freeById: Statement = { name: 'chat-free', text: 'select 1 from chat where id = $1 for update skip locked' }

/** A talk at the desk, for whoever may read it. */
export async function chatAtDesk(ctx: Ctx, id: string, begun = chatById(ctx, id)): Promise<Loaded> {
  const found = await begun
  if (mayRead(ctx.actor, found.chat)) return found
  await look(ctx, 'chat.read-refused', { object: id })
  throw notFound()
}
/** Whose talk it is, for whoever may read it. */
export const personOfTalk = async (ctx: Ctx, id: string): Promise<string> => (await chatAtDesk(ctx, id)).chat.citizen_id
export const chatById = async (ctx: Ctx, id: string): Promise<Loaded> => loaded(ctx, (await byId(ctx.app.store, [id]))[0])

/** Locked, for whoever may read it; `work` refuses who does not hold it. */
export async function deskChatForUpdate(
  ctx: Ctx,
  tx: TxStore,
  id: string,
  right: 'read' | 'work',
  mayWork: (chat: Loaded['chat']) => boolean,
): Promise<Loaded> {
  const found = await chatForUpdate(ctx, tx, id)
  if (!mayRead(ctx.actor, found.chat)) throw notFound()
  if (right === 'work') allow(mayWork(found.chat), 'chat.not-yours', { holder: found.chat.holder_id })
  return found
}
