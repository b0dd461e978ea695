import type { Topic } from '#contract/topics'
import { topicRules } from '#domains/agency/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import { mask } from '#platform/masker/index'
import { Refusal } from '#platform/refusal'
import { myChat, myChatForUpdate } from '../load.ts'
import { ends } from '../machine.ts'
import { placeOfChat } from '../model.ts'
import { callPersonFor } from './call-person.ts'
import { endTalk } from './end.ts'
import type { Sent } from './open.ts'
import { Talk } from './talk.ts'

type Act = (talk: Talk) => Promise<void> | void
async function act(ctx: Ctx, id: string, event: string, work: Act): Promise<Sent> {
  return change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await myChatForUpdate(ctx, tx, id))
    if (ends.includes(talk.chat.state)) throw new Refusal('conflict', 'chat.ended', { state: talk.chat.state })
    await work(talk)
    await talk.write(event)
    return { seq: talk.seq, state: talk.chat.state, masked: [] }
  })
}

/** Always one press away (CHAT-11); pressed again it changes nothing. */
export const callOperator = (ctx: Ctx, id: string): Promise<Sent> =>
  act(ctx, id, 'chat.operator-called', (talk) => (talk.chat.state === 'bot' ? callPersonFor(talk, null) : undefined))

/** Says what it is about (CHAT-3): guesses overwrite it no more. */
export const chooseTopic = (ctx: Ctx, id: string, topic: Topic): Promise<Sent> =>
  act(ctx, id, 'chat.topic-chosen', (talk) => {
    talk.set({ topic, topic_chosen: true, ...(talk.chat.state === 'bot' && { priority_class: topicRules[topic].priorityClass }) })
    talk.tell('topic-changed', { topic })
  })

/** Keeps the place while the person is away: nobody else is called for it, and a letter says when somebody answers. */
export const keepPlace = (ctx: Ctx, id: string, typed: string | undefined): Promise<Sent> =>
  act(ctx, id, 'chat.place-kept', (talk) => {
    if (talk.chat.state !== 'queued') throw new Refusal('conflict', 'chat.not-from-here', { state: talk.chat.state })
    giveAddress(talk, typed, true)
    talk.set({ place_kept_at: ctx.now })
    talk.tell('place-kept')
  })

/** A guest's address; an account has its own. */
function giveAddress(talk: Talk, typed: string | undefined, isNeeded: boolean): void {
  if (talk.chat.account) return
  if (!typed?.trim()) {
    if (isNeeded && !talk.chat.email) throw problem('email.required')
    return
  }
  if (!email(typed).ok) throw problem('email.invalid')
  talk.set({ email: talk.key.seal(placeOfChat(talk.chat.id, 'email'), typed.trim()) })
}
const problem = (code: string) => new Refusal('unprocessable', 'chat.problems', undefined, [{ field: 'email', code }])

/** The citizen ends it; before anybody has answered it is left, with the summary of what the assistant said. */
export const endChat = (ctx: Ctx, id: string, { helped, email: typed }: { helped?: boolean | undefined; email?: string | undefined }): Promise<Sent> =>
  act(ctx, id, 'chat.ended', async (talk) => {
    giveAddress(talk, typed, false)
    const { state } = talk.chat
    if (state === 'bot') return helped ? endTalk(talk, 'answer_helped', 'helped', null) : endTalk(talk, 'leave', 'left', null)
    if (state === 'queued') return endTalk(talk, 'leave', 'left', null)
    return endTalk(talk, 'end', helped === false ? 'not_solved' : 'solved', null)
  })

/** Up to here the citizen has read; never backwards, never beyond what was said. */
export async function citizenHasRead(ctx: Ctx, id: string, seq: number): Promise<void> {
  // Most marks of a page say again what an earlier one has said.
  if (seq <= (await myChat(ctx, id)).chat.citizen_read_seq) return
  await change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await myChatForUpdate(ctx, tx, id))
    talk.set({ citizen_read_seq: Math.max(talk.chat.citizen_read_seq, Math.min(seq, talk.seq)) })
    await talk.write('chat.read-by-citizen')
  })
}

/** Once it has ended; again it is overwritten. */
export async function rateChat(ctx: Ctx, id: string, { score, comment }: { score: number; comment?: string | undefined }): Promise<void> {
  await change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await myChatForUpdate(ctx, tx, id))
    if (!ends.includes(talk.chat.state)) throw new Refusal('conflict', 'chat.not-ended')
    const words = comment?.trim() ? talk.key.seal(placeOfChat(id, 'rating_comment'), mask(comment.trim()).text) : null
    talk.set({ rating: score, rating_comment: words })
    await talk.write('chat.rated', { score })
  })
}
