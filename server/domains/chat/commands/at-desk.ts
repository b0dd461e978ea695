import { asksForSecrets } from '#contract/asks-for-secrets'
import type { deskResults } from '#contract/chat-desk'
import { noticeEvents } from '#contract/notice-events'
import type { Team } from '#contract/staff'
import type { Topic } from '#contract/topics'
import { ownerOfAccount, tellOwner } from '#domains/accounts/index'
import { published } from '#domains/knowledge/index'
import { decline, give, take, takeNext } from '#domains/routing/index'
import { staffById } from '#domains/staff/index'
import { change } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { capacities, chatRoles, isSpecialist, mayWork } from '../access.ts'
import { chatAtDesk, chatForUpdate, deskChatForUpdate, isFree, notFound } from '../load.ts'
import { ends } from '../machine.ts'
import { ownerOf, type StoredChat } from '../model.ts'
import { backInLine } from './back-in-line.ts'
import { endTalk } from './end.ts'
import { claimChatFiles } from './files.ts'
import type { Sent } from './open.ts'
import { sayTogether } from './say-together.ts'
import { goodWords, Talk } from './talk.ts'

export const staffOf = (ctx: Ctx): Staff => {
  if (ctx.actor.kind !== 'staff') throw notFound()
  return ctx.actor
}
type Act = (talk: Talk, me: Staff) => Promise<unknown> | unknown
interface Shape {
  event: string
  right?: 'read' | 'work'
  details?: Record<string, unknown>
}
async function act(ctx: Ctx, id: string, { event, right = 'work', details = {} }: Shape, work: Act, masked: string[] = []): Promise<Sent> {
  const me = staffOf(ctx)
  return change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await deskChatForUpdate(ctx, tx, id, right, (chat: StoredChat) => mayWork(me, chat)))
    if (ends.includes(talk.chat.state)) throw new Refusal('conflict', 'chat.ended', { state: talk.chat.state })
    await work(talk, me)
    await talk.write(event, details)
    return { seq: talk.seq, state: talk.chat.state, masked }
  })
}

/** Takes a talk out of the line, offered or not: of fifty who press one wins. */
export const acceptChat = (ctx: Ctx, id: string): Promise<Sent> =>
  act(ctx, id, { event: 'chat.accepted', right: 'read' }, async (talk, me) => {
    await take(ctx, talk.tx, 'chat', id)
    await begin(talk, me)
  })

/** The first of the line that the asker may serve; null when there is none. */
export async function takeNextChat(ctx: Ctx): Promise<{ id: string | null }> {
  const me = staffOf(ctx)
  return change(ctx, async (tx) => {
    const id = await takeNext(ctx, tx, 'chat', (waiting) => isFree(tx, waiting))
    if (id === null) {
      tx.record('chat.none-waiting', {})
      return { id: null }
    }
    const talk = new Talk(ctx, tx, await chatForUpdate(ctx, tx, id))
    await begin(talk, me)
    await talk.write('chat.accepted')
    return { id }
  })
}

async function begin(talk: Talk, me: Staff): Promise<void> {
  const { ctx, chat } = talk
  talk.move('accept', capacities(me), isSpecialist(me) ? 'with_specialist' : 'with_operator')
  talk.set({ holder_id: me.id, first_answer_at: chat.first_answer_at ?? ctx.now })
  talk.tell('accepted', { role: isSpecialist(me) ? 'specialist' : 'operator' })
  if (chat.place_kept_at) await tellAway(talk)
}

/** Whoever went away with the place kept is told that somebody answers now. */
async function tellAway({ tx, chat }: Talk): Promise<void> {
  const facts = { chatId: chat.id }
  if (chat.account) return tellOwner(tx, 'chat.operator_replied', ownerOf(chat), await ownerOfAccount(tx, ownerOf(chat)), facts)
  if (chat.email)
    tx.notify({
      event: 'chat.operator_replied',
      audience: 'citizen',
      personId: chat.citizen_id,
      channel: 'email',
      facts,
      lane: noticeEvents['chat.operator_replied'].lane,
    })
}

/** Passes an offer on; the talk keeps its place. */
export const declineChat = (ctx: Ctx, id: string): Promise<Sent> =>
  act(ctx, id, { event: 'chat.declined', right: 'read' }, (talk) => decline(ctx, talk.tx, 'chat', id))

interface Words {
  text?: string | undefined
  fileIds?: readonly string[] | undefined
  article?: string | undefined
}
/** A word to the citizen. The service itself never asks for a password or a code, whoever types it (PHISH-4). */
export async function answerChat(ctx: Ctx, id: string, { text: typed, fileIds = [], article }: Words): Promise<Sent> {
  const { text, masked } = goodWords(typed, fileIds.length > 0)
  refuseAskingSecrets(text)
  const shown = article === undefined ? undefined : (await published(ctx)).get(article)
  const event = 'chat.answered'
  const details = { files: fileIds.length, ...(shown && { article: shown.id }) }
  const say = (talk: Talk): string => {
    const messageId = talk.say('staff', 'words', text, shown ? { article: { id: shown.id, title: shown.sides[talk.chat.lang].title } } : {})
    // Writing goes on where one had said to wait.
    if (talk.chat.state === 'waiting_citizen') talk.set({ state: talk.chat.team === 'first_line' ? 'with_operator' : 'with_specialist' })
    talk.set({ waiting_since: null })
    return messageId
  }
  const alone = () =>
    act(
      ctx,
      id,
      { event, details },
      async (talk) => {
        const messageId = say(talk)
        if (fileIds.length > 0) await claimChatFiles(talk, fileIds, messageId)
      },
      masked,
    )
  if (fileIds.length > 0) return alone()
  const me = staffOf(ctx)
  const sayIfMine = (talk: Talk) => mayWork(me, talk.chat) && !ends.includes(talk.chat.state) && say(talk) !== ''
  return sayTogether({ ctx, id, say: sayIfMine, event, details, masked, alone })
}

function refuseAskingSecrets(text: string): void {
  if (asksForSecrets(text)) throw new Refusal('unprocessable', 'text.problems', undefined, [{ field: 'text', code: 'text.asks-for-secret' }])
}

/** A whisper to colleagues: whoever may read the talk may leave one. */
export async function noteChat(ctx: Ctx, id: string, typed: string): Promise<Sent> {
  const { text, masked } = goodWords(typed)
  return act(ctx, id, { event: 'chat.noted', right: 'read' }, (talk) => talk.say('staff', 'note', text), masked)
}

/** To a colleague, who has it at once, or into the line of a team; everything said goes along, and the citizen is told who is next. */
export async function transferChat(
  ctx: Ctx,
  id: string,
  to: { staffId?: string | undefined; team?: Team | undefined; note?: string | undefined },
): Promise<Sent> {
  if (!to.staffId === !to.team) throw new Refusal('invalid', 'transfer.to-whom')
  const note = to.note?.trim() ? goodWords(to.note).text : null
  const colleague = to.staffId ? await staffById(ctx, to.staffId) : null
  return act(ctx, id, { event: 'chat.transferred', details: to.staffId ? { to: to.staffId } : { toTeam: to.team } }, async (talk, me) => {
    if (note) talk.say('staff', 'note', note)
    if (to.team) return backInLine(talk, { by: capacities(me), team: to.team })
    const mayHold = colleague?.state === 'active' && chatRoles.some((role) => colleague.roles.includes(role))
    if (!mayHold || !colleague) throw new Refusal('unprocessable', 'transfer.not-possible')
    talk.move('hand_over', capacities(me), isSpecialist(colleague) ? 'with_specialist' : 'with_operator')
    // It goes over to a team of theirs, as in the line.
    const team = colleague.teams.includes(talk.chat.team) ? talk.chat.team : (colleague.teams[0] ?? talk.chat.team)
    talk.set({ holder_id: colleague.id, team, waiting_since: talk.chat.waiting_since ?? ctx.now })
    await give(ctx, talk.tx, 'chat', id, colleague.id)
    talk.tell('handed-over', { role: isSpecialist(colleague) ? 'specialist' : 'operator' })
  })
}

/** It is the citizen's move: a reminder after 5 minutes, the end after 30 (machine, `wait`). */
export const waitForCitizen = (ctx: Ctx, id: string): Promise<Sent> =>
  act(ctx, id, { event: 'chat.waiting' }, (talk, me) => {
    talk.move('wait', capacities(me))
    talk.set({ waiting_since: null, reminded_at: null, last_at: ctx.now })
    talk.tell('waiting')
  })

/** Before a talk may end for abuse (ETIQ-6). */
export const warnCitizen = (ctx: Ctx, id: string): Promise<Sent> =>
  act(ctx, id, { event: 'chat.warned' }, (talk) => {
    if (talk.chat.warned_at) throw new Refusal('conflict', 'chat.warned')
    talk.set({ warned_at: ctx.now })
    talk.tell('warned')
  })

/** The matter needs the account: the guest signs in and comes back to this talk, whoever is signed in shows a second factor again. */
export const askSignIn = (ctx: Ctx, id: string): Promise<Sent> =>
  act(ctx, id, { event: 'chat.sign-in-asked' }, (talk) => {
    talk.set({ sign_in_asked_at: ctx.now })
    talk.tell('sign-in-asked', { how: talk.chat.account ? 'step-up' : 'sign-in' })
  })

/** Corrects the topic; the learning of the assistant reads it from the journal (`from`, `to`). */
export const correctTopic = (ctx: Ctx, id: string, topic: Topic): Promise<Sent> =>
  act(ctx, id, { event: 'chat.topic-corrected', right: 'read', details: { to: topic } }, (talk) => talk.set({ topic, topic_chosen: true }))

/** Ends it with a result and what was solved; the summary goes out. */
export async function endDeskChat(
  ctx: Ctx,
  id: string,
  { result, solution: typed }: { result: (typeof deskResults)[number]; solution: string },
): Promise<Sent> {
  const { text: solution } = goodWords(typed)
  refuseAskingSecrets(solution)
  return act(ctx, id, { event: 'chat.ended', details: { result } }, (talk, me) => {
    if (result === 'abuse' && talk.chat.warned_at === null) throw new Refusal('conflict', 'chat.warn-first')
    if (result === 'request_created' && !talk.chat.ticket_id) throw new Refusal('conflict', 'chat.no-request')
    talk.move('end', capacities(me))
    return endTalk(talk, null, result, solution)
  })
}

/** The holder has read up to here; what a colleague reads is no sign to the citizen. */
export async function staffHasRead(ctx: Ctx, id: string, seq: number): Promise<void> {
  const { chat } = await chatAtDesk(ctx, id)
  if (chat.holder_id !== ctx.actor.id || seq <= chat.staff_read_seq) return
  await change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await chatForUpdate(ctx, tx, id))
    talk.set({ staff_read_seq: Math.max(talk.chat.staff_read_seq, Math.min(seq, talk.seq)) })
    await talk.write('chat.read-by-staff')
  })
}
