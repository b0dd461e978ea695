import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { mayReview } from '../access.ts'
import { deskChatForUpdate } from '../load.ts'
import { staffOf } from './at-desk.ts'
import type { Sent } from './open.ts'
import { Talk } from './talk.ts'

/** The second look at an end for abuse, once, by somebody who leads and did not end it (ETIQ-6). An unfair one is told to the citizen. */
export async function reviewChat(ctx: Ctx, id: string, fair: boolean): Promise<Sent> {
  const me = staffOf(ctx)
  return change(ctx, async (tx) => {
    const talk = new Talk(ctx, tx, await deskChatForUpdate(ctx, tx, id, 'read', (chat) => mayReview(me, chat)))
    if (!mayReview(me, talk.chat)) throw new Refusal('forbidden', 'chat.not-your-review')
    if (talk.chat.result !== 'abuse' || talk.chat.review) throw new Refusal('conflict', 'chat.nothing-to-review')
    const review = fair ? 'fair' : 'unfair'
    talk.set({ review, reviewed_at: ctx.now, reviewed_by: me.id })
    if (!fair) talk.tell('review-unfair')
    await talk.write('chat.reviewed', { review })
    return { seq: talk.seq, state: talk.chat.state, masked: [] }
  })
}
