import type { Role } from '#contract/staff'
import { takers } from '#domains/routing/index'
import type { Actor, Staff } from '#platform/ctx'
import type { By } from './machine.ts'
import type { StoredChat } from './model.ts'

/** Who takes and hands over talks (permissions table, "chat take, hand over"). */
export const chatRoles: readonly Role[] = takers.chat

type Seen = Pick<StoredChat, 'holder_id' | 'team'>
export const leads = (actor: Staff): boolean => actor.roles.includes('supervisor') || actor.roles.includes('security_officer')

/** Whoever holds it, the team in whose line it stands, and those who lead. */
export const mayRead = (actor: Actor, chat: Seen): boolean =>
  actor.kind === 'system' ||
  (actor.kind === 'staff' &&
    chatRoles.some((role) => actor.roles.includes(role)) &&
    (leads(actor) || chat.holder_id === actor.id || actor.teams.includes(chat.team)))

/** Write to the citizen, hand over, end: its holder, and a supervisor in his place. */
export const mayWork = (actor: Actor, chat: Seen): boolean =>
  actor.kind === 'staff' && mayRead(actor, chat) && chat.holder_id !== null && (chat.holder_id === actor.id || leads(actor))

/** Who leads judges how a colleague has ended a talk, never an own end. */
export const mayReview = (actor: Staff, { holder_id }: Pick<StoredChat, 'holder_id'>): boolean => leads(actor) && holder_id !== actor.id

/** In which capacities of the machine somebody acts on a talk. */
export function capacities(actor: Actor): By[] {
  if (actor.kind === 'system') return ['system']
  if (actor.kind !== 'staff') return ['citizen']
  return [
    ...(leads(actor) ? (['supervisor'] as const) : []),
    ...(actor.roles.includes('operator') ? (['operator'] as const) : []),
    ...(actor.roles.includes('specialist') ? (['specialist'] as const) : []),
  ]
}

/** First line or a specialist's: what the citizen is told of who answers. */
export const isSpecialist = ({ roles }: Pick<Staff, 'roles'>): boolean => !roles.includes('operator')
