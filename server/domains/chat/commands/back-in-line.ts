import type { Team } from '#contract/staff'
import { enqueue, heldBy } from '#domains/routing/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { bare } from '#platform/log'
import { Refusal } from '#platform/refusal'
import { chatForUpdate } from '../load.ts'
import type { By } from '../machine.ts'
import { Talk } from './talk.ts'

interface Back {
  by: readonly By[]
  team: Team
  /** Employee it would rather lie with. */
  wanted?: string
  details?: Record<string, unknown>
}
/** Out of the hands that held it into the line of a team; all that was said stays with it, and the citizen is told. */
export async function backInLine(talk: Talk, { by, team, wanted, details }: Back): Promise<void> {
  const { ctx, tx } = talk
  talk.move('return', by)
  // The minutes until it becomes a request are counted anew, and nobody is away any more; its place is counted from when it first came.
  talk.set({ holder_id: null, team, waiting_since: talk.chat.waiting_since ?? ctx.now, queued_at: ctx.now, place_kept_at: null })
  const { id, lang, priority_class } = talk.chat
  await enqueue(ctx, tx, { kind: 'chat', id, team, lang, priorityClass: priority_class, ...(wanted && { wanted }) })
  talk.tell('returned', { team, ...details })
}

/**
 * The desk of an employee has gone silent: the talks in which a citizen waits for a word go back into the line, and rather to the same person
 * once they are there again (R14). Where it is the citizen's move nothing is lost by waiting; routing tells again while something lies there.
 */
export async function takeBack(ctx: Ctx, staffId: string): Promise<void> {
  for (const { kind, id } of await heldBy(ctx, staffId)) {
    if (kind !== 'chat') continue
    await change(ctx, async (tx) => {
      const talk = new Talk(ctx, tx, await chatForUpdate(ctx, tx, id))
      const { holder_id, state, team } = talk.chat
      if (holder_id !== staffId || (state !== 'with_operator' && state !== 'with_specialist')) throw new Refusal('conflict', 'chat.changed')
      await backInLine(talk, { by: ['system'], team, wanted: staffId, details: { gone: true } })
      await talk.write('chat.taken-back', { from: staffId })
    }).catch((error) => {
      // One that fails must not keep the others; routing tells again in a minute.
      if (!(error instanceof Refusal)) ctx.app.log.error({ part: 'chat', ...bare(error) }, 'a talk could not be taken back')
    })
  }
}
