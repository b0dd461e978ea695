import type { accountActions } from '#contract/account-desk'
import type { Role } from '#contract/staff'
import type { Staff } from '#platform/ctx'
import { isAllowed } from './machine.ts'
import type { AccountState } from './model.ts'
import { gradeOf } from './recovery-grade.ts'

export type DeskAction = (typeof accountActions)[number]

/** Who may come to an account from a request at all; what each may do there is below. */
export const accountRoles = ['operator', 'supervisor', 'security_officer', 'mfc_clerk'] as const satisfies readonly Role[]
/** Who sees all recoveries and all that happened with an account. */
export const overseers = ['supervisor', 'security_officer'] as const satisfies readonly Role[]

export interface DeskFacts {
  /** Null: no account is known for this request yet. */
  state: AccountState | null
  /** The same, leaving aside recoveries that the citizen began. */
  stateForRecovery: AccountState | null
  known: 'own' | 'knowledge' | 'office' | null
  isTicketOpen: boolean
  closedBy: string | null
  /** An employee started one that is open. */
  isStartedByEmployee: boolean
}

/** What this employee may do with the account of this request now: the page and the commands ask the same. */
export function mayOnAccount(actor: Staff, facts: DeskFacts): Record<DeskAction, boolean> {
  const { state, known } = facts
  const is = (...roles: Role[]) => facts.isTicketOpen && roles.some((role) => actor.roles.includes(role))
  const atTelephone = is('operator', 'supervisor', 'security_officer')
  const isMatched = known === 'knowledge' || known === 'office'
  const canStart = facts.stateForRecovery !== null && isAllowed('start_recovery', facts.stateForRecovery, 'operator') && !facts.isStartedByEmployee
  const security = is('security_officer')
  const clerk = is('mfc_clerk')
  return {
    // A clerk looks into the passport, whatever was said at the telephone before.
    match: (atTelephone && !isMatched) || (clerk && known !== 'office'),
    unlock: atTelephone && known !== null && state !== null && isAllowed('operator_unlock', state, 'operator'),
    startRecovery: atTelephone && isMatched && canStart,
    startRecoveryInPerson: clerk && known === 'office' && canStart,
    endCoolDown: clerk && known === 'office' && state !== null && isAllowed('cool_down_end', state, 'mfc_clerk'),
    restrict: security && known !== null && state !== null && isAllowed('restrict', state, 'security_officer'),
    block: security && known !== null && state !== null && isAllowed('block', state, 'security_officer'),
    restore:
      state !== null &&
      ((security && isMatched && facts.closedBy !== actor.id && isAllowed('restore', state, 'security_officer')) ||
        (clerk && known === 'office' && facts.closedBy !== actor.id && isAllowed('restore', state, 'mfc_clerk'))),
  }
}

export interface DecisionFacts {
  state: string
  isOver: boolean
  startedById: string | null
  needsApproval: boolean
  approvedById: string | null
  risks: readonly string[]
}

/** The second person: one who leads, not the one who started it; at marks of risk a security officer. Refusing is security's. */
export function mayDecide(actor: Staff, facts: DecisionFacts): { approve: boolean; refuse: boolean } {
  const isOpen = facts.state === 'open' && !facts.isOver
  const security = actor.roles.includes('security_officer')
  const leads = security || (actor.roles.includes('supervisor') && gradeOf(facts.risks) !== 'review')
  return { approve: isOpen && facts.needsApproval && !facts.approvedById && leads && facts.startedById !== actor.id, refuse: isOpen && security }
}
