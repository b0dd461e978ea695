/** The door. Nobody but main and the journal's readers come in: this domain listens. */

export { openSender, type Sender, type SenderSettings } from './commands/sender.ts'
export { takeReceipt } from './commands/take-receipt.ts'
export { purgeSealedMails, resend } from './commands.ts'
export { demoPage, PAGE_POLICY } from './demo-pages.ts'
export { escaped } from './html-letter.ts'
export type { NoticeRow, People, PushMessage, Recipient, Refused, SentMail, SentSms, Transport } from './model.ts'
export { noticesOfPerson } from './of-person.ts'
export { placeholdersOf } from './placeholders.ts'
export { pushTransport } from './push-transport.ts'
export { deliveriesOf, mailHealth, pushHealth, smsHealth } from './queries.ts'
export { smsTransport } from './sms-transport.ts'
export { mailTransport } from './transport.ts'
