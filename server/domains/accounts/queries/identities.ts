import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'

type Provider = Ctx['app']['config']['oidc']['providers'][number]

/** A provider that the settings offer now; one that was switched off or taken out is none. */
export function providerOf({ app }: Ctx, id: string): Provider {
  const found = app.config.oidc.providers.find((one) => one.id === id)
  if (!found) throw new Refusal('not-found', 'oidc.none')
  return found
}
export const shownProvider = ({ id, name }: Provider) => ({ id, name })

/** Who somebody is at a provider. The issuer is part of it: an id may be given to another. */
export const subjectAt = ({ issuer }: Provider, subject: string): string => `${issuer}\n${subject}`
/** The field of the keyed look-up. */
export const subjectField = 'oidc'
/** What they are found by, under every version of the index key, the newest first. */
export const subjectLookups = ({ app }: Ctx, provider: Provider, subject: string): Buffer[] => app.vault.lookups(subjectField, subjectAt(provider, subject))

/** Whose account is linked with this subject, if it is open. */
export async function accountOfSubject(ctx: Ctx, provider: Provider, subject: string): Promise<{ citizenId: string; lookup: Buffer } | null> {
  const [row] = await ctx.app.store.run<{ citizen_id: string; subject_lookup: Buffer }>(bySubject, [provider.id, subjectLookups(ctx, provider, subject)])
  return row ? { citizenId: row.citizen_id, lookup: row.subject_lookup } : null
}
const bySubject: Statement = {
  name: 'account-by-subject',
  text: `select i.citizen_id, i.subject_lookup from account_identity i join account a on a.citizen_id = i.citizen_id
    where i.provider = $1 and i.subject_lookup = any($2::bytea[]) and a.state = 'open' limit 1`,
}

/** The providers an account is linked with, for its owner; of one that is offered no more the id stands for the name. */
export async function identitiesOf(ctx: Ctx, citizenId: string): Promise<{ provider: string; name: string; linkedAt: string }[]> {
  const rows = await ctx.app.store.db
    .selectFrom('account_identity')
    .select(['provider', 'linked_at'])
    .where('citizen_id', '=', citizenId)
    .orderBy('linked_at')
    .execute()
  return rows.map(({ provider, linked_at }) => ({
    provider,
    name: ctx.app.config.oidc.providers.find(({ id }) => id === provider)?.name[ctx.lang] ?? provider,
    linkedAt: linked_at.toISOString(),
  }))
}
