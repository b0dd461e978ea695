import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { type DataKey, randomToken, sha256 } from '#platform/vault/index'
import { type Level, placeOfSession, type Session, type SignInFactor } from '../model.ts'

/** For what hands out a secret: an idempotency key would store the answer, so none is kept and a repeated call is judged anew. */
export const unrepeated = (ctx: Ctx): Ctx => ({ ...ctx, idempotency: undefined })

/** What somebody brings who opens a session. */
export interface Opening {
  citizenId: string
  key: DataKey
  level: Level
  factor: SignInFactor
  /** The known device; null until everything asked was given. */
  deviceId: string | null
  /** What the browser says it is: `aboutBrowser`. */
  about: string
  /** The token this browser had until now; its session ends. */
  previous: string | null
}

/** How long a session of this level lives, however busy. */
const lifeMs = (ctx: Ctx, level: Level): number => {
  const { halfMinutes, enrolMinutes, totalMinutes } = ctx.app.config.account
  return { half: halfMinutes, enrol: enrolMinutes, full: totalMinutes }[level] * 60_000
}

/** Opens a session and answers its token, which is kept nowhere. Only its SHA-256 is stored (C21). */
export async function beginSession(
  ctx: Ctx,
  tx: Tx,
  { citizenId, key, level, factor, deviceId, about, previous }: Opening,
): Promise<{ id: string; token: string }> {
  const { now } = ctx
  if (previous !== null)
    await tx.db.updateTable('account_session').set({ ended_at: now }).where('token_hash', '=', sha256(previous)).where('ended_at', 'is', null).execute()
  const id = uuidv7(now)
  const token = randomToken()
  await tx.db
    .insertInto('account_session')
    .values({
      token_hash: sha256(token),
      id,
      citizen_id: citizenId,
      device_id: deviceId,
      level,
      about: key.seal(placeOfSession(id), about),
      factor,
      created_at: now,
      seen_at: now,
      proved_at: level === 'half' ? null : now,
      proved_by: level === 'half' ? null : factor,
      ends_at: new Date(now.getTime() + lifeMs(ctx, level)),
    })
    .execute()
  return { id, token }
}

/**
 * Something was proved on an open session. One that rises to another level gets a new token (session fixation, ASVS 7.2.4), which is answered,
 * and lives as long as a new one of that level. A full one keeps its token, as requests under way and the live line carry it, and is freshly
 * proved; null is answered. Refused when the session ended or rose meanwhile: of two proofs at once one counts.
 */
export async function raiseSession(
  ctx: Ctx,
  tx: Tx,
  session: Pick<Session, 'id' | 'level'>,
  to: { level: 'enrol' | 'full'; factor: SignInFactor; deviceId?: string | null },
): Promise<string | null> {
  const { now } = ctx
  const open = tx.db.updateTable('account_session').where('id', '=', session.id).where('level', '=', session.level).where('ended_at', 'is', null)
  const token = session.level === to.level ? null : randomToken()
  const raised = token
    ? await open
        .set({
          token_hash: sha256(token),
          level: to.level,
          proved_at: now,
          proved_by: to.factor,
          seen_at: now,
          ends_at: new Date(now.getTime() + lifeMs(ctx, to.level)),
          challenge: null,
          challenge_until: null,
          factor: to.factor,
          ...(to.deviceId !== undefined && { device_id: to.deviceId }),
        })
        .executeTakeFirst()
    : await open.set({ proved_at: now, proved_by: to.factor, seen_at: now }).executeTakeFirst()
  if (raised.numUpdatedRows !== 1n) throw new Refusal('unauthenticated', 'session.none')
  return token
}

/** Ends what is open of a person, but one session: the next request finds none, and the live line within seconds (ASVS 7.4). Answers how many. */
export async function endSessionsOf(ctx: Ctx, tx: Tx, citizenId: string, except?: string): Promise<number> {
  const open = tx.db.updateTable('account_session').set({ ended_at: ctx.now }).where('citizen_id', '=', citizenId).where('ended_at', 'is', null)
  const { numUpdatedRows } = await (except === undefined ? open : open.where('id', '<>', except)).executeTakeFirst()
  return Number(numUpdatedRows)
}
