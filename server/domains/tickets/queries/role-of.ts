import type { Staff } from '#platform/ctx'

/** The capacity shown to the citizen: the strongest role somebody looked in. */
export const roleOf = (actor: Staff): string =>
  (['security_officer', 'supervisor', 'specialist', 'technician', 'operator'] as const).find((role) => actor.roles.includes(role)) ??
  actor.roles[0] ??
  'operator'
