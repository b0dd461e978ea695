import { noticeSecretPlace } from '#contract/notice-events'
import { keyOf } from '#domains/citizens/index'
import { change, earlierAnswer, look } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { requestNumber } from '#platform/identifiers/index'
import { uuidv7 } from '#platform/ids'
import { limit, within } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { randomDigits, sameBytes } from '#platform/vault/index'
import { tellByMail } from '../notices.ts'

export interface Asked {
  accessId: string
  expiresAt: string
  resendAt: string
}

const macOf = (ctx: Ctx, accessId: string, code: string) => ctx.app.vault.mac('code', `guest-access ${accessId} ${code}`)

/**
 * Sends a code to the contact given in the request. The answer is the same for a wrong, an unknown and a right number (FORM-11, C19);
 * a new code voids the old ones of this request; three an hour for one request, so that nobody's inbox is flooded (C17, C18).
 */
export async function askCode(ctx: Ctx, sessionId: string, typed: string): Promise<Asked> {
  const { guestCodeMinutes, guestCodeTries, guestCodeResendSeconds, guestCodesPerHour } = ctx.app.config.signIn
  const read = requestNumber(typed)
  if (!read.ok) throw new Refusal('unprocessable', 'guest.problems', undefined, [{ field: 'number', code: 'number.invalid', details: { reason: read.code } }])
  const numberMac = ctx.app.vault.mac('code', `guest-number ${read.value}`)
  await refuseHaste(ctx, sessionId, numberMac)
  await limit(ctx, `guest-ask:${sessionId}`, 10, 3600, 'guest.wait')
  const accessId = uuidv7(ctx.now)
  const code = randomDigits(6)
  const expiresAt = new Date(ctx.now.getTime() + guestCodeMinutes * 60_000)
  // Before the change: a second connection inside it would let parallel askers wait for one another.
  const row = await ctx.app.store.db
    .selectFrom('ticket')
    .innerJoin('citizen', 'citizen.id', 'ticket.citizen_id')
    .leftJoin('contact', (on) => on.onRef('contact.citizen_id', '=', 'ticket.citizen_id').on('contact.kind', '=', 'email'))
    .select(['ticket.id', 'ticket.citizen_id', 'ticket.number', 'citizen.wrapped_key', 'contact.lookup'])
    .where('number', '=', Number(read.value))
    .executeTakeFirst()
  // Counted for unknown numbers too: the work must be the same (C19).
  const hasRoom = await roomForCode(ctx, row?.id ?? numberMac.toString('hex'), row?.lookup ?? numberMac, guestCodesPerHour)
  const known = row?.wrapped_key && hasRoom ? { ...row, wrapped_key: row.wrapped_key } : null
  await change({ ...ctx, idempotency: undefined }, async (tx) => {
    if (known) await tx.db.updateTable('guest_access').set({ attempts_left: 0 }).where('ticket_id', '=', known.id).where('used_at', 'is', null).execute()
    await tx.db
      .insertInto('guest_access')
      .values({
        id: accessId,
        session_id: sessionId,
        citizen_id: known?.citizen_id ?? null,
        ticket_id: known?.id ?? null,
        code_mac: macOf(ctx, accessId, code),
        number_mac: numberMac,
        attempts_left: guestCodeTries,
        created_at: ctx.now,
        expires_at: expiresAt,
      })
      .execute()
    if (known) {
      const secret = keyOf(ctx, known.citizen_id, known.wrapped_key).seal(noticeSecretPlace(known.citizen_id), JSON.stringify({ code }))
      tellByMail(tx, 'auth.code', known, { purpose: 'guest' }, { secret, expiresAt })
    }
    tx.record('guest.code-asked', { object: accessId }, { known: known !== null })
  })
  return { accessId, expiresAt: expiresAt.toISOString(), resendAt: new Date(ctx.now.getTime() + guestCodeResendSeconds * 1000).toISOString() }
}

/** The same browser waits a little before the same number is asked for again: the first letter is on its way. */
async function refuseHaste(ctx: Ctx, sessionId: string, numberMac: Buffer): Promise<void> {
  const wait = ctx.app.config.signIn.guestCodeResendSeconds * 1000
  const last = await ctx.app.store.db
    .selectFrom('guest_access')
    .select('created_at')
    .where('session_id', '=', sessionId)
    .where('number_mac', '=', numberMac)
    .where('created_at', '>', new Date(ctx.now.getTime() - wait))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return
  const retryAfterSeconds = Math.max(1, Math.ceil((last.created_at.getTime() + wait - ctx.now.getTime()) / 1000))
  throw new Refusal('too-many', 'guest.resend-wait', { retryAfterSeconds })
}

/**
 * Spec, section 5: so many codes for one request and for one address, whatever requests name it (C17). Narrow limits come first,
 * and a code that one of them refuses is not sent, so it takes nothing from the wider ones.
 */
async function roomForCode(ctx: Ctx, request: string, address: Buffer, perHour: number): Promise<boolean> {
  const to = address.toString('hex')
  return (
    (await within(ctx, `guest-code:${request}`, perHour, HOUR)) &&
    (await within(ctx, `guest-code-day:${request}`, MOST_A_DAY, 24 * HOUR)) &&
    (await within(ctx, `guest-code-to:${to}`, MOST_AN_HOUR_TO_ONE, HOUR)) &&
    (await within(ctx, `guest-code-to-day:${to}`, MOST_A_DAY, 24 * HOUR))
  )
}
const HOUR = 3600
const MOST_AN_HOUR_TO_ONE = 5
const MOST_A_DAY = 10

/** One code, once: the try is counted before it is compared, both in one statement (C24). Opens the request for this browser. */
export async function proveCode(ctx: Ctx, sessionId: string, accessId: string, typed: string): Promise<{ number: string }> {
  const given = macOf(ctx, accessId, typed.replaceAll(/\D/g, ''))
  const { db } = ctx.app.store
  const tried = await db
    .updateTable('guest_access')
    .set((eb) => ({ attempts_left: eb('attempts_left', '-', 1) }))
    .where('id', '=', accessId)
    .where('session_id', '=', sessionId)
    .where('used_at', 'is', null)
    .where('attempts_left', '>', 0)
    .where('expires_at', '>', ctx.now)
    .returningAll()
    .executeTakeFirst()
  if (!tried) {
    // After a lost answer the code is used, and the same press gets the same answer.
    const earlier = await earlierAnswer<{ number: string }>(ctx)
    if (earlier) return earlier.reply
    throw new Refusal('unprocessable', 'guest.problems', undefined, [{ field: 'code', code: 'code.expired' }])
  }
  if (!tried.ticket_id || !tried.citizen_id || !sameBytes(given, tried.code_mac)) {
    await look(ctx, 'guest.code-wrong', { object: accessId }, { left: tried.attempts_left })
    throw new Refusal('unprocessable', 'guest.problems', undefined, [
      { field: 'code', code: tried.attempts_left > 0 ? 'code.wrong' : 'code.too-many', details: { left: tried.attempts_left } },
    ])
  }
  const { ticket_id: ticketId, citizen_id: citizenId } = tried
  return change(ctx, async (tx) => {
    const used = await tx.db.updateTable('guest_access').set({ used_at: ctx.now }).where('id', '=', accessId).where('used_at', 'is', null).executeTakeFirst()
    if (Number(used.numUpdatedRows) === 0) throw new Refusal('unprocessable', 'guest.problems', undefined, [{ field: 'code', code: 'code.expired' }])
    await tx.db
      .insertInto('guest_grant')
      .values({ session_id: sessionId, citizen_id: citizenId, ticket_id: ticketId, by: 'code', at: ctx.now })
      .onConflict((oc) => oc.columns(['session_id', 'ticket_id']).doUpdateSet({ by: 'code', at: ctx.now }))
      .execute()
    const { number } = await tx.db.selectFrom('ticket').select('number').where('id', '=', ticketId).executeTakeFirstOrThrow()
    tx.record('guest.opened', { subject: citizenId, object: ticketId })
    return { number: String(number) }
  })
}
