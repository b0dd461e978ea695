import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { uuidv7 } from '#platform/ids'
import { limit } from '#platform/limits'
import { Refusal } from '#platform/refusal'
import { addressGroup } from '#platform/sign-in/address-group'
import { randomBytes, randomDigits } from '#platform/vault/index'
import type { CountedContact } from '../queries/account-by-contact.ts'
import { sealNoticeSecret } from '../tell-owner.ts'
import { smsAllowed, takeSmsBudget } from './sms-allowed.ts'

export type CodePurpose = 'register' | 'sign_in' | 'prove_again' | 'unlock' | 'recover' | 'contact_new' | 'contact_old' | 'link'
/** Where a code goes: a contact of the account, or one that somebody registers or changes to. The value itself is read when it is sent. */
export interface Target {
  channel: 'sms' | 'email'
  contactId?: string
  registrationId?: string
  changeId?: string
}
export interface Code {
  purpose: CodePurpose
  /** What the code is for: a session, a registration, a recovery, a change of contact, an unlocking. */
  aboutId: string
  citizenId: string | null
  /** Null: nobody has this contact; the same work, nothing is sent, and no code fits. */
  to: Target | null
}
export interface SentCode {
  id: string
  expiresAt: string
  resendAt: string
}

/**
 * Takes one of the codes that a contact may be sent in an hour and a day, and that one network address may ask for; refused with 'code.wait',
 * or with 'sms.unavailable' where no text message can go. Before the change, for known and unknown contacts alike. `contact` is what
 * `contactKey` answers. `asker`: who gave the password has a count of their own, so that a stranger who asks for codes cannot use up the owner's.
 */
export async function limitCodes(
  ctx: Ctx,
  { address, contact, asker = 'anybody' }: { address: string; contact: CountedContact; asker?: 'anybody' | 'owner' },
): Promise<void> {
  const { codesPerHour, codesPerDay, codesPerAddressPerHour } = ctx.app.config.account
  const group = ctx.app.vault.mac('code', addressGroup(address)).toString('base64url')
  await limit(ctx, `account-code-address:${group}`, codesPerAddressPerHour, 3600, 'code.wait')
  await limit(ctx, `account-code-hour:${asker}:${contact.key}`, codesPerHour, 3600, 'code.wait')
  await limit(ctx, `account-code-day:${asker}:${contact.key}`, codesPerDay, 86_400, 'code.wait')
  if (contact.phone) await smsAllowed(ctx, contact.phone, asker)
}

/** Bound to this very code and what it is for: a code of one purpose opens nothing else. */
const macOf = (ctx: Ctx, id: string, purpose: CodePurpose, aboutId: string, code: string): Buffer =>
  ctx.app.vault.mac('code', `account-code ${id} ${purpose} ${aboutId} ${code}`)

/** Makes a code that voids the ones before it, and queues its message. Refused with 'code.wait' when the one before was not entered and is younger than CODE_RESEND_SECONDS. */
export async function sendCode(ctx: Ctx, tx: Tx, { purpose, aboutId, citizenId, to }: Code): Promise<SentCode> {
  const { codeMinutes, codeTries, codeResendSeconds } = ctx.app.config.account
  const id = uuidv7(ctx.now)
  const code = randomDigits(6)
  const mac = macOf(ctx, id, purpose, aboutId, code)
  const expiresAt = new Date(ctx.now.getTime() + codeMinutes * 60_000)
  const personId = citizenId ?? to?.registrationId ?? null
  const known = to !== null && personId !== null
  const youngerThan = new Date(ctx.now.getTime() - codeResendSeconds * 1000)
  const row = [id, citizenId, purpose, aboutId, to?.contactId ?? null, to?.channel ?? 'email', known ? mac : randomBytes(32), codeTries, ctx.now, expiresAt]
  await tx.run(oneAtATime, [`account-code ${aboutId} ${purpose}`])
  const [made] = await tx.run<{ id: string | null; last_at: Date | null }>(insertCode, [...row, youngerThan])
  if (!made?.id) {
    const seconds = Math.ceil(((made?.last_at ?? ctx.now).getTime() + codeResendSeconds * 1000 - ctx.now.getTime()) / 1000)
    throw new Refusal('too-many', 'code.wait', { retryAfterSeconds: Math.max(1, seconds) })
  }
  const [citizen] = await tx.run<{ wrapped_key: Buffer | null }>(keyOfPerson, [citizenId ?? aboutId])
  // Who is registering has no key yet; the service's stands in, and works as long for nobody.
  const key = citizenId && citizen?.wrapped_key ? ctx.app.vault.dataKey(citizenId, citizen.wrapped_key) : null
  const secret = sealNoticeSecret(ctx.app.vault, key, personId ?? aboutId, { code })
  if (known) {
    const { channel, ...about } = to
    if (channel === 'sms') await takeSmsBudget(ctx, tx)
    tx.notify({ event: 'auth.code', audience: 'citizen', personId, channel, facts: { purpose, ...about }, secret, lane: 0, expiresAt })
  }
  tx.record('account.code-sent', { subject: citizenId, object: citizenId ?? aboutId }, { purpose, codeId: id, ...(to && { channel: to.channel }) })
  return { id, expiresAt: expiresAt.toISOString(), resendAt: new Date(ctx.now.getTime() + codeResendSeconds * 1000).toISOString() }
}
/** Of two at once the second sees what the first has made. */
const oneAtATime: Statement = { name: 'account-code-turn', text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))' }
/** One row, and only where the newest code of the same wish that was not entered is old enough: after the one by mail the one by text message comes at once. */
const insertCode: Statement = {
  name: 'account-code-insert',
  text: `with last as materialized (select max(created_at) as at from account_code where about_id = $4::uuid and purpose = $3::text and used_at is null),
    made as (
      insert into account_code (id, citizen_id, purpose, about_id, contact_id, channel, code_mac, attempts_left, created_at, expires_at)
      select $1::uuid, $2::uuid, $3::text, $4::uuid, $5::uuid, $6::text, $7::bytea, $8::int, $9::timestamptz, $10::timestamptz
      from last where last.at is null or last.at <= $11::timestamptz
      returning id
    )
    select (select id from made) as id, last.at as last_at from last`,
}
const keyOfPerson: Statement = { name: 'account-code-key', text: 'select wrapped_key from citizen where id = $1' }

/** Which code is meant: by its own id, or the newest of what it is for. Both: it must be of that. */
export interface CodeGiven {
  id?: string
  aboutId?: string
  purpose: CodePurpose
  code: string
}
type Tried = { right: boolean; left: number } | null

/**
 * One code, once: the try is counted and the code used up in one statement, so of 50 right ones at once one passes, and of 50 wrong ones five
 * are looked at (C24). Only the newest code of a wish is good. Null: there is none, or it is over.
 */
async function tryCode(ctx: Ctx, { id, aboutId, purpose, code }: CodeGiven): Promise<Tried> {
  const { store } = ctx.app
  const [newest] = await store.run<{ id: string; about_id: string }>(newestCode, [id ?? null, aboutId ?? null, purpose])
  const digits = code.normalize('NFKC').replaceAll(/\D/g, '')
  const none = '00000000-0000-0000-0000-000000000000'
  const mac = macOf(ctx, newest?.id ?? none, purpose, newest?.about_id ?? none, digits)
  const [row] = await store.run<{ right: boolean; left: number }>(takeOne, [newest?.id ?? none, purpose, ctx.now, mac])
  return row ?? null
}
const newestCode: Statement = {
  name: 'account-code-newest',
  text: `select id, about_id from account_code where ($1::uuid is null or id = $1::uuid) and ($2::uuid is null or about_id = $2::uuid) and ($1::uuid is not null or $2::uuid is not null)
    and purpose = $3 order by created_at desc, id desc limit 1`,
}
/** Whoever enters the code has read it: an address that was refused before works again. */
const takeOne: Statement = {
  name: 'account-code-take',
  text: `with taken as (update account_code c set attempts_left = c.attempts_left - 1, used_at = case when c.code_mac = $4 then $3::timestamptz end
    where c.id = $1 and c.purpose = $2 and c.used_at is null and c.attempts_left > 0 and c.expires_at > $3
      and not exists (select from account_code n where n.about_id = c.about_id and n.purpose = c.purpose and (n.created_at, n.id) > (c.created_at, c.id))
    returning c.used_at is not null as right, c.attempts_left as left, c.contact_id),
    revived as (delete from dead_address d using taken, contact k where taken.right and k.id = taken.contact_id and d.kind = k.kind and d.lookup = k.lookup
      and d.citizen_id in (select id from citizen where id = k.citizen_id or belongs_to = k.citizen_id))
    select "right", "left" from taken`,
}

/** Whether the code is right; used up by it. */
export const takeCode = async (ctx: Ctx, given: CodeGiven): Promise<boolean> => (await tryCode(ctx, given))?.right ?? false

/** The same, refused as a problem of the field `code`: wrong, with the tries left; over. */
export async function demandCode(ctx: Ctx, given: CodeGiven): Promise<void> {
  const tried = await tryCode(ctx, given)
  if (tried?.right) return
  const code = tried === null ? 'code.expired' : tried.left > 0 ? 'code.wrong' : 'code.too-many'
  throw new Refusal('unprocessable', 'account.problems', undefined, [{ field: 'code', code, ...(tried && { details: { left: tried.left } }) }])
}
