import type { recoveryProofs, recoverySteps } from '#contract/accounts'
import { gradeOf } from './recovery-grade.ts'

export type Proof = (typeof recoveryProofs)[number]
export type Step = (typeof recoverySteps)[number]

/** What only somebody can show who holds it. Each kind is one method: codes to two addresses are the same one. */
const held = ['email', 'phone', 'saved_code', 'totp', 'passkey', 'backup_code'] as const satisfies readonly Proof[]

export interface RecoveryFacts {
  state: 'open' | 'finished' | 'refused' | 'cancelled' | 'expired'
  proofs: readonly Proof[]
  risks: readonly string[]
  startedAt: Date
  /** When an employee confirmed what was said or seen; null: nobody did. */
  knownSince: Date | null
  expiresAt: Date
  approvedAt: Date | null
  identityLevel: number
}

/** How many different methods of the citizen's own were shown. */
export const methodsOf = (proofs: readonly Proof[]): number => held.filter((kind) => proofs.includes(kind)).length

/**
 * Two methods of one's own, or one beside what an employee confirmed. Neither a code by mail or SMS alone nor name, INN and passport alone
 * ever is (ASVS 6.4.2, NIST 800-63B-4): somebody has to hold a registered contact, and at the office to stand there as well.
 */
export const areEnough = (proofs: readonly Proof[]): boolean => {
  const methods = methodsOf(proofs)
  return methods >= 2 || (methods === 1 && (proofs.includes('office') || proofs.includes('knowledge')))
}

export interface Conditions {
  /** The password may not be set before; null: no delay. */
  notBefore: Date | null
  /** Whose consent it takes: nobody's, a second employee's, a security officer's. */
  approval: 'nobody' | 'second' | 'security'
}

/**
 * What has to be waited for beside the proofs. Knowledge with a single method waits a day in which the owner can stop it, and for a second
 * employee; two methods of one's own make up for both. A passport seen in person lifts every delay, but at level 3 takes four eyes.
 */
export function conditionsOf({ proofs, risks, startedAt, knownSince, identityLevel }: RecoveryFacts, delayMs: number): Conditions {
  const grade = gradeOf(risks)
  const isSeen = proofs.includes('office')
  const isAlone = methodsOf(proofs) < 2
  const onKnowledge = isAlone && !isSeen && proofs.includes('knowledge')
  const from = onKnowledge ? later(knownSince ?? startedAt, startedAt, grade !== 'plain') : startedAt
  return {
    notBefore: !isSeen && (onKnowledge || grade !== 'plain') ? new Date(from.getTime() + delayMs) : null,
    approval: grade === 'review' ? 'security' : onKnowledge || (isSeen && isAlone && identityLevel >= 3) ? 'second' : 'nobody',
  }
}
/** Both clocks run where both reasons stand. */
const later = (known: Date, started: Date, both: boolean): Date => (both && started > known ? started : known)

/** Where a recovery is at `now`: what is asked next, or what it waits for. */
export function stepOf(facts: RecoveryFacts, now: Date, delayMs: number): Step {
  if (facts.state === 'finished') return 'done'
  if (facts.state !== 'open' || facts.expiresAt <= now) return 'refused'
  if (methodsOf(facts.proofs) === 0) return 'first-proof'
  if (!areEnough(facts.proofs)) return 'second-proof'
  const { notBefore, approval } = conditionsOf(facts, delayMs)
  if (approval !== 'nobody' && !facts.approvedAt) return 'approval'
  return notBefore && notBefore > now ? 'wait' : 'password'
}

/** What may be given next. `owned`: what the account has. One more method is welcome while something is waited for: it may make the wait needless. */
export function offersOf(step: Step, given: readonly Proof[], typedKind: 'phone' | 'email' | null, owned: readonly Proof[]): Proof[] {
  if (step === 'first-proof') return typedKind ? [typedKind] : []
  if (step === 'password' || step === 'done' || step === 'refused' || methodsOf(given) > 1) return []
  return held.filter((kind) => owned.includes(kind) && !given.includes(kind))
}
