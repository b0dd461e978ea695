import type { Role } from '#contract/staff'

/** Letters that wait belong to no request and to no team yet: those who lead, and those who guard. */
export const postRoles = ['supervisor', 'security_officer'] as const satisfies readonly Role[]
export { deskRoles } from '#domains/tickets/index'
