import { change, look, type Tx } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import { allow } from '#platform/refusal'
import { mayRead, mayWork } from '../access.ts'
import { type Loaded, notFound, sameVersion, ticketForUpdate } from '../load.ts'

export interface Done {
  version: number
}

export const staffOf = (ctx: Ctx): Staff => {
  if (ctx.actor.kind !== 'staff') throw notFound()
  return ctx.actor
}

/**
 * One change at the desk: the request is locked; what one may not see is not found; an older sight of it is refused, not overwritten.
 * `work` means one must hold it (or lead); otherwise the command asks its own question.
 */
export async function atDesk(
  ctx: Ctx,
  number: string,
  expected: number | undefined,
  right: 'work' | 'own',
  work: (tx: Tx, loaded: Loaded) => Promise<number>,
): Promise<Done> {
  staffOf(ctx)
  let unseen: string | undefined
  return change(ctx, async (tx) => {
    const loaded = await ticketForUpdate(ctx, tx, number)
    if (!mayRead(ctx.actor, loaded.ticket)) {
      unseen = loaded.ticket.id
      throw notFound()
    }
    sameVersion(loaded.ticket, expected)
    if (right === 'work') allow(mayWork(ctx.actor, loaded.ticket), 'ticket.not-yours', { holder: loaded.ticket.holder_id })
    return { version: await work(tx, loaded) }
  }).catch(async (error) => {
    // FORM-15: a try at what one may not see is written down, after the change that was given up.
    if (unseen) await look(ctx, 'ticket.read-refused', { object: unseen })
    throw error
  })
}
