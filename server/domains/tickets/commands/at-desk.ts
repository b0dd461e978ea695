import { change, look, Overtaken, type Tx } from '#platform/change'
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

type Work = (tx: Tx, loaded: Loaded) => Promise<number>
type Right = 'work' | 'own'

/**
 * One change at the desk: the request is locked; what one may not see is not found; an older sight of it is refused, not overwritten.
 * `work` means one must hold it (or lead); otherwise the command asks its own question.
 */
export const atDesk = (ctx: Ctx, number: string, expected: number | undefined, right: Right, work: Work): Promise<Done> =>
  judged(ctx, (tx) => ticketForUpdate(ctx, tx, number), expected, right, work)

/**
 * The same for what is said often and seldom at once: on the sight that was read beside the session, without a lock and in one statement.
 * Every write asks for the version that was seen; whoever was overtaken waits in line as above.
 */
export async function atDeskUnlocked(ctx: Ctx, number: string, seen: Promise<Loaded>, expected: number | undefined, right: Right, work: Work): Promise<Done> {
  seen.catch(() => {}) // heard inside, where a repeated wish still gets the answer it got
  try {
    return await judged(ctx, () => seen, expected, right, work)
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
    return atDesk(ctx, number, expected, right, work)
  }
}

async function judged(ctx: Ctx, load: (tx: Tx) => Promise<Loaded>, expected: number | undefined, right: Right, work: Work): Promise<Done> {
  staffOf(ctx)
  let unseen: string | undefined
  return change(ctx, async (tx) => {
    const loaded = await load(tx)
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
