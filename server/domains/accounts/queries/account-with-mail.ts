import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { type KnownPerson, knownPerson } from './known-person.ts'

const owners: Statement = {
  name: 'account-with-mail',
  text: `select account.citizen_id as id from contact join account on account.citizen_id = contact.citizen_id and account.state = 'open'
    where contact.kind = 'email' and contact.lookup = any($1) and sign_in_since is not null and sign_in_until is null and proved_at is not null limit 2`,
}

/** The one open account whose owner signs in with this address and has proved it; `normal` as addresses are compared. */
export async function accountWithMail(ctx: Ctx, normal: string): Promise<KnownPerson | null> {
  const found = await ctx.app.store.run<{ id: string }>(owners, [ctx.app.vault.lookups('email', normal)])
  return found.length === 1 ? knownPerson(ctx, found[0]!.id) : null
}
