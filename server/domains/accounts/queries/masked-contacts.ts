import { keyOf, placeOfContact } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { maskEmail, maskPhone } from '#platform/identifiers/index'
import type { ContactKind } from '../model.ts'

export interface MaskedContact {
  id: string
  kind: ContactKind
  masked: string
  provedAt: Date | null
}
export const maskOf = (kind: ContactKind, value: string): string => (kind === 'phone' ? maskPhone(value) : maskEmail(value))

/** The contacts one signs in to this account with, masked, the oldest first. None once the person is erased. */
export async function maskedContacts(ctx: Ctx, citizenId: string): Promise<MaskedContact[]> {
  const rows = await ctx.app.store.db
    .selectFrom('contact')
    .innerJoin('citizen', 'citizen.id', 'contact.citizen_id')
    .select(['contact.id', 'contact.kind', 'contact.value', 'contact.proved_at', 'citizen.wrapped_key'])
    .where('contact.citizen_id', '=', citizenId)
    .where('contact.sign_in_since', 'is not', null)
    .where('contact.sign_in_until', 'is', null)
    .orderBy('contact.sign_in_since')
    .orderBy('contact.id')
    .execute()
  return rows.flatMap(({ id, kind, value, proved_at, wrapped_key }) => {
    if (!id || !wrapped_key || (kind !== 'phone' && kind !== 'email')) return []
    const plain = ctx.app.vault.open(keyOf(ctx, citizenId, wrapped_key), placeOfContact(citizenId, kind), value)
    return [{ id, kind, masked: maskOf(kind, plain), provedAt: proved_at }]
  })
}
