/** The changes of this domain, a verb per file. */
export { KEPT_DAYS, purgeSealedMails, purgeSmsParts } from './commands/purge.ts'
export { readOwnNotices } from './commands/read-own.ts'
export { resend } from './commands/resend.ts'
export { mailStaff } from './commands/staff-mail.ts'
export { releaseTemplate, saveTemplate } from './commands/templates.ts'
export { testTemplate } from './commands/test-template.ts'
