import { placeOfContact } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { email, phone } from '#platform/identifiers/index'
import type { DataKey } from '#platform/vault/index'
import type { ContactKind } from '../model.ts'

/** A telephone or an address in the form it is compared in, and as it is shown. */
export interface ContactRead {
  kind: ContactKind
  /** For comparing and the keyed index. */
  normal: string
  /** As given, tidied: for sending and showing. */
  value: string
}
export type ContactProblem = { kind: ContactKind; reason: string }

/** What was typed, with stray spaces, capitals and any way of writing a number (LOGIN-2); else why it can be no contact. `forCodes`: telephones that get no text messages are refused. */
export function readContact(ctx: Ctx, typed: string, { forCodes = false } = {}): ContactRead | ContactProblem {
  const text = typed.trim()
  if (text.includes('@')) {
    const read = email(text)
    return read.ok ? { kind: 'email', normal: read.lookupKey, value: read.value } : { kind: 'email', reason: read.code }
  }
  const read = phone(text, { demo: ctx.app.mode !== 'production', forAccount: forCodes })
  return read.ok ? { kind: 'phone', normal: read.value, value: read.value } : { kind: 'phone', reason: read.code }
}
export const isContact = (read: ContactRead | ContactProblem): read is ContactRead => 'normal' in read

export interface AccountFound {
  citizenId: string
  contactId: string
  kind: ContactKind
}

/** Whose contact this is; null when nobody signs in with it. The same work for a known contact, an unknown one, and what is none at all (C19). */
export async function accountByContact(ctx: Ctx, typed: string): Promise<AccountFound | null> {
  const read = readContact(ctx, typed)
  return accountWith(ctx, isContact(read) ? read : { kind: read.kind, normal: `none ${typed}` })
}

/** The same for a contact that was read already. */
export async function accountWith(ctx: Ctx, { kind, normal }: Pick<ContactRead, 'kind' | 'normal'>): Promise<AccountFound | null> {
  const [row] = await ctx.app.store.run<{ citizen_id: string; id: string }>(byContact, [kind, ctx.app.vault.lookups(kind, normal)])
  return row ? { citizenId: row.citizen_id, contactId: row.id, kind } : null
}
const byContact: Statement = {
  name: 'account-by-contact',
  text: `select c.citizen_id, c.id from contact c join account a on a.citizen_id = c.citizen_id
    where c.kind = $1 and c.lookup = any($2::bytea[]) and c.sign_in_since is not null and c.sign_in_until is null and a.state <> 'deleted' limit 1`,
}

/** What limits count by: the contact as compared, keyed, so that odd spellings of one contact are one (C25). `phone`: text messages have limits of their own. */
export interface CountedContact {
  key: string
  phone: string | null
}
export function contactKey(ctx: Ctx, typed: string): CountedContact {
  const read = readContact(ctx, typed)
  const key = ctx.app.vault.mac('code', isContact(read) ? `contact ${read.kind} ${read.normal}` : `no contact ${typed.trim().toLowerCase()}`)
  return { key: key.toString('base64url'), phone: isContact(read) && read.kind === 'phone' ? read.normal : null }
}

/** The same for a contact of an account, for its owner: `limitCodes(ctx, { contact, asker: 'owner' })`. */
export async function ownContactKey(ctx: Ctx, { citizenId, key }: { citizenId: string; key: DataKey }, contactId: string): Promise<CountedContact> {
  const row = await ctx.app.store.db
    .selectFrom('contact')
    .select(['kind', 'value'])
    .where('citizen_id', '=', citizenId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  return contactKey(ctx, ctx.app.vault.open(key, placeOfContact(citizenId, row.kind as ContactKind), row.value))
}
