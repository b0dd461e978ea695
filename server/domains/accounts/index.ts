/** The door of the accounts domain. Routes and jobs are for main alone. */
export { fullySignedIn, signedIn } from './access.ts'
export { citizenIdentity } from './commands/citizen-identity.ts'
export { ensureVisitor, type NewSession, newVisitor } from './commands/visitor.ts'
export { ownerContacts } from './queries/owner-contacts.ts'
export { personForNotice as accountForNotice } from './queries/person-for-notice.ts'
export { type AccountOfTicket, accountOfTicket } from './queries/account-of-ticket.ts'
export { type KnownPerson, knownPerson } from './queries/known-person.ts'
export { visitorCookie, visitorSession } from './queries/visitor.ts'
