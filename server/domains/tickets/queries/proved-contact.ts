import type { AccountOfTicket } from '#domains/accounts/index'
import type { Ctx } from '#platform/ctx'
import { email, phone } from '#platform/identifiers/index'
import type { IntakeRecord } from '../model.ts'

/** Whether a contact given in the request is one that its account has proved. */
export function gaveProvedContact(ctx: Ctx, intake: Pick<IntakeRecord, 'email' | 'phone'>, account: Pick<AccountOfTicket, 'proved'> | null): boolean {
  if (!account?.proved.length) return false
  const [mail, tel] = [intake.email ? email(intake.email) : null, intake.phone ? phone(intake.phone, { demo: true }) : null]
  const given = [...(mail?.ok ? ctx.app.vault.lookups('email', mail.lookupKey) : []), ...(tel?.ok ? ctx.app.vault.lookups('phone', tel.value) : [])]
  return given.some((lookup) => account.proved.includes(lookup.toString('hex')))
}
