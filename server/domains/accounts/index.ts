/** The door of the accounts domain. Routes and jobs are for main alone. */
export { fullySignedIn, signedIn } from './access.ts'
export { citizenIdentity } from './commands/citizen-identity.ts'
export { accountForErasing, eraseAccount } from './commands/erase-account.ts'

export { rekeyPasskeys } from './commands/rekey-passkeys.ts'
export { ensureVisitor, type NewSession, newVisitor, renewVisitor } from './commands/visitor.ts'

export { noteDataChecked } from './data-check.ts'
export { perAddress } from './per-address.ts'
export { type AccountOfTicket, accountOfTicket } from './queries/account-of-ticket.ts'
export { type KnownPerson, knownPerson } from './queries/known-person.ts'
export { accountsLeaving } from './queries/leaving.ts'
export { ownerContacts } from './queries/owner-contacts.ts'
export { personForNotice as accountForNotice } from './queries/person-for-notice.ts'
export { wantsReminders } from './queries/reminders.ts'
export { visitorCookie, visitorSession } from './queries/visitor.ts'
export type { ExportedRequest, NoticesOfPerson, RequestsOfPerson } from './requests-of-person.ts'
export type { Tickets } from './tickets-door.ts'
