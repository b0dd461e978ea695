import type { Ctx, SignedIn } from '#platform/ctx'
import type { Statement } from '#platform/db/store'

/** A password alone proves less: a stranger may know it. A code counts, as it is asked only where it is the account's second step. */
const strong: readonly string[] = ['totp', 'passkey', 'code']
const proof: Statement = {
  name: 'account-proof',
  text: 'select 1 from account_session where id = $1 and ended_at is null and proved_at >= $2 and proved_by = any($3::text[])',
}

/** Whether whoever is signed in here has shown a second factor or a passkey at this moment or later. */
export const provedStrongly = async ({ app }: Ctx, actor: SignedIn, since: Date): Promise<boolean> =>
  (await app.store.run(proof, [actor.sessionId, since, strong])).length > 0
