import { Refusal } from '#platform/refusal'

export const contactChangeStates = ['requested', 'new_confirmed', 'pending_hold', 'active', 'cancelled', 'expired'] as const
export type ContactChangeState = (typeof contactChangeStates)[number]
type By = 'citizen' | 'system' | 'security_officer'
interface Transition {
  from: readonly ContactChangeState[]
  to: ContactChangeState
  by: readonly By[]
}

/** The machine `contactChange` of the requirements, as data. A change half done runs out as well: else its code could be entered months later. */
export const contactTransitions = {
  confirm: { from: ['requested'], to: 'new_confirmed', by: ['citizen'] },
  activate_now: { from: ['new_confirmed'], to: 'active', by: ['system'] },
  hold: { from: ['new_confirmed'], to: 'pending_hold', by: ['system'] },
  release: { from: ['pending_hold'], to: 'active', by: ['system'] },
  cancel: { from: ['requested', 'new_confirmed', 'pending_hold'], to: 'cancelled', by: ['citizen', 'security_officer'] },
  expire: { from: ['requested', 'new_confirmed'], to: 'expired', by: ['system'] },
} as const satisfies Record<string, Transition>
export type ContactAction = keyof typeof contactTransitions

/** The state after this step; refused with what is possible instead. */
export function nextContactState(state: ContactChangeState, action: ContactAction): ContactChangeState {
  const { from, to }: Transition = contactTransitions[action]
  if (!from.includes(state)) throw new Refusal('conflict', 'contact.not-now', { state, allowed: contactActionsFrom(state) })
  return to
}
export const contactActionsFrom = (state: ContactChangeState): ContactAction[] =>
  (Object.keys(contactTransitions) as ContactAction[]).filter((action) => (contactTransitions[action] as Transition).from.includes(state))

/** How long the codes of a change may take (a code by mail lives longer than its wish: it is sent again). */
export const contactProofHours = 24

export interface ContactChangeFacts {
  state: ContactChangeState
  oldIsLost: boolean
  newConfirmedAt: Date | null
  oldConfirmedAt: Date | null
}

/** What follows by itself once the codes given are counted: takes effect, begins its hold, or nothing yet (K13). */
export function followingAction({ state, oldIsLost, oldConfirmedAt }: ContactChangeFacts): 'activate_now' | 'hold' | null {
  if (state !== 'new_confirmed') return null
  if (oldConfirmedAt) return 'activate_now'
  return oldIsLost ? 'hold' : null
}

/** Codes still asked for. */
export function wantedCodes({ state, oldIsLost, newConfirmedAt, oldConfirmedAt }: ContactChangeFacts): ('new' | 'old')[] {
  if (state !== 'requested' && state !== 'new_confirmed') return []
  return [...(newConfirmedAt ? [] : ['new' as const]), ...(oldConfirmedAt || oldIsLost ? [] : ['old' as const])]
}
