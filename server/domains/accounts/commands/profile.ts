import { keyOf, placeOfContact } from '#domains/citizens/index'
import { change, look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { demandFreshProof, fullySignedIn } from '../access.ts'
import { refuseWhileCooling } from '../cooling.ts'
import { openProfile, type ProfileField, sealProfile } from '../profile.ts'
import { type Filled, profileProblems } from '../profile-problems.ts'
import { profileValue } from '../profile-view.ts'
import { knownPerson } from '../queries/known-person.ts'

/** One value of one's own profile in full: after a fresh proof, and written down before it is answered, like a look of staff. */
export async function revealProfile(ctx: Ctx, field: ProfileField): Promise<{ value: string | null }> {
  const { id } = demandFreshProof(ctx)
  await limit(ctx, `profile-reveal:${id}`, 60, 3600, 'reveal.wait')
  const person = await knownPerson(ctx, id)
  await look(ctx, 'account.profile-revealed', { subject: id, object: id }, { field })
  return { value: profileValue(person?.profile ?? null, field) }
}

/**
 * Fills empty fields: what stands is changed with documents, by a request (DATA-6). SNILS and INN become keyed look-ups too, so that the
 * desk finds the person by the exact number. Refuses with every problem at once; a name comes with the registration.
 */
export async function fillProfile(ctx: Ctx, typed: Filled): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  const today = Temporal.Instant.fromEpochMilliseconds(ctx.now.getTime()).toZonedDateTimeISO(ctx.app.config.agency.zone).toPlainDate().toString()
  await change(ctx, async (tx) => {
    const account = await tx.db
      .selectFrom('account')
      .innerJoin('citizen', 'citizen.id', 'account.citizen_id')
      .select(['account.profile', 'account.cooling_until', 'citizen.wrapped_key'])
      .where('account.citizen_id', '=', id)
      .forUpdate('account')
      .forKeyShare('citizen')
      .executeTakeFirstOrThrow()
    refuseWhileCooling('data.change', account.cooling_until, ctx.now)
    const key = keyOf(ctx, id, account.wrapped_key)
    const before = openProfile(key, id, account.profile)
    const { problems, normal } = profileProblems(typed, before, today)
    const fields = Object.keys(normal)
    if (problems.length === 0 && fields.length === 0) problems.push({ field: 'birthDate', code: 'profile.empty' })
    if (problems.length) throw new Refusal('unprocessable', 'profile.problems', undefined, problems)
    const profile = { surname: '', name: '', ...before, ...normal }
    await tx.db
      .updateTable('account')
      .set({ profile: sealProfile(key, id, profile) })
      .where('citizen_id', '=', id)
      .execute()
    for (const kind of ['snils', 'inn'] as const) {
      const value = normal[kind]
      if (!value) continue
      const row = { lookup: ctx.app.vault.lookup(kind, value), value: key.seal(placeOfContact(id, kind), value) }
      await tx.db
        .insertInto('contact')
        .values({ citizen_id: id, kind, ...row, created_at: ctx.now })
        .onConflict((oc) => oc.doNothing())
        .execute()
    }
    tx.record('account.profile-filled', { subject: id, object: id }, { fields })
  })
}
