import type { Actor, Ctx, SignedIn } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'

/** The citizen who is signed in; anybody else is told that nobody is. */
export function signedIn(actor: Actor): SignedIn {
  if (actor.kind !== 'citizen') throw new Refusal('unauthenticated', 'session.none')
  return actor
}

/** The same, with everything asked at sign-in given: a session opened by a backup code changes nothing but its factors. */
export function fullySignedIn(actor: Actor): SignedIn {
  const citizen = signedIn(actor)
  allow(citizen.level === 'full', 'account.enrol-first')
  return citizen
}

/** Whether the password or a factor was proved within the last minutes. */
export const isFreshlyProved = ({ app, now }: Ctx, actor: SignedIn): boolean =>
  now.getTime() - actor.provedAt.getTime() <= app.config.account.freshMinutes * 60_000

/** Refuses with 'step-up.needed': the page then asks for a proof and repeats the action (ASVS 7.5.1). */
export function demandFreshProof(ctx: Ctx): SignedIn {
  const citizen = fullySignedIn(ctx.actor)
  allow(isFreshlyProved(ctx, citizen), 'step-up.needed')
  return citizen
}
