import type { Tx } from '#platform/change'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { loaded as asLoaded, type Loaded } from '../load.ts'
import { ends } from '../machine.ts'
import { mayReopen } from '../may-reopen.ts'
import { tellStaff } from '../notices.ts'
import { move, say, write } from './move.ts'
import { reopening } from './of-citizen.ts'

export interface MailWords {
  /** The letter's: its files lie under it. */
  id: string
  text: string
  fileIds: readonly string[]
  /** The sender is who may write on this request. */
  proved: boolean
  /** The letter is marked as this message, or nothing is made. */
  landed: (tx: Tx, made: { ticketId: string; citizenId: string; messageId: string; key: DataKey }) => Promise<void>
}

/**
 * Words that came by mail on a request. Of a proved sender they count as if written on its page: an answer we waited for goes on, an answered
 * request is reopened by the usual rule. Anybody else's stand on it with a warning and move nothing. False: it has ended, and nothing was written.
 */
export async function addMail(ctx: Ctx, ticketId: string, words: MailWords): Promise<boolean> {
  return change(ctx, async (tx) => {
    const loaded = await locked(ctx, tx, ticketId)
    const { ticket, key } = loaded
    const { id, text, fileIds, proved } = words
    const reopens = proved && ['resolved', 'closed', 'declined'].includes(ticket.status) && mayReopen(ticket, ctx.now)
    if (!reopens && (ends.includes(ticket.status) || (proved && ticket.status === 'resolved'))) throw new Over()
    let messageId = ''
    const said = async () => {
      messageId = (await say(ctx, tx, loaded, 'words', text, fileIds, { id, proved })).id
    }
    if (reopens) await reopening(ctx, tx, loaded, text, said)
    else {
      await said()
      if (proved && ticket.status === 'waiting_citizen') await move(ctx, tx, ticket, 'citizen_reply')
      else await write(tx, ticket, {}, 'ticket.citizen-replied', { files: fileIds.length, mail: proved ? 'proved' : 'unproved' })
    }
    if (ticket.holder_id && (reopens || !proved || ticket.status === 'waiting_citizen')) tellStaff(tx, ctx, 'assignment.new', ticket.holder_id, ticket)
    await words.landed(tx, { ticketId, citizenId: ticket.citizen_id, messageId, key })
    return true
  }).catch((error) => {
    if (error instanceof Over) return false
    throw error
  })
}
class Over extends Error {}

async function locked(ctx: Ctx, tx: Tx, id: string): Promise<Loaded> {
  const row = await tx.db
    .selectFrom('ticket')
    .innerJoin('citizen', 'citizen.id', 'ticket.citizen_id')
    .selectAll('ticket')
    .select('citizen.wrapped_key')
    .where('ticket.id', '=', id)
    .forUpdate('ticket')
    .forKeyShare('citizen')
    .executeTakeFirst()
  return asLoaded(ctx, row)
}
