import { placeOfContact } from '#domains/citizens/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { dammDigit } from '#platform/public-number/index'
import { Refusal } from '#platform/refusal'
import { type DataKey, randomDigits } from '#platform/vault/index'
import type { ContactKind } from '../model.ts'
import { type Profile, sealProfile } from '../profile.ts'
import type { ContactRead } from '../queries/account-by-contact.ts'

export interface NewAccount {
  contact: ContactRead
  profile: Profile
  /** Null: the person sets it through a recovery. */
  password: { hash: string; isLong: boolean } | null
  lang: 'ru' | 'en'
  zone: string
  /** The person has shown by a code, or in person, that the contact is theirs. */
  provedAt: Date | null
  identityLevel?: 1 | 2 | 3
}

/** Ten random digits, the first not 0, and a check digit; two accounts with one number are refused by the database. */
export function newAccountNumber(): number {
  const digits = `${1 + (Number(randomDigits(4)) % 9)}${randomDigits(9)}`
  return Number(`${digits}${dammDigit(digits)}`)
}

/** A person, an account and the contact it is signed in with. Refused with 'account.exists' when somebody has this contact already. */
export async function createAccount(ctx: Ctx, tx: Tx, given: NewAccount): Promise<{ citizenId: string; key: DataKey; contactId: string }> {
  const { now } = ctx
  const citizenId = uuidv7(now)
  const { key, wrapped, keyId } = ctx.app.vault.newDataKey(citizenId)
  await tx.db
    .insertInto('citizen')
    .values({ id: citizenId, wrapped_key: wrapped, key_id: keyId, lang: given.lang, zone: given.zone, created_at: now })
    .execute()
  await tx.db
    .insertInto('account')
    .values({
      citizen_id: citizenId,
      number: newAccountNumber(),
      state: 'open',
      identity_level: given.identityLevel ?? 1,
      profile: sealProfile(key, citizenId, given.profile),
      password_hash: given.password?.hash ?? null,
      password_at: given.password ? now : null,
      password_is_long: given.password?.isLong ?? false,
      created_at: now,
    })
    .execute()
  const contactId = await addContact(ctx, tx, citizenId, key, given.contact, given.provedAt)
  return { citizenId, key, contactId }
}

/** A contact to sign in with. One that the person gave before becomes one; refused with 'account.exists' when somebody else signs in with it. */
export async function addContact(
  { app, now }: Ctx,
  tx: Tx,
  citizenId: string,
  key: DataKey,
  contact: { kind: ContactKind; normal: string; value: string },
  provedAt: Date | null,
): Promise<string> {
  const id = uuidv7(now)
  const value = key.seal(placeOfContact(citizenId, contact.kind), contact.value)
  try {
    await tx.db
      .insertInto('contact')
      .values({
        citizen_id: citizenId,
        kind: contact.kind,
        lookup: app.vault.lookup(contact.kind, contact.normal),
        value,
        proved_at: provedAt,
        created_at: now,
        id,
        sign_in_since: now,
      })
      .onConflict((oc) => oc.columns(['citizen_id', 'kind', 'lookup']).doUpdateSet({ id, value, proved_at: provedAt, sign_in_since: now, sign_in_until: null }))
      .execute()
  } catch (error) {
    if ((error as { code?: string; constraint?: string }).constraint === 'contact_sign_in') throw new Refusal('conflict', 'account.exists')
    throw error
  }
  return id
}
