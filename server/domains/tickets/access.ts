import { type TicketAction, ticketActions } from '#contract/desk'
import type { Status } from '#contract/tickets'
import { type Actor, type Staff, visitorOf } from '#platform/ctx'
import { type Action, allowedFrom, type By, ends } from './machine.ts'
import { mayReopen } from './may-reopen.ts'
import type { Ticket } from './model.ts'

type Seen = Pick<Ticket, 'holder_id' | 'team' | 'status' | 'citizen_id'>

const ticketRoles = ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'] as const
export const deskRoles = ticketRoles
export const seesAll = (actor: Staff) => actor.roles.includes('supervisor') || actor.roles.includes('security_officer')

/** Whoever holds it, the team it lies with, supervisors and security officers. Reports of suspicious activity: only the last three. */
export const mayRead = (actor: Actor, ticket: Seen): boolean =>
  actor.kind === 'system' ||
  (actor.kind === 'staff' &&
    ticketRoles.some((role) => actor.roles.includes(role)) &&
    (seesAll(actor) || ticket.holder_id === actor.id || actor.teams.includes(ticket.team)))

/** In which capacities of the machine somebody acts on this request. Staff act on what they hold; a supervisor on all. */
export function capacities(actor: Actor, ticket: Seen): By[] {
  if (actor.kind === 'system') return ['system']
  if (actor.kind !== 'staff') return ['citizen']
  if (!mayRead(actor, ticket)) return []
  return ticketRoles.filter((role) => actor.roles.includes(role))
}

/** Work on it (answer, ask, decline, ...): its holder, or a supervisor or security officer (permissions table, "o"). */
export const mayWork = (actor: Actor, ticket: Seen): boolean =>
  actor.kind === 'staff' && mayRead(actor, ticket) && (ticket.holder_id === actor.id || seesAll(actor))
/** Nobody holds it yet. */
export const mayTake = (actor: Actor, ticket: Seen): boolean =>
  actor.kind === 'staff' &&
  mayRead(actor, ticket) &&
  ticket.holder_id === null &&
  ['registered', 'assigned', 'in_progress', 'waiting_citizen', 'waiting_external'].includes(ticket.status)
/** Its holder, those who lead, and whoever of the team finds it in nobody's hands. */
const handles = (actor: Actor, ticket: Seen): actor is Staff =>
  mayWork(actor, ticket) || (actor.kind === 'staff' && ticket.holder_id === null && mayRead(actor, ticket))
/** Giving work to others is the first line's and the leaders' (permissions table, "assign"); specialists take and answer. */
export const mayAssign = (actor: Actor, ticket: Seen): boolean => handles(actor, ticket) && (actor.roles.includes('operator') || seesAll(actor))
/** Whether a colleague could read and answer it, were it given to them where it lies. */
export const mayHold = (colleague: Pick<Staff, 'roles' | 'teams'>, ticket: Pick<Seen, 'team'>): boolean =>
  ticketRoles.some((role) => colleague.roles.includes(role)) &&
  (colleague.teams.includes(ticket.team) || colleague.roles.includes('supervisor') || colleague.roles.includes('security_officer'))
/** Topic, category and class may be corrected by whoever handles it (K14); the machine says in which roles. */
export const mayReclassify = (actor: Actor, ticket: Seen): boolean => handles(actor, ticket)
/** Extending takes a supervisor or a security officer; a specialist who holds it asks (SLA-5, permissions table). */
export const mayExtend = (actor: Actor, ticket: Seen): boolean => actor.kind === 'staff' && seesAll(actor) && mayRead(actor, ticket)
export const mayAskExtension = (actor: Actor, ticket: Seen): boolean => actor.kind === 'staff' && actor.roles.includes('specialist') && mayWork(actor, ticket)
/** A longer class takes a supervisor or a security officer (machine guard, permissions table). */
export const mayLengthen = (actor: Actor): boolean => actor.kind === 'staff' && seesAll(actor)
export const mayReveal = (actor: Actor, ticket: Seen): boolean => mayWork(actor, ticket)
/** Under whose names files of this person lie: their own, and the browser's that held the draft. */
export const uploadersOf = (actor: Actor): string[] => [...new Set([actor.id, visitorOf(actor)])].filter((id) => id !== null)
export const mayErase = (actor: Actor): boolean => actor.kind === 'system' || (actor.kind === 'staff' && actor.roles.includes('security_officer'))

const machineAction: Partial<Record<TicketAction, Action>> = {
  assign: 'assign',
  start: 'start',
  ask: 'ask_citizen',
  askExternal: 'ask_external',
  externalReply: 'external_reply',
  reclassify: 'reclassify',
  escalate: 'escalate',
  resolve: 'resolve',
  decline: 'decline',
  transfer: 'transfer',
  merge: 'merge',
  reopen: 'reopen',
}

/** What the desk offers on this request: the same predicates the commands ask. */
export function can(actor: Staff, ticket: Ticket, facts: { now: Date; extensionAsked: boolean; extensionDaysLeft: number }): Record<TicketAction, boolean> {
  const by = capacities(actor, ticket)
  const allowed = new Set(allowedFrom(ticket.status, by))
  const ended = ends.includes(ticket.status as Status)
  const extendable = allowed.has('extend') && facts.now <= ticket.due_at && facts.extensionDaysLeft > 0
  const answers: Partial<Record<TicketAction, boolean>> = {
    take: mayTake(actor, ticket),
    assign: allowed.has('assign') && mayAssign(actor, ticket),
    start: allowed.has('start') && ticket.holder_id === actor.id,
    reply: !ended && ticket.status !== 'registered' && mayWork(actor, ticket),
    note: mayRead(actor, ticket),
    extend: extendable && !facts.extensionAsked && (mayExtend(actor, ticket) || mayAskExtension(actor, ticket)),
    approveExtension: facts.extensionAsked && mayExtend(actor, ticket),
    reclassify: allowed.has('reclassify') && mayReclassify(actor, ticket),
    escalate: allowed.has('escalate') && mayRead(actor, ticket),
    reopen: allowed.has('reopen') && mayWork(actor, ticket) && mayReopen(ticket, facts.now),
    reveal: mayReveal(actor, ticket),
    erase: mayErase(actor),
  }
  const rest = (action: TicketAction) => allowed.has(machineAction[action]!) && mayWork(actor, ticket)
  return Object.fromEntries(ticketActions.map((action) => [action, answers[action] ?? rest(action)])) as Record<TicketAction, boolean>
}
