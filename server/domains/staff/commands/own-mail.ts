import type { OwnMail } from '#contract/staff'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { email as checkedEmail } from '#platform/identifiers/index'
import { uuidv7 } from '#platform/ids'
import { Refusal } from '#platform/refusal'
import { demandFreshProof } from '../access.ts'
import { openEmail, sealEmail } from '../email.ts'

/** Where the desk writes to this employee, and about what beyond the terms that are broken. */
export async function ownMail(ctx: Ctx): Promise<OwnMail> {
  const row = await ctx.app.store.db.selectFrom('staff').select(['id', 'email', 'mail_events']).where('id', '=', ctx.actor.id!).executeTakeFirstOrThrow()
  return { email: row.email === null ? null : openEmail(ctx.app, row.id, row.email), events: row.mail_events as OwnMail['events'] }
}

/** A new address takes a fresh proof of a factor: what is told about requests goes there. What was told before is not told again. */
export async function setOwnMail(ctx: Ctx, { email, events }: OwnMail): Promise<OwnMail> {
  const id = ctx.actor.id!
  const before = await ownMail(ctx)
  const checked = email?.trim() ? checkedEmail(email) : null
  if (checked && !checked.ok) throw new Refusal('unprocessable', 'own-mail.problems', undefined, [{ field: 'email', code: 'own-mail.address' }])
  const address = checked ? checked.value : null
  if (address !== before.email) demandFreshProof(ctx.actor, ctx.now)
  try {
    await change(ctx, async (tx) => {
      const mac = checked ? ctx.app.vault.lookup('email', checked.lookupKey) : null
      await tx.db
        .updateTable('staff')
        .set({
          mail_events: [...events],
          ...(address !== before.email && {
            email: address === null ? null : sealEmail(ctx.app, id, address),
            email_mac: mac,
            mailed_upto: uuidv7(ctx.now),
            mailed_at: null,
          }),
        })
        .where('id', '=', id)
        .execute()
      tx.record('staff.mail-chosen', { object: id }, { address: address === before.email ? 'same' : address ? 'new' : 'none', events: [...events] })
      return null
    })
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new Refusal('conflict', 'own-mail.taken')
    throw error
  }
  return { email: address, events }
}
