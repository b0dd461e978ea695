import { placeOfContact } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { PasswordContext } from '#platform/sign-in/password-problems'
import type { ContactKind } from '../model.ts'
import { openProfile, type Profile } from '../profile.ts'
import { waysIn } from './ways-in.ts'

/** Longer ones gain nothing and cost time. */
const longest = 128

/** What must not stand in a password: contacts (an address without its host too, a number by its digits), names of the person and of the agency. */
export function passwordContext(ctx: Ctx, given: { withFactor: boolean; contacts: readonly string[]; profile: Profile | null }): PasswordContext {
  const { agency, account } = ctx.app.config
  const names = given.profile ? [given.profile.surname, given.profile.name, given.profile.patronymic ?? ''] : []
  const logins = given.contacts.flatMap((contact) => (contact.includes('@') ? [contact, contact.slice(0, contact.lastIndexOf('@'))] : [contact.slice(-10)]))
  return {
    logins: logins.filter((login) => login.length >= 4),
    agency: [agency.nameRu, agency.nameEn, agency.domain.split('.')[0]!],
    names: names.filter((name) => name.length >= 4),
    length: { min: given.withFactor ? account.passwordMinWithFactor : account.passwordMin, max: longest },
    composition: account.passwordComposition,
  }
}

/** The same for the owner of an account; beside an app or a passkey a password may be shorter. */
export async function passwordContextOf(ctx: Ctx, citizenId: string): Promise<PasswordContext> {
  const { key, factors } = await waysIn(ctx, citizenId)
  const { db } = ctx.app.store
  const contacts = await db
    .selectFrom('contact')
    .select(['kind', 'value'])
    .where('citizen_id', '=', citizenId)
    .where('sign_in_since', 'is not', null)
    .where('sign_in_until', 'is', null)
    .execute()
  const { profile } = await db.selectFrom('account').select('profile').where('citizen_id', '=', citizenId).executeTakeFirstOrThrow()
  return passwordContext(ctx, {
    withFactor: factors.length > 0,
    contacts: contacts.map(({ kind, value }) => ctx.app.vault.open(key, placeOfContact(citizenId, kind as ContactKind), value)),
    profile: profile && openProfile(key, citizenId, profile),
  })
}
