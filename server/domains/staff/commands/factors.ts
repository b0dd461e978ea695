import { generateSecret, generateURI } from 'otplib'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { allow, Refusal } from '#platform/refusal'
import { qrSvg } from '#platform/sign-in/qr-svg'
import { codeTyped, totpPeriodSeconds, totpStep } from '#platform/sign-in/totp-step'
import { demandFreshProof } from '../access.ts'
import { enrolSessionMs, type Factor, mostFactors } from '../model.ts'
import { demandSession, type OpenSession, staffById } from '../queries.ts'
import { secretPlace } from '../secret-place.ts'
import { raiseSession, unrepeated } from './sessions.ts'

/** Who may add a factor: the holder of a fresh one-time link, or a full session with a fresh proof. A half session never: it would be the way round the factor (C23). */
export async function enrolling(ctx: Ctx, token: string | null): Promise<OpenSession> {
  const session = await demandSession(ctx, token, ['enrol', 'full'])
  if (session.level === 'full') demandFreshProof(ctx.actor, ctx.now)
  return session
}

export async function demandRoomForFactor(ctx: Ctx, staffId: string): Promise<void> {
  const query = ctx.app.store.db.selectFrom('staff_factor').select((eb) => eb.fn.countAll<number>().as('kept'))
  const { kept } = await query.where('staff_id', '=', staffId).where('confirmed_at', 'is not', null).executeTakeFirstOrThrow()
  allow(kept < mostFactors, 'factor.too-many', { most: mostFactors })
}

/** Begins adding an authenticator app; what was begun before and not confirmed is dropped. The secret is shown here and never again. */
export async function startTotp(ctx: Ctx, token: string | null): Promise<{ id: string; secret: string; uri: string; qrSvg: string }> {
  const session = await enrolling(ctx, token)
  await demandRoomForFactor(ctx, session.staffId)
  const { login } = (await staffById(ctx, session.staffId))!
  const { agency } = ctx.app.config
  const id = uuidv7(ctx.now)
  const secret = generateSecret()
  await change(unrepeated(ctx), async (tx) => {
    await tx.db.deleteFrom('staff_factor').where('staff_id', '=', session.staffId).where('confirmed_at', 'is', null).execute()
    const sealed = ctx.app.vault.sealService('staff', secretPlace(id), secret)
    await tx.db.insertInto('staff_factor').values({ id, staff_id: session.staffId, kind: 'totp', secret: sealed, created_at: ctx.now }).execute()
    tx.record('staff.factor-begun', { object: session.staffId }, { factorId: id, kind: 'totp' })
  })
  // A colon parts issuer and account in the address, so neither may hold one.
  const issuer = (ctx.lang === 'en' ? agency.nameEn : agency.nameRu).replaceAll(':', ' ')
  const uri = generateURI({ issuer, label: login, secret, period: totpPeriodSeconds })
  return { id, secret, uri, qrSvg: await qrSvg(uri) }
}

/** The first right code confirms the app; answers a new token when it was the first factor. The code is used up by it. */
export async function confirmTotp(ctx: Ctx, token: string | null, factorId: string, typed: string): Promise<string | null> {
  const session = await enrolling(ctx, token)
  const { store, vault } = ctx.app
  const row = await store.db
    .selectFrom('staff_factor')
    .select(['secret', 'created_at', 'confirmed_at'])
    .where('id', '=', factorId)
    .where('staff_id', '=', session.staffId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'factor.none')
  if (row.confirmed_at) throw new Refusal('conflict', 'factor.confirmed-already')
  if (ctx.now.getTime() - row.created_at.getTime() > enrolSessionMs) throw new Refusal('gone', 'factor.begun-too-long-ago')
  const code = codeTyped(typed)
  const step = code === null ? null : totpStep(vault.openService('staff', secretPlace(factorId), row.secret), code, ctx.now)
  if (step === null) throw new Refusal('unprocessable', 'factor.wrong')
  return change(unrepeated(ctx), async (tx) => {
    const confirm = tx.db
      .updateTable('staff_factor')
      .set({ confirmed_at: ctx.now, last_used_at: ctx.now, totp_step: step })
      .where('id', '=', factorId)
      .where('confirmed_at', 'is', null)
    const { numUpdatedRows } = await confirm.executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal('conflict', 'factor.confirmed-already')
    return confirmFactor(ctx, tx, session, { id: factorId, kind: 'totp' })
  })
}

/** What follows from a confirmed factor: the account is active, the one-time link dead, the session full. */
export async function confirmFactor(ctx: Ctx, tx: Tx, session: OpenSession, factor: { id: string; kind: Factor }): Promise<string | null> {
  tx.record('staff.factor-added', { object: session.staffId }, { factorId: factor.id, kind: factor.kind })
  if (session.level === 'enrol') {
    const activate = tx.db.updateTable('staff').set((eb) => ({ state: 'active', invite_hash: null, invite_expires_at: null, version: eb('version', '+', 1) }))
    const { numUpdatedRows } = await activate
      .where('id', '=', session.staffId)
      .where('state', '=', 'invited')
      .where('password_hash', 'is not', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal('unauthenticated', 'session.none')
    tx.record('staff.enrolled', { object: session.staffId })
  }
  return raiseSession(ctx, tx, session)
}
