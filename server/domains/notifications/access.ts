import type { Role } from '#contract/staff'

/** Who may send a notice again: those who work on requests, and see this one. */
export const resendRoles = ['operator', 'specialist', 'technician', 'supervisor', 'security_officer'] as const satisfies readonly Role[]
