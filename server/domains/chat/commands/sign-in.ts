import { fullySignedIn, type KnownPerson, knownPerson, provedStrongly } from '#domains/accounts/index'
import { hasForeignContacts } from '#domains/tickets/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { myChat, myChatForUpdate, notFound } from '../load.ts'
import { ends } from '../machine.ts'
import type { StoredChat } from '../model.ts'
import { callPerson } from '../next-turn.ts'
import type { Sent } from './open.ts'
import { Talk } from './talk.ts'

const sentOf = ({ last_seq, state }: StoredChat): Sent => ({ seq: last_seq, state, masked: [] })
/** Level 0 to 2, as the desk shows it. */
const levelOf = ({ level }: KnownPerson): string => String(Math.min(level, 2))

/**
 * The guest of this browser has signed in and says that the talk is his: from now on it is the account's, and the browser alone opens it
 * no more. What was said keeps its record and key; the record is tied to the account (docs/decisions/0028-sign-in-inside-a-talk.md).
 * Joining twice changes nothing.
 */
export async function joinChat(ctx: Ctx, id: string): Promise<Sent> {
  const actor = fullySignedIn(ctx.actor)
  const { chat } = await myChat(ctx, id)
  if (chat.account) return sentOf(chat)
  const person = await knownPerson(ctx, actor.id)
  if (!person) throw notFound()
  return change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await myChatForUpdate(ctx, tx, id))
    // Another tab was quicker; it stands on the page.
    if (talk.chat.account) throw new Refusal('conflict', 'chat.changed')
    await tieRecord(talk, person)
    const isStrong = talk.chat.sign_in_asked_at !== null && (await provedStrongly(ctx, actor, talk.chat.sign_in_asked_at))
    talk.tell('signed-in', { level: levelOf(person), strong: isStrong }, talk.chat.state === 'bot' ? [callPerson] : [])
    talk.set({ account: true, joined_to: actor.id, joined_seq: talk.seq, proved_at: ctx.now, sign_in_asked_at: null })
    tx.record('account.chat-joined', { subject: talk.chat.citizen_id, object: actor.id }, { number: String(talk.chat.number) })
    await talk.write('chat.joined', { account: actor.id })
    return sentOf(talk.chat)
  })
}

/** A record that holds more than this talk, or contacts of which the account has proved none, is somebody else's as far as can be known. */
async function tieRecord({ ctx, tx, key, chat: { citizen_id, id } }: Talk, person: KnownPerson): Promise<void> {
  // An account that is being erased takes its records with it, so this waits for the end and finds it gone.
  const account = await tx.db.selectFrom('account').select('state').where('citizen_id', '=', person.id).forKeyShare().executeTakeFirst()
  if (account?.state !== 'open') throw new Refusal('unauthenticated', 'session.none')
  const other = await tx.db.selectFrom('chat').select('id').where('citizen_id', '=', citizen_id).where('id', '<>', id).limit(1).executeTakeFirst()
  if (other || (await hasForeignContacts(ctx, tx.db, citizen_id, key, person))) throw new Refusal('conflict', 'chat.cannot-join')
  const tied = await tx.db
    .updateTable('citizen')
    .set({ belongs_to: person.id })
    .where('id', '=', citizen_id)
    .where('belongs_to', 'is', null)
    .where('wrapped_key', 'is not', null)
    .executeTakeFirst()
  if (Number(tied.numUpdatedRows) === 0) throw notFound()
}

/** Staff have asked for a fresh proof, and it was given by a second factor or a passkey after that; else the page asks for one. */
export async function confirmSignIn(ctx: Ctx, id: string): Promise<Sent> {
  const actor = fullySignedIn(ctx.actor)
  const { chat } = await myChat(ctx, id)
  const asked = chat.account ? chat.sign_in_asked_at : null
  if (!asked || ends.includes(chat.state)) throw new Refusal('conflict', 'chat.not-from-here', { state: chat.state })
  allow(await provedStrongly(ctx, actor, asked), 'step-up.needed')
  const person = await knownPerson(ctx, actor.id)
  if (!person) throw notFound()
  return change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await myChatForUpdate(ctx, tx, id))
    if (!talk.chat.sign_in_asked_at || ends.includes(talk.chat.state)) throw new Refusal('conflict', 'chat.changed')
    talk.tell('signed-in', { level: levelOf(person), strong: true })
    talk.set({ proved_at: ctx.now, sign_in_asked_at: null })
    await talk.write('chat.sign-in-proved')
    return sentOf(talk.chat)
  })
}
