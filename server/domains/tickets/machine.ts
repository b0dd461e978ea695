import type { Status } from '#contract/tickets'
import { Refusal } from '#platform/refusal'

/** Who does it, in the spec's words; `citizen` covers a guest who proved the request to be theirs. */
export type By = 'citizen' | 'guest' | 'operator' | 'specialist' | 'technician' | 'supervisor' | 'security_officer' | 'mfc_clerk' | 'system'
export interface Transition {
  action: Action
  from: readonly Status[]
  to: Status | 'same'
  by: readonly By[]
  event: string
  notice?: string
}

export const actions = [
  'submit',
  'assign',
  'start',
  'ask_citizen',
  'citizen_reply',
  'reply_timeout',
  'ask_external',
  'external_reply',
  'extend',
  'reclassify',
  'escalate',
  'resolve',
  'decline',
  'transfer',
  'merge',
  'withdraw',
  'reopen',
  'close',
] as const
export type Action = (typeof actions)[number]

const open: readonly Status[] = ['registered', 'assigned', 'in_progress', 'waiting_citizen', 'waiting_external']
const working: readonly Status[] = ['assigned', 'in_progress']
const staff: readonly By[] = ['operator', 'specialist', 'technician', 'supervisor', 'security_officer']

/**
 * The life of a request as data (spec: state-machines.json, `request`; rights: requirements section 7, "Roles and permissions").
 * Where the two differ the wider list of roles stands: a supervisor and a security officer may answer and resolve what a specialist may.
 */
export const transitions: readonly Transition[] = [
  {
    action: 'submit',
    from: ['draft'],
    to: 'registered',
    by: ['citizen', 'guest', 'operator', 'specialist', 'technician', 'supervisor', 'security_officer', 'mfc_clerk', 'system'],
    event: 'ticket.registered',
    notice: 'request.registered',
  },
  {
    action: 'assign',
    from: ['registered', 'assigned', 'in_progress'],
    to: 'assigned',
    by: [...staff, 'system'],
    event: 'ticket.assigned',
    notice: 'assignment.new',
  },
  { action: 'start', from: ['assigned'], to: 'in_progress', by: staff, event: 'ticket.started', notice: 'request.in_progress' },
  { action: 'ask_citizen', from: working, to: 'waiting_citizen', by: staff, event: 'ticket.asked', notice: 'request.info_needed' },
  { action: 'citizen_reply', from: ['waiting_citizen'], to: 'in_progress', by: ['citizen'], event: 'ticket.citizen-replied' },
  { action: 'reply_timeout', from: ['waiting_citizen'], to: 'in_progress', by: ['system'], event: 'ticket.reply-timed-out' },
  { action: 'ask_external', from: working, to: 'waiting_external', by: ['specialist', 'supervisor', 'security_officer'], event: 'ticket.waiting-external' },
  {
    action: 'external_reply',
    from: ['waiting_external'],
    to: 'in_progress',
    by: ['specialist', 'supervisor', 'security_officer', 'system'],
    event: 'ticket.external-replied',
  },
  {
    action: 'extend',
    from: ['assigned', 'in_progress', 'waiting_citizen', 'waiting_external'],
    to: 'same',
    by: ['supervisor', 'security_officer', 'specialist'],
    event: 'ticket.extended',
    notice: 'request.extended',
  },
  {
    action: 'reclassify',
    from: ['registered', 'assigned', 'in_progress'],
    to: 'same',
    by: ['operator', 'specialist', 'supervisor', 'security_officer'],
    event: 'ticket.reclassified',
  },
  {
    action: 'escalate',
    from: open,
    to: 'same',
    by: ['system', 'operator', 'specialist', 'technician', 'supervisor', 'citizen'],
    event: 'ticket.escalated',
    notice: 'sla.breached',
  },
  { action: 'resolve', from: working, to: 'resolved', by: staff, event: 'ticket.resolved', notice: 'request.resolved' },
  {
    action: 'decline',
    from: working,
    to: 'declined',
    by: ['specialist', 'supervisor', 'security_officer'],
    event: 'ticket.declined',
    notice: 'request.declined',
  },
  {
    action: 'transfer',
    from: ['registered', 'assigned', 'in_progress'],
    to: 'transferred',
    by: ['specialist', 'supervisor', 'security_officer'],
    event: 'ticket.transferred',
    notice: 'request.transferred',
  },
  { action: 'merge', from: ['registered', 'assigned', 'in_progress'], to: 'merged', by: ['operator', 'specialist', 'supervisor'], event: 'ticket.merged' },
  {
    action: 'withdraw',
    from: ['registered', 'assigned', 'in_progress', 'waiting_citizen'],
    to: 'withdrawn',
    by: ['citizen'],
    event: 'ticket.withdrawn',
    notice: 'request.withdrawn',
  },
  {
    action: 'reopen',
    from: ['resolved', 'closed', 'declined'],
    to: 'in_progress',
    by: ['citizen', 'supervisor'],
    event: 'ticket.reopened',
    notice: 'request.reopened',
  },
  { action: 'close', from: ['resolved'], to: 'closed', by: ['system', 'citizen'], event: 'ticket.closed', notice: 'request.closed' },
]

export const transitionOf = (action: Action): Transition => transitions.find((t) => t.action === action)!
/** Nothing more happens by itself: the clocks stand still. */
export const ends: readonly Status[] = ['closed', 'declined', 'transferred', 'withdrawn', 'merged']
/** The promise is kept or void: no warning, no "late". */
export const isDone = (status: Status): boolean => status === 'resolved' || ends.includes(status)

/** What may be done from here by somebody in these capacities; the answer of a refused transition. */
export const allowedFrom = (status: Status, by: readonly By[]): Action[] =>
  transitions.filter((t) => t.from.includes(status) && t.by.some((b) => by.includes(b)) && t.action !== 'submit').map((t) => t.action)

/** The status after an action. A refused transition says what is allowed (409), a wrong capacity is forbidden (403). */
export function nextStatus(status: Status, action: Action, by: readonly By[]): Status {
  const transition = transitionOf(action)
  if (!transition.by.some((b) => by.includes(b))) throw new Refusal('forbidden', 'ticket.not-your-action', { action, allowed: allowedFrom(status, by) })
  if (!transition.from.includes(status)) throw new Refusal('conflict', 'ticket.not-from-here', { action, status, allowed: allowedFrom(status, by) })
  return transition.to === 'same' ? status : transition.to
}
