import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { keyOf } from '#domains/citizens/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { challengeMs, type Passkey, passkeyAloneOptions, passkeyProof, passkeyProofOptions, relyingParty } from '#platform/sign-in/passkey'
import { type DataKey, randomBytes } from '#platform/vault/index'
import { placeOfFactor, type Session } from '../model.ts'
import { demandSession } from '../queries/session.ts'
import { waysIn } from '../queries/ways-in.ts'
import { knownDevice } from './devices.ts'
import { asOwner, type Browser, type Entered, open, rise } from './enter.ts'
import { limitAddress, recordFailure } from './failed-try.ts'

export const partyOf = ({ app, lang }: Ctx) => relyingParty(app.config.http.publicUrl, lang === 'en' ? app.config.agency.nameEn : app.config.agency.nameRu)
/** What a credential's id is looked up by, before anybody is known. */
export const credentialField = 'passkey'

export type KnownPasskey = Passkey & { factorId: string; signCount: number }
export async function passkeysOf(ctx: Ctx, citizenId: string, key: DataKey): Promise<KnownPasskey[]> {
  const { store, vault } = ctx.app
  const query = store.db.selectFrom('account_factor').select(['id', 'secret', 'sign_count']).where('citizen_id', '=', citizenId).where('kind', '=', 'passkey')
  const rows = await query.where('confirmed_at', 'is not', null).execute()
  return rows.map((row) => ({
    ...(JSON.parse(vault.open(key, placeOfFactor(row.id), row.secret)) as Passkey),
    factorId: row.id,
    signCount: row.sign_count,
  }))
}

/** One challenge per session at a time; a newer one takes its place. Not a change: nothing follows from having asked. */
export async function newChallenge(ctx: Ctx, session: Session): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = randomBytes(32)
  const row = ctx.app.store.db.updateTable('account_session').set({ challenge, challenge_until: new Date(ctx.now.getTime() + challengeMs) })
  await row.where('id', '=', session.id).execute()
  return new Uint8Array(challenge)
}

/** Taken away before it is looked at: each challenge is good for one answer, right or wrong. */
export async function takeChallenge(ctx: Ctx, session: Session): Promise<Buffer> {
  const [row] = await ctx.app.store.run<{ challenge: Buffer; challenge_until: Date }>(takeOfSession, [session.id])
  if (!row || row.challenge_until <= ctx.now) throw new Refusal('unprocessable', 'factor.challenge-over')
  return row.challenge
}
const takeOfSession: Statement = {
  name: 'account-challenge-take',
  text: `with asked as (select id, challenge, challenge_until from account_session where id = $1 and challenge is not null for update)
    update account_session s set challenge = null, challenge_until = null from asked where s.id = asked.id returning asked.challenge, asked.challenge_until`,
}

export async function passkeyOptions(ctx: Ctx, browser: Browser): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const session = await demandSession(ctx, browser.account, ['half', 'enrol', 'full'])
  const { key } = await waysIn(ctx, session.citizenId)
  const known = await passkeysOf(ctx, session.citizenId, key)
  if (known.length === 0) throw new Refusal('conflict', 'factor.no-passkey')
  return passkeyProofOptions(partyOf(ctx), known, await newChallenge(ctx, session))
}

/** Second step or repeated proof. A signature cannot be guessed, so no try is counted and a lock does not keep its holder out. */
export async function provePasskey(ctx: Ctx, answer: Record<string, unknown>, browser: Browser): Promise<Entered> {
  const session = await demandSession(ctx, browser.account, ['half', 'enrol', 'full'])
  const challenge = await takeChallenge(ctx, session)
  const person = await waysIn(ctx, session.citizenId)
  const known = (await passkeysOf(ctx, person.citizenId, person.key)).find(({ id }) => id === answer['id'])
  const signCount = known ? await passkeyProof(partyOf(ctx), answer, challenge, known) : null
  if (!known || signCount === null) {
    await recordFailure(ctx, { citizenId: person.citizenId, deviceId: session.deviceId, passwordHash: null, isLast: false, lockedUntil: null }, 'passkey')
    throw new Refusal('unprocessable', 'factor.passkey-refused')
  }
  return change(asOwner(ctx, person.citizenId), async (tx) => {
    await usePasskey(ctx, tx, person.citizenId, known, signCount)
    return rise(ctx, tx, person, session, browser, 'passkey')
  })
}

/** Notes the authenticator's counter; of two answers at once with one counter the second is refused. */
async function usePasskey(ctx: Ctx, tx: Tx, citizenId: string, known: KnownPasskey, signCount: number): Promise<void> {
  const own = tx.db.updateTable('account_factor').set({ sign_count: signCount, last_used_at: ctx.now }).where('citizen_id', '=', citizenId)
  const { numUpdatedRows } = await own
    .where('id', '=', known.factorId)
    .where('sign_count', '=', known.signCount)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal('unprocessable', 'factor.passkey-refused')
}

/** Signing in by passkey alone begins with a challenge for whoever has one: it names nobody. */
export async function passkeySignInOptions(ctx: Ctx, browser: Browser): Promise<{ id: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  await limitAddress(ctx, browser.address)
  const id = uuidv7(ctx.now)
  const challenge = randomBytes(32)
  await ctx.app.store.db
    .insertInto('account_challenge')
    .values({ id, challenge, expires_at: new Date(ctx.now.getTime() + challengeMs) })
    .execute()
  return { id, options: await passkeyAloneOptions(partyOf(ctx), new Uint8Array(challenge)) }
}

/**
 * Signed in by a passkey whose holder the authenticator has checked: possession and finger, face or PIN are two factors by themselves.
 * A credential nobody has, a wrong signature and a closed account are refused in the same words.
 */
export async function passkeySignIn(ctx: Ctx, { id, answer }: { id: string; answer: Record<string, unknown> }, browser: Browser): Promise<Entered> {
  await limitAddress(ctx, browser.address)
  const asked = await ctx.app.store.db.deleteFrom('account_challenge').where('id', '=', id).returning(['challenge', 'expires_at']).executeTakeFirst()
  if (!asked || asked.expires_at <= ctx.now) throw new Refusal('unprocessable', 'factor.challenge-over')
  const owner = await ownerOf(ctx, answer['id'])
  const known = owner && (await passkeysOf(ctx, owner.citizenId, owner.key)).find((passkey) => passkey.id === answer['id'])
  const signCount = known ? await passkeyProof(partyOf(ctx), answer, asked.challenge, known, { alone: true }) : null
  if (!owner || !known || signCount === null) {
    const tried = owner && { citizenId: owner.citizenId, deviceId: null, passwordHash: null, isLast: false, lockedUntil: null }
    await recordFailure(ctx, tried, 'passkey')
    throw new Refusal('unprocessable', 'factor.passkey-refused')
  }
  const device = await knownDevice(ctx, owner.citizenId, browser.device)
  return change(asOwner(ctx, owner.citizenId), async (tx) => {
    await usePasskey(ctx, tx, owner.citizenId, known, signCount)
    return open(ctx, tx, owner, browser, device, { level: 'full', factor: 'passkey' })
  })
}

async function ownerOf(ctx: Ctx, credentialId: unknown): Promise<{ citizenId: string; key: DataKey } | null> {
  const lookups = ctx.app.vault.lookups(credentialField, typeof credentialId === 'string' ? credentialId : '')
  const [row] = await ctx.app.store.run<{ citizen_id: string; wrapped_key: Buffer }>(byCredential, [lookups])
  return row ? { citizenId: row.citizen_id, key: keyOf(ctx, row.citizen_id, row.wrapped_key) } : null
}
const byCredential: Statement = {
  name: 'account-by-credential',
  text: `select f.citizen_id, c.wrapped_key from account_factor f join account a on a.citizen_id = f.citizen_id join citizen c on c.id = f.citizen_id
    where f.lookup = any($1::bytea[]) and f.confirmed_at is not null and a.state = 'open' and c.wrapped_key is not null limit 1`,
}
