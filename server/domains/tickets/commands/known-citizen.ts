import { keyOf } from '#domains/citizens/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import type { Normal } from '../intake-problems.ts'

/**
 * The person of this browser's session, when the contacts given now are the very same as theirs; otherwise nobody:
 * equal contacts alone join nobody, because anyone may type another's address (C15). A record that was joined to an account is that
 * account's alone: who types the same contacts later in the same browser begins a new one.
 */
export async function knownCitizen(ctx: Ctx, tx: Tx, normal: Normal): Promise<{ id: string; key: DataKey } | null> {
  if (ctx.actor.kind !== 'guest' || !ctx.actor.id) return null
  const rows = await tx.db
    .selectFrom('guest_session')
    .innerJoin('citizen', 'citizen.id', 'guest_session.citizen_id')
    .innerJoin('contact', 'contact.citizen_id', 'citizen.id')
    .select(['citizen.id', 'citizen.wrapped_key', 'contact.kind', 'contact.lookup'])
    .where('guest_session.id', '=', ctx.actor.id)
    .where('citizen.belongs_to', 'is', null)
    .forKeyShare('citizen')
    .execute()
  const [first] = rows
  if (!first?.wrapped_key) return null
  const same = (['phone', 'email'] as const).every((kind) => {
    const theirs = rows.filter((row) => row.kind === kind)
    const value = normal[kind]
    return value === undefined ? theirs.length === 0 : ctx.app.vault.lookups(kind, value).some((lookup) => theirs.some((row) => row.lookup.equals(lookup)))
  })
  return same ? { id: first.id, key: keyOf(ctx, first.id, first.wrapped_key) } : null
}
