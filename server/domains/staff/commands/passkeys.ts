import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { challengeMs, newPasskey, newPasskeyOptions, type Passkey, passkeyProof, passkeyProofOptions, relyingParty } from '#platform/sign-in/passkey'
import { randomBytes } from '#platform/vault/index'
import { demandSession, type OpenSession, staffById } from '../queries.ts'
import { secretPlace } from '../secret-place.ts'
import { confirmFactor, demandRoomForFactor, enrolling } from './factors.ts'
import { raiseSession, unrepeated } from './sessions.ts'
import { recordFailure } from './tries.ts'

const rpOf = ({ app, lang }: Ctx) => relyingParty(app.config.http.publicUrl, lang === 'en' ? app.config.agency.nameEn : app.config.agency.nameRu)

type Kept = Passkey & { factorId: string; signCount: number }
async function passkeysOf(ctx: Ctx, staffId: string): Promise<Kept[]> {
  const { store, vault } = ctx.app
  const query = store.db.selectFrom('staff_factor').select(['id', 'secret', 'sign_count']).where('staff_id', '=', staffId).where('kind', '=', 'passkey')
  const rows = await query.where('confirmed_at', 'is not', null).execute()
  return rows.map((row) => ({
    ...(JSON.parse(vault.openService('staff', secretPlace(row.id), row.secret)) as Passkey),
    factorId: row.id,
    signCount: row.sign_count,
  }))
}

/** One challenge per session at a time; a newer one takes its place. Not a change: nothing follows from having asked. */
async function newChallenge(ctx: Ctx, session: OpenSession): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = randomBytes(32)
  const row = ctx.app.store.db.updateTable('staff_session').set({ challenge, challenge_until: new Date(ctx.now.getTime() + challengeMs) })
  await row.where('id', '=', session.id).execute()
  return new Uint8Array(challenge)
}

/** Taken away before it is looked at: each challenge is good for one answer, right or wrong. */
async function takeChallenge(ctx: Ctx, session: OpenSession): Promise<Buffer> {
  const [row] = await ctx.app.store.run<{ challenge: Buffer; challenge_until: Date }>(take, [session.id])
  if (!row || row.challenge_until <= ctx.now) throw new Refusal('unprocessable', 'factor.challenge-over')
  return row.challenge
}
const take: Statement = {
  name: 'staff-challenge-take',
  text: `with asked as (select id, challenge, challenge_until from staff_session where id = $1 and challenge is not null for update)
    update staff_session s set challenge = null, challenge_until = null from asked where s.id = asked.id returning asked.challenge, asked.challenge_until`,
}

export async function startPasskey(ctx: Ctx, token: string | null): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const session = await enrolling(ctx, token)
  await demandRoomForFactor(ctx, session.staffId)
  const person = await staffById(ctx, session.staffId)
  return newPasskeyOptions(rpOf(ctx), { id: session.staffId, login: person!.login }, await passkeysOf(ctx, session.staffId), await newChallenge(ctx, session))
}

/** Keeps the new passkey; answers a new token when it was the first factor. */
export async function confirmPasskey(ctx: Ctx, token: string | null, answer: unknown): Promise<string | null> {
  const session = await enrolling(ctx, token)
  await demandRoomForFactor(ctx, session.staffId)
  const made = await newPasskey(rpOf(ctx), answer, await takeChallenge(ctx, session))
  if (!made) throw new Refusal('unprocessable', 'factor.passkey-refused')
  const id = uuidv7(ctx.now)
  const secret = ctx.app.vault.sealService('staff', secretPlace(id), JSON.stringify(made.passkey))
  return change(unrepeated(ctx), async (tx) => {
    const row = {
      id,
      staff_id: session.staffId,
      kind: 'passkey',
      secret,
      sign_count: made.signCount,
      created_at: ctx.now,
      confirmed_at: ctx.now,
      last_used_at: ctx.now,
    }
    await tx.db.insertInto('staff_factor').values(row).execute()
    return confirmFactor(ctx, tx, session, { id, kind: 'passkey' })
  })
}

export async function passkeyOptions(ctx: Ctx, token: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const session = await demandSession(ctx, token, ['half', 'full'])
  const known = await passkeysOf(ctx, session.staffId)
  if (known.length === 0) throw new Refusal('conflict', 'factor.no-passkey')
  return passkeyProofOptions(rpOf(ctx), known, await newChallenge(ctx, session))
}

/** Second step or step-up by passkey. A signature cannot be guessed, so no try is counted and a lock does not keep its holder out. */
export async function provePasskey(ctx: Ctx, token: string | null, answer: Record<string, unknown>): Promise<string | null> {
  const session = await demandSession(ctx, token, ['half', 'full'])
  const challenge = await takeChallenge(ctx, session)
  const known = (await passkeysOf(ctx, session.staffId)).find(({ id }) => id === answer['id'])
  const signCount = known ? await passkeyProof(rpOf(ctx), answer, challenge, known) : null
  if (!known || signCount === null) {
    await recordFailure(ctx, 'staff.factor-failed', { id: session.staffId, password_hash: null, isLast: false })
    throw new Refusal('unprocessable', 'factor.passkey-refused')
  }
  return change(unrepeated(ctx), async (tx) => {
    const used = tx.db
      .updateTable('staff_factor')
      .set({ sign_count: signCount, last_used_at: ctx.now })
      .where('id', '=', known.factorId)
      .where('sign_count', '=', known.signCount)
    const { numUpdatedRows } = await used.executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal('unprocessable', 'factor.passkey-refused')
    return raiseSession(ctx, tx, session)
  })
}
