import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { demandFreshProof, signedIn } from '../access.ts'
import { refuseWhileCooling } from '../cooling.ts'
import { placeOfIdentity } from '../model.ts'
import { type providerOf, subjectAt, subjectLookups } from '../queries/identities.ts'
import { ownerOfAccount } from '../queries/owner-of-account.ts'
import { waysIn } from '../queries/ways-in.ts'
import { tellOwner } from '../tell-owner.ts'
import { coolDown } from './factors.ts'
import { unrepeated } from './sessions.ts'

type Provider = ReturnType<typeof providerOf>

/** Whether this account may be linked now: not while it cools down, and once with each provider. Asked before the visit, and again at its end. */
export async function demandMayLink(ctx: Ctx, citizenId: string, providerId: string): Promise<void> {
  const { db } = ctx.app.store
  const { cooling_until } = await db.selectFrom('account').select('cooling_until').where('citizen_id', '=', citizenId).executeTakeFirstOrThrow()
  refuseWhileCooling('external.sign-in', cooling_until, ctx.now)
  await demandNotLinked(db, citizenId, providerId)
}

async function demandNotLinked(db: Tx['db'], citizenId: string, providerId: string): Promise<void> {
  const own = db.selectFrom('account_identity').select('linked_at').where('citizen_id', '=', citizenId)
  if (await own.where('provider', '=', providerId).executeTakeFirst()) throw new Refusal('conflict', 'oidc.linked')
}

/** One more way in, told by every contact. Who is linked with another account already stays there. */
export async function link(ctx: Ctx, provider: Provider, subject: string): Promise<void> {
  const { id: citizenId } = signedIn(ctx.actor)
  const lookups = subjectLookups(ctx, provider, subject)
  const { key } = await waysIn(ctx, citizenId)
  const sealed = key.seal(placeOfIdentity(provider.id, citizenId), subjectAt(provider, subject))
  await change(unrepeated(ctx), async (tx) => {
    const account = await tx.db.selectFrom('account').select('cooling_until').where('citizen_id', '=', citizenId).forUpdate().executeTakeFirstOrThrow()
    refuseWhileCooling('external.sign-in', account.cooling_until, ctx.now)
    await demandNotLinked(tx.db, citizenId, provider.id)
    const taken = await tx.db
      .selectFrom('account_identity')
      .select('citizen_id')
      .where('provider', '=', provider.id)
      .where((eb) => eb('subject_lookup', '=', eb.fn.any(eb.val(lookups))))
      .executeTakeFirst()
    const { numInsertedOrUpdatedRows } = taken
      ? { numInsertedOrUpdatedRows: 0n }
      : await tx.db
          .insertInto('account_identity')
          .values({ provider: provider.id, subject_lookup: lookups[0]!, subject: sealed, citizen_id: citizenId, linked_at: ctx.now })
          .onConflict((oc) => oc.doNothing())
          .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) throw new Refusal('conflict', 'oidc.taken')
    tx.record('account.identity-linked', { subject: citizenId, object: citizenId }, { provider: provider.id })
    await tell(ctx, tx, citizenId, 'identity-linked')
  })
}

/** Removes a link, after a fresh proof; one of a provider that is offered no more, too. The password stays, so nobody is locked out. */
export async function unlink(ctx: Ctx, providerId: string): Promise<void> {
  const { id: citizenId } = demandFreshProof(ctx)
  await change(unrepeated(ctx), async (tx) => {
    const { cooling_until } = await tx.db
      .selectFrom('account')
      .select('cooling_until')
      .where('citizen_id', '=', citizenId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const own = tx.db.deleteFrom('account_identity').where('citizen_id', '=', citizenId).where('provider', '=', providerId)
    const { numDeletedRows } = await own.executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('not-found', 'oidc.not-linked')
    refuseWhileCooling('factor.remove', cooling_until, ctx.now)
    tx.record('account.identity-unlinked', { subject: citizenId, object: citizenId }, { provider: providerId })
    await tell(ctx, tx, citizenId, 'identity-unlinked')
  })
}

async function tell(ctx: Ctx, tx: Tx, citizenId: string, change: 'identity-linked' | 'identity-unlinked'): Promise<void> {
  tellOwner(tx, 'factor.changed', citizenId, await ownerOfAccount(tx, citizenId), { at: ctx.now.toISOString(), change })
  await coolDown(ctx, tx, citizenId)
}
