import type { Actor } from '#platform/ctx'
import { allow } from '#platform/refusal'
import { freshProofMs } from './model.ts'

/** Administrators see all accounts, invite and block. */
export const mayManageStaff = (actor: Actor): boolean => actor.kind === 'staff' && actor.roles.includes('admin')

/** Nobody blocks, resets or promotes oneself: another administrator has to. */
export const mayChangeRightsOf = (actor: Actor, staffId: string): boolean => mayManageStaff(actor) && actor.id !== staffId

/** Whether a factor was proved within the last five minutes. */
export const isFreshlyProved = (actor: Actor, now: Date): boolean => actor.kind === 'staff' && now.getTime() - actor.provedAt.getTime() <= freshProofMs

/** Refuses with 'step-up.needed': the desk then asks for the factor and repeats the action. The service itself has nothing to prove. */
export function demandFreshProof(actor: Actor, now: Date): void {
  if (actor.kind !== 'system') allow(isFreshlyProved(actor, now), 'step-up.needed')
}
