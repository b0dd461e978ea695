import type { DraftFields } from '#contract/drafts'
import { type KnownPerson, knownPerson } from '#domains/accounts/index'
import type { Ctx } from '#platform/ctx'
import type { IntakeRules } from '../intake-problems.ts'

export interface Asking<T> {
  fields: T
  rules: IntakeRules
  /** Who is signed in. */
  person: KnownPerson | null
}

/**
 * What a form holds together with what is known already: the name and contacts of somebody who is signed in come from the account where
 * they were left out, so nothing of it is asked again (K12, PREP-1). Document numbers stay in the account: no request needs a copy.
 */
export async function withKnown<T extends DraftFields>(ctx: Ctx, fields: T, enough?: 'any'): Promise<Asking<T>> {
  const demoPhones = ctx.app.mode !== 'production'
  const person = ctx.actor.kind === 'citizen' ? await knownPerson(ctx, ctx.actor.id) : null
  if (!person)
    return { fields, person, rules: { demoPhones, contactRequired: ctx.actor.kind === 'staff' ? 'any' : (enough ?? ctx.app.config.intake.contactRequired) } }
  const first = (kind: 'phone' | 'email') => person.contacts.find((contact) => contact.kind === kind)?.value
  const known = { name: person.name, phone: first('phone'), email: first('email') }
  const missing = Object.entries(known).filter(([field, value]) => value && !fields[field as keyof typeof known]?.trim())
  return { fields: { ...fields, ...Object.fromEntries(missing) }, person, rules: { demoPhones, contactRequired: 'any' } }
}
