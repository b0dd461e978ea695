/** The door. Nobody but main and the journal's readers come in: this domain listens. */
export { purgeSealedMails, resend } from './commands.ts'
export type { NoticeRow, People, Recipient, Transport } from './model.ts'
export { placeholdersOf } from './placeholders.ts'
export { deliveriesOf, mailHealth } from './queries.ts'
export { openSender, type Sender, type SenderSettings } from './sender.ts'
export { mailTransport } from './transport.ts'
