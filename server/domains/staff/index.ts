/** The door of the staff domain. Routes and jobs are for main alone. */
export { isFreshlyProved, mayChangeRightsOf, mayManageStaff } from './access.ts'
export { createFirstAdmin } from './commands/first-admin.ts'
export { createStaff, type NewStaff } from './commands/invite.ts'
export { staffIdentity } from './commands/staff-identity.ts'
export type { Colleague, StaffMember } from './model.ts'
export {
  colleaguesOf,
  mailedUpTo,
  staffByEmail,
  staffById,
  staffEmail,
  staffNames,
  staffToMail,
  staffWithRoles,
  strongestRoles,
  supervisorsOf,
} from './queries.ts'
export { type Rights, rightsOf } from './rights-of.ts'
export { strongestRole } from './strongest-role.ts'
