import type { NewSession } from '#domains/accounts/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Submitted } from './submit.ts'

/**
 * A client without a session files a request, and the answer with its cookie is lost: the repeated call brings the same key and the same
 * words, so its new session may open what it filed, for as long as the first one could.
 */
export async function openAgain(ctx: Ctx, session: NewSession, { ticketId, citizenId }: Submitted): Promise<void> {
  await change({ ...ctx, idempotency: undefined }, async (tx) => {
    await tx.db
      .insertInto('guest_session')
      .values({ id: session.id, token_hash: session.tokenHash, created_at: ctx.now, expires_at: session.expiresAt })
      .execute()
    const { received_at } = await tx.db
      .selectFrom('ticket')
      .select('received_at')
      .where('citizen_id', '=', citizenId)
      .where('id', '=', ticketId)
      .executeTakeFirstOrThrow()
    await tx.db.insertInto('guest_grant').values({ session_id: session.id, citizen_id: citizenId, ticket_id: ticketId, by: 'filed', at: received_at }).execute()
    tx.record('guest.filed-again', { subject: citizenId, object: ticketId })
  })
}
