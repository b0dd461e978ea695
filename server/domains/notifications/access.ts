import type { Role } from '#contract/staff'
import { editors } from '#domains/learning/index'
import type { Actor } from '#platform/ctx'

/** Who may send a notice again: those who work on requests, and see this one. */
export const resendRoles = ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'] as const satisfies readonly Role[]

export const hasOne = (actor: Actor, roles: readonly Role[]): boolean => actor.kind === 'staff' && roles.some((role) => actor.roles.includes(role))

/** Who writes what the agency sends: the editors of the knowledge base, and administrators. */
export const templateRoles: readonly Role[] = [...editors, 'admin']
export const mayEditTemplates = (actor: Actor): boolean => hasOne(actor, templateRoles)
/** Whoever wrote a text does not release it: another editor does. */
export const mayRelease = (actor: Actor, authorId: string): boolean => mayEditTemplates(actor) && actor.id !== authorId

/** Who watches whether notices arrive. */
export const watchRoles = ['supervisor', 'admin'] as const satisfies readonly Role[]
/** Administrators see no citizens' contacts, masked ones neither. */
export const lookRoles = ['supervisor'] as const satisfies readonly Role[]
