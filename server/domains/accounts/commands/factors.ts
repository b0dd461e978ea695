import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import { generateSecret, generateURI } from 'otplib'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { allow, Refusal } from '#platform/refusal'
import { newPasskey, newPasskeyOptions } from '#platform/sign-in/passkey'
import { qrSvg } from '#platform/sign-in/qr-svg'
import { codeTyped, totpPeriodSeconds, totpStep } from '#platform/sign-in/totp-step'
import { demandFreshProof } from '../access.ts'
import { type Factor, mostFactors, placeOfFactor, placeOfLabel, type Session } from '../model.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { demandSession } from '../queries/session.ts'
import { type Entering, waysIn } from '../queries/ways-in.ts'
import { tellOwner } from '../tell-owner.ts'
import { asOwner, type Browser, becomeFull, type Entered } from './enter.ts'
import { credentialField, newChallenge, partyOf, passkeysOf, takeChallenge } from './passkeys.ts'

/** How long an app that was begun may wait for its first code. */
const beginMs = 30 * 60_000

/** Who may add a factor: a session that a backup code has opened, or a whole one with a fresh proof. A half session never: it would be the way round the factor (C23). */
async function enrolling(ctx: Ctx, browser: Browser): Promise<{ session: Session; person: Entering }> {
  const session = await demandSession(ctx, browser.account, ['enrol', 'full'])
  if (session.level === 'full') demandFreshProof(ctx)
  const { kept } = await ctx.app.store.db
    .selectFrom('account_factor')
    .select((eb) => eb.fn.countAll<number>().as('kept'))
    .where('citizen_id', '=', session.citizenId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  allow(kept < mostFactors, 'factor.too-many', { most: mostFactors })
  return { session, person: await waysIn(ctx, session.citizenId) }
}

/** The number stands for the account in apps and passkeys: no contact, which may change and be read over a shoulder. */
async function accountNumber(ctx: Ctx, citizenId: string): Promise<string> {
  const { number } = await ctx.app.store.db.selectFrom('account').select('number').where('citizen_id', '=', citizenId).executeTakeFirstOrThrow()
  return showAccountNumber(number)
}
export const showAccountNumber = (number: number): string => String(number).replace(/^(\d{4})(\d{4})(\d{3})$/, '$1-$2-$3')

/** Begins adding an authenticator app; what was begun before and not confirmed is dropped. The secret is shown here and never again. */
export async function startTotp(ctx: Ctx, browser: Browser): Promise<{ id: string; secret: string; uri: string; qrSvg: string }> {
  const { person } = await enrolling(ctx, browser)
  const { citizenId, key } = person
  const { agency } = ctx.app.config
  const id = uuidv7(ctx.now)
  const secret = generateSecret()
  await change(asOwner(ctx, citizenId), async (tx) => {
    const begun = tx.db.deleteFrom('account_factor').where('citizen_id', '=', citizenId).where('kind', '=', 'totp').where('confirmed_at', 'is', null)
    await begun.execute()
    const row = { citizen_id: citizenId, id, kind: 'totp', secret: key.seal(placeOfFactor(id), secret), created_at: ctx.now }
    await tx.db.insertInto('account_factor').values(row).execute()
    tx.record('account.factor-begun', { subject: citizenId, object: citizenId }, { factorId: id, kind: 'totp' })
  })
  // A colon parts issuer and account in the address, so neither may hold one.
  const issuer = (ctx.lang === 'en' ? agency.nameEn : agency.nameRu).replaceAll(':', ' ')
  const uri = generateURI({ issuer, label: await accountNumber(ctx, citizenId), secret, period: totpPeriodSeconds })
  return { id, secret, uri, qrSvg: await qrSvg(uri) }
}

/** The first right code confirms the app, and is used up by it. */
export async function confirmTotp(ctx: Ctx, factorId: string, typed: string, browser: Browser): Promise<Added> {
  const { session, person } = await enrolling(ctx, browser)
  const row = await ctx.app.store.db
    .selectFrom('account_factor')
    .select(['secret', 'created_at', 'confirmed_at'])
    .where('citizen_id', '=', person.citizenId)
    .where('id', '=', factorId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'factor.none')
  if (row.confirmed_at) throw new Refusal('conflict', 'factor.confirmed-already')
  if (ctx.now.getTime() - row.created_at.getTime() > beginMs) throw new Refusal('gone', 'factor.begun-too-long-ago')
  const code = codeTyped(typed)
  const step = code === null ? null : totpStep(ctx.app.vault.open(person.key, placeOfFactor(factorId), row.secret), code, ctx.now)
  if (step === null) throw new Refusal('unprocessable', 'factor.wrong')
  return change(asOwner(ctx, person.citizenId), async (tx) => {
    const own = tx.db.updateTable('account_factor').set({ confirmed_at: ctx.now, last_used_at: ctx.now, totp_step: step })
    const { numUpdatedRows } = await own
      .where('citizen_id', '=', person.citizenId)
      .where('id', '=', factorId)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal('conflict', 'factor.confirmed-already')
    return added(ctx, tx, { session, person, browser }, { id: factorId, kind: 'totp' })
  })
}

export async function startPasskey(ctx: Ctx, browser: Browser): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { session, person } = await enrolling(ctx, browser)
  const { citizenId } = person
  const known = await passkeysOf(ctx, citizenId, person.key)
  return newPasskeyOptions(partyOf(ctx), { id: citizenId, login: await accountNumber(ctx, citizenId) }, known, await newChallenge(ctx, session))
}

/** Keeps the new passkey. */
export async function confirmPasskey(ctx: Ctx, { answer, label }: { answer: unknown; label?: string }, browser: Browser): Promise<Added> {
  const { session, person } = await enrolling(ctx, browser)
  const made = await newPasskey(partyOf(ctx), answer, await takeChallenge(ctx, session))
  if (!made) throw new Refusal('unprocessable', 'factor.passkey-refused')
  const { citizenId, key } = person
  const id = uuidv7(ctx.now)
  return change(asOwner(ctx, citizenId), async (tx) => {
    const row = {
      citizen_id: citizenId,
      id,
      kind: 'passkey',
      secret: key.seal(placeOfFactor(id), JSON.stringify(made.passkey)),
      label: label?.trim() ? key.seal(placeOfLabel(id), label.trim()) : null,
      lookup: ctx.app.vault.lookup(credentialField, made.passkey.id),
      sign_count: made.signCount,
      created_at: ctx.now,
      confirmed_at: ctx.now,
      last_used_at: ctx.now,
    }
    const inserted = await tx.db
      .insertInto('account_factor')
      .values(row)
      .onConflict((oc) => oc.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) throw new Refusal('conflict', 'factor.passkey-known')
    return added(ctx, tx, { session, person, browser }, { id, kind: 'passkey' })
  })
}

/** `entered`: the session rose, with a new token; null: it was whole before. */
export interface Added {
  factorId: string
  entered: Entered | null
}
/** What follows from a confirmed factor: its owner is told, and a session that a backup code had opened is whole. */
async function added(
  ctx: Ctx,
  tx: Tx,
  { session, person, browser }: { session: Session; person: Entering; browser: Browser },
  factor: { id: string; kind: Factor },
): Promise<Added> {
  const { citizenId } = person
  tx.record('account.factor-added', { subject: citizenId, object: citizenId }, { factorId: factor.id, kind: factor.kind })
  tellOwner(tx, 'factor.changed', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), change: `${factor.kind}-added` })
  await coolDown(ctx, tx, citizenId)
  const entered = session.level === 'enrol' ? await becomeFull(ctx, tx, person, session, browser, factor.kind) : null
  return { factorId: factor.id, entered }
}

/** A change of what one signs in with closes some actions for a while: whoever came in must not be able to settle at once. */
export async function coolDown({ app, now }: Ctx, tx: Tx, citizenId: string): Promise<void> {
  const hours = app.config.account.coolDownHours
  if (hours > 0) await tx.run(cool, [citizenId, new Date(now.getTime() + hours * 3_600_000)])
}
const cool: Statement = { name: 'account-cool', text: 'update account set cooling_until = greatest(cooling_until, $2::timestamptz) where citizen_id = $1' }
