import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { citizenStatus } from '../citizen-status.ts'
import { ticketForUpdate } from '../load.ts'
import { tellStaff } from '../notices.ts'
import { citizenCan } from '../queries/for-citizen.ts'
import { toWorkOn } from '../queries/mine.ts'
import { move, say, write } from './move.ts'
import { takeDraft } from './submit.ts'

export interface Added {
  number: string
  version: number
  masked: string[]
}

/** The citizen adds words and files; while we wait for them this is the answer and work goes on (PREP-2). */
export async function addWords(
  ctx: Ctx,
  number: string,
  { text, fileIds, draftOf }: { text: string; fileIds?: readonly string[]; draftOf?: string },
): Promise<Added> {
  await toWorkOn(ctx, number)
  return change(ctx, async (tx) => {
    if (draftOf) await takeDraft(tx, draftOf)
    const loaded = await ticketForUpdate(ctx, tx, number)
    const { ticket } = loaded
    if (!citizenCan(ticket, ctx.now).reply) throw new Refusal('conflict', 'ticket.ended', { status: citizenStatus(ticket.status) })
    const { masked } = await say(ctx, tx, loaded, 'words', text, fileIds)
    const version =
      ticket.status === 'waiting_citizen'
        ? await move(ctx, tx, ticket, 'citizen_reply')
        : await write(tx, ticket, {}, 'ticket.citizen-replied', { files: fileIds?.length ?? 0 })
    // The machine's effect of an answer: whoever holds the request has something to do again.
    if (ticket.status === 'waiting_citizen' && ticket.holder_id) tellStaff(tx, ctx, 'assignment.new', ticket.holder_id, ticket)
    return { number: String(ticket.number), version, masked }
  })
}
