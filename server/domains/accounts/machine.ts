import type { AccountState } from './model.ts'

export type By = 'citizen' | 'operator' | 'mfc_clerk' | 'security_officer' | 'system'
interface Transition {
  from: readonly AccountState[]
  to: AccountState
  by: readonly By[]
}

/** The machine `account` of the requirements, as data. What follows a transition is done by the command of the same name. */
export const transitions = {
  fail_limit: { from: ['active'], to: 'soft_locked', by: ['system'] },
  time_up: { from: ['soft_locked'], to: 'active', by: ['system'] },
  unlock_link: { from: ['soft_locked'], to: 'active', by: ['citizen'] },
  operator_unlock: { from: ['soft_locked'], to: 'active', by: ['operator'] },
  hard_limit: { from: ['active', 'soft_locked'], to: 'password_disabled', by: ['system'] },
  start_recovery: { from: ['active', 'soft_locked', 'password_disabled'], to: 'recovery_pending', by: ['citizen', 'operator', 'mfc_clerk'] },
  finish_recovery: { from: ['recovery_pending'], to: 'cooling_down', by: ['citizen'] },
  refuse_recovery: { from: ['recovery_pending'], to: 'active', by: ['system', 'security_officer', 'citizen'] },
  cool_down_end: { from: ['cooling_down'], to: 'active', by: ['system', 'mfc_clerk'] },
  restrict: { from: ['active', 'cooling_down', 'recovery_pending'], to: 'restricted', by: ['security_officer', 'system'] },
  block: { from: ['active', 'soft_locked', 'cooling_down', 'restricted', 'recovery_pending'], to: 'blocked', by: ['security_officer', 'citizen'] },
  restore: { from: ['restricted', 'blocked'], to: 'cooling_down', by: ['security_officer', 'mfc_clerk'] },
  delete: { from: ['active'], to: 'deleted', by: ['citizen'] },
} as const satisfies Record<string, Transition>
export type AccountAction = keyof typeof transitions

const open = (action: AccountAction): Transition => transitions[action]

/** Whether the machine lets `by` do this in this state. */
export const isAllowed = (action: AccountAction, state: AccountState, by: By): boolean => open(action).from.includes(state) && open(action).by.includes(by)

/** What `by` may do in this state: told with a refusal. */
export const allowedFrom = (state: AccountState, by: By): AccountAction[] =>
  (Object.keys(transitions) as AccountAction[]).filter((action) => isAllowed(action, state, by))
