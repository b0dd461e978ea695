import type { Role } from '#contract/staff'

/** The capacity shown to citizens: the strongest role somebody acted in. */
export const strongestRole = (roles: readonly Role[]): string =>
  (['security_officer', 'supervisor', 'specialist', 'technician', 'operator'] as const).find((role) => roles.includes(role)) ?? roles[0] ?? 'operator'
