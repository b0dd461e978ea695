/** The door of the requests' domain. */
import type { Ctx } from '#platform/ctx'
import { mayRead } from './access.ts'
import { ticketById } from './load.ts'

export { deskRoles } from './access.ts'
export { addMail, type MailWords } from './commands/add-mail.ts'
export { eraseCitizen, removeFilesOf } from './commands/erase.ts'
export { claimFiles, type Owner, ownedByCitizen, ownedByDraft, storeFile } from './commands/files.ts'
export { loadCalendar, shown as shownYear } from './commands/load-calendar.ts'
export { receiveFiles, viewOf } from './commands/receive-files.ts'
export { recountForCalendar } from './commands/recount-for-calendar.ts'
export { firstMessage, type MessageMark, restemMessages } from './commands/restem.ts'
export { type Submission, submitTicket } from './commands/submit.ts'
export { numbersOfTickets, reportedSuspicious, ticketForAccount } from './for-accounts.ts'
export { placeOfFile } from './model.ts'
export { bytesOfFile } from './queries/file.ts'
export { type Referred, referredBy } from './queries/for-mail.ts'
export { hasForeignContacts } from './queries/foreign-contacts.ts'
export { requestsInHistory } from './queries/in-history.ts'
export { type MovedTerm, movedTerms } from './queries/moved-terms.ts'
export { requestsOfPerson } from './queries/of-person.ts'
export { openRequestsOf } from './queries/open-requests.ts'
export { type NoticePerson, personForNotice } from './queries/person-for-notice.ts'
export { seenAtDesk } from './queries/seen-at-desk.ts'
export { type Reference, referenceIn, replyAddress, takesMail } from './reply-reference.ts'

export const mayReadTicket = async (ctx: Ctx, ticketId: string): Promise<boolean> =>
  mayRead(ctx.actor, (await ticketById(ctx, ctx.app.store.db, ticketId)).ticket)
