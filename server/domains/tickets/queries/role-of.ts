import { strongestRole } from '#domains/staff/index'
import type { Staff } from '#platform/ctx'

/** The capacity shown to the citizen: the strongest role somebody looked in. */
export const roleOf = (actor: Staff): string => strongestRole(actor.roles)
