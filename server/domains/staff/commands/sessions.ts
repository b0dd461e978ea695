import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { randomToken, sha256 } from '#platform/vault/index'
import { enrolSessionMs, halfSessionMs } from '../model.ts'
import type { OpenSession } from '../queries.ts'

/** For what hands out a secret: an idempotency key would store the answer, so none is kept and a repeated call is judged anew. */
export const unrepeated = (ctx: Ctx): Ctx => ({ ...ctx, idempotency: undefined })

/** A session that opens only the way to a factor: `half` after the password, `enrol` after the one-time link. `previous` is the browser's session until now, and ends. */
export async function beginSession(ctx: Ctx, tx: Tx, staffId: string, level: 'half' | 'enrol', previous: string | null): Promise<string> {
  const token = randomToken()
  if (previous !== null) await endSession(ctx, tx, sha256(previous))
  const lifeMs = level === 'half' ? halfSessionMs : enrolSessionMs
  await tx.db
    .insertInto('staff_session')
    .values({
      token_hash: sha256(token),
      id: uuidv7(ctx.now),
      staff_id: staffId,
      level,
      created_at: ctx.now,
      seen_at: ctx.now,
      ends_at: new Date(ctx.now.getTime() + lifeMs),
    })
    .execute()
  return token
}

/**
 * A factor was proved: a half or enrol session becomes a full one under a new token (session fixation, ASVS 7.2.4), which is answered.
 * A full one keeps its token, as requests under way and the live line carry it, and is freshly proved; null is answered.
 */
export async function raiseSession(ctx: Ctx, tx: Tx, session: OpenSession): Promise<string | null> {
  const { now } = ctx
  const open = tx.db.updateTable('staff_session').where('id', '=', session.id).where('level', '=', session.level).where('ended_at', 'is', null)
  const token = session.level === 'full' ? null : randomToken()
  const ends_at = new Date(now.getTime() + ctx.app.config.signIn.staffTotalMinutes * 60_000)
  const raised = token
    ? await open.set({ token_hash: sha256(token), level: 'full', proved_at: now, seen_at: now, ends_at }).executeTakeFirst()
    : await open.set({ proved_at: now, seen_at: now }).executeTakeFirst()
  if (raised.numUpdatedRows !== 1n) throw new Refusal('unauthenticated', 'session.none')
  const seen = tx.db
    .updateTable('staff')
    .set({ failures: 0, failed_at: null, lockouts: 0, locked_until: null, last_seen_at: now })
    .where('id', '=', session.staffId)
  const { numUpdatedRows } = await seen.where('state', '=', 'active').executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal('unauthenticated', 'session.none')
  tx.record(token ? 'staff.signed-in' : 'staff.proved-again', { object: session.staffId }, { sessionId: session.id })
  return token
}

const endSession = (ctx: Ctx, tx: Tx, tokenHash: Buffer) =>
  tx.db.updateTable('staff_session').set({ ended_at: ctx.now }).where('token_hash', '=', tokenHash).where('ended_at', 'is', null).execute()

/** Ends what is open of a person elsewhere: this session goes on. */
export const endOtherSessionsOf = (ctx: Ctx, tx: Tx, staffId: string, own: string): Promise<unknown> =>
  tx.db.updateTable('staff_session').set({ ended_at: ctx.now }).where('staff_id', '=', staffId).where('id', '<>', own).where('ended_at', 'is', null).execute()

/** Ends what is open of a person: the next request, and the live line within seconds, finds no session. */
export const endSessionsOf = (ctx: Ctx, tx: Tx, staffId: string): Promise<unknown> =>
  tx.db.updateTable('staff_session').set({ ended_at: ctx.now }).where('staff_id', '=', staffId).where('ended_at', 'is', null).execute()
