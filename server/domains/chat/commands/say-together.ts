import { changeTogether, type Group, type LastWrite } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { isAway, type Store } from '#platform/db/store'
import { inGroups } from '#platform/in-groups'
import { keepSaid } from '../just-said.ts'
import { chatsToSayIn } from '../load-to-say.ts'
import type { Loaded } from '../model.ts'
import type { Sent } from './open.ts'
import { Talk } from './talk.ts'
import { insertLines, lineColumns } from './write-lines.ts'

/** A message that may go with others: plain words between a citizen and a person, which is most of what is said. */
export interface Plain {
  ctx: Ctx
  /** Of the talk. */
  id: string
  /** Says it and answers true; false where this talk, as it is now, wants more than that. It waits for nothing and refuses nothing. */
  say: (talk: Talk) => boolean
  event: string
  details: Record<string, unknown>
  masked: string[]
  /** The same message as a change of its own: what a group leaves out. It knows all rules, and says all refusals. */
  alone: () => Promise<Sent>
}

/**
 * Messages that arrive together are written together: two trips to the database and one wait for its disk, however many they are. A group
 * decides nothing that is not plain: whatever is refused, repeated, held by somebody else or more than words goes alone, as if there were no groups.
 */
export function sayTogether(plain: Plain): Promise<Sent> {
  const { app, idempotency } = plain.ctx
  if (!idempotency) return plain.alone()
  let group = groups.get(app.store)
  if (!group) {
    group = inGroups(sayAll)
    groups.set(app.store, group)
  }
  return group(plain)
}
const groups = new WeakMap<Store, (plain: Plain) => Promise<Sent>>()

async function sayAll(all: readonly Plain[]): Promise<Promise<Sent>[]> {
  const said = await changeTogether(all[0]!.ctx.app, firstOfEachKey(all), sayIn).catch((error) => {
    // Nobody could be answered by the database now. Any other fault is of one of them, and each finds out alone whose.
    if (isAway(error)) throw error
    return new Map<Plain, Sent>()
  })
  return all.map((one) => {
    const sent = said.get(one)
    return sent ? Promise.resolve(sent) : one.alone()
  })
}

/** The same key again in one group is answered after it, by what the first one has become. */
const firstOfEachKey = (all: readonly Plain[]): Plain[] =>
  [...new Map(all.toReversed().map((one) => [`${one.ctx.idempotency!.scope} ${one.ctx.idempotency!.key}`, one])).values()].reverse()

async function sayIn(group: Group<Plain>, all: readonly Plain[]): Promise<Map<Plain, Sent>> {
  const found = await chatsToSayIn(group, all)
  const talks = new Map<string, Talk[]>()
  const sent = new Map<Plain, Sent>()
  all.forEach((one, i) => {
    const loaded = found[i]
    if (!loaded) return
    const before = talks.get(one.id) ?? []
    const talk = new Talk(one.ctx, group.of(one), { ...loaded, chat: before.at(-1)?.chat ?? loaded.chat })
    if (!one.say(talk) || !isPlain(talk)) return
    keepSaid(talk.record(one.event, one.details), talk.lines)
    talks.set(one.id, [...before, talk])
    sent.set(one, { seq: talk.seq, state: talk.chat.state, masked: one.masked })
  })
  if (talks.size === 0) return sent
  group.lastly(updateTalks, talkColumns([...talks.values()].map((same) => same.at(-1)!.chat)))
  group.lastly(insertLines, lineColumns([...talks.values()].flat().flatMap(({ lines }) => lines)))
  return sent
}

/** What plain words change of a talk. */
const plainColumns: readonly string[] = ['state', 'waiting_since', 'last_seq', 'last_at']
const isPlain = ({ changes }: Talk): boolean => Object.keys(changes).every((column) => plainColumns.includes(column))
const updateTalks: LastWrite = {
  name: 'chats-said-in',
  parts: `talks as (
    update chat set state = now.state, waiting_since = now.waiting_since, last_seq = now.last_seq, last_at = now.last_at
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::int[], $6::timestamptz[]) as now(citizen_id, id, state, waiting_since, last_seq, last_at)
    where chat.citizen_id = now.citizen_id and chat.id = now.id
  )`,
}
function talkColumns(chats: readonly Loaded['chat'][]): unknown[] {
  const column = <T>(value: (chat: Loaded['chat']) => T) => chats.map(value)
  return [
    column((chat) => chat.citizen_id),
    column((chat) => chat.id),
    column((chat) => chat.state),
    column((chat) => chat.waiting_since),
    column((chat) => chat.last_seq),
    column((chat) => chat.last_at),
  ]
}
