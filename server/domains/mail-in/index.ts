/** The door. Only main comes in. */
export { type MailIn, openMailIn } from './commands/mail-in.ts'
