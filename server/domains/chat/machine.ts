import type { ChatState } from '#contract/chat'
import { Refusal } from '#platform/refusal'

/** Who does it, in the spec's words; a guest acts as a citizen. */
export type By = 'citizen' | 'bot' | 'operator' | 'specialist' | 'supervisor' | 'system'
export const actions = ['answer_helped', 'call_operator', 'accept', 'hand_over', 'return', 'wait', 'reply', 'no_operator', 'idle_end', 'end', 'leave'] as const
export type Action = (typeof actions)[number]
export interface Transition {
  action: Action
  from: readonly ChatState[]
  to: ChatState
  by: readonly By[]
}

const withPerson: readonly ChatState[] = ['with_operator', 'with_specialist']
const staff: readonly By[] = ['operator', 'specialist', 'supervisor']

/**
 * The life of a talk as data (spec: state-machines.json, `chat`). Beyond the spec: `return` puts it back into a team's line (the system does, where the desk of its holder has gone), `leave` is the
 * citizen who ends it before anybody has answered, and whoever answers may also be reached again after waiting (`reply` names the kind by the holder).
 */
export const transitions: readonly Transition[] = [
  { action: 'answer_helped', from: ['bot'], to: 'ended', by: ['citizen'] },
  { action: 'call_operator', from: ['bot'], to: 'queued', by: ['citizen', 'bot'] },
  { action: 'accept', from: ['queued'], to: 'with_operator', by: staff },
  { action: 'hand_over', from: [...withPerson, 'waiting_citizen'], to: 'with_specialist', by: staff },
  { action: 'return', from: [...withPerson, 'waiting_citizen'], to: 'queued', by: [...staff, 'system'] },
  { action: 'wait', from: withPerson, to: 'waiting_citizen', by: staff },
  { action: 'reply', from: ['waiting_citizen'], to: 'with_operator', by: ['citizen', ...staff] },
  { action: 'no_operator', from: ['queued', 'bot'], to: 'offline_request', by: ['system', 'citizen'] },
  { action: 'idle_end', from: ['waiting_citizen', 'bot'], to: 'ended', by: ['system'] },
  { action: 'end', from: [...withPerson, 'waiting_citizen'], to: 'ended', by: [...staff, 'citizen'] },
  { action: 'leave', from: ['bot', 'queued'], to: 'ended', by: ['citizen'] },
]

export const transitionOf = (action: Action): Transition => transitions.find((one) => one.action === action)!
export const ends: readonly ChatState[] = ['offline_request', 'ended']

/** What may be done from here by somebody in these capacities. */
export const allowedFrom = (state: ChatState, by: readonly By[]): Action[] =>
  transitions.filter((one) => one.from.includes(state) && one.by.some((who) => by.includes(who))).map(({ action }) => action)

/** The state after an action. A refused one says what is allowed (409); a wrong capacity is forbidden (403). */
export function nextState(state: ChatState, action: Action, by: readonly By[]): ChatState {
  const transition = transitionOf(action)
  if (!transition.by.some((who) => by.includes(who))) throw new Refusal('forbidden', 'chat.not-your-action', { action, allowed: allowedFrom(state, by) })
  if (!transition.from.includes(state)) throw new Refusal('conflict', 'chat.not-from-here', { action, state, allowed: allowedFrom(state, by) })
  return transition.to
}
