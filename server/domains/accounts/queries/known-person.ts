import { keyOf, placeOfContact } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { DataKey } from '#platform/vault/index'
import type { ContactKind } from '../model.ts'
import { fullName, openProfile, type Profile } from '../profile.ts'

export interface KnownContact {
  kind: ContactKind
  value: string
}
/** What the service knows of somebody with an account, so that no form asks for it again (K12). */
export interface KnownPerson {
  id: string
  key: DataKey
  zone: string
  level: number
  profile: Profile | null
  name: string | null
  /** Contacts one signs in with now, proved, the oldest first. */
  contacts: KnownContact[]
}

interface Row {
  wrapped_key: Buffer | null
  zone: string
  identity_level: number
  profile: Buffer | null
  kinds: ContactKind[]
  contact_values: Buffer[]
}
const known: Statement = {
  name: 'known-person',
  text: `select c.wrapped_key, c.zone, a.identity_level, a.profile, k.kinds, k.contact_values
    from account a join citizen c on c.id = a.citizen_id
    left join lateral (select coalesce(array_agg(kind order by sign_in_since, id), '{}') as kinds, coalesce(array_agg(value order by sign_in_since, id), '{}') as contact_values
      from contact where citizen_id = a.citizen_id and sign_in_since is not null and sign_in_until is null and proved_at is not null) k on true
    where a.citizen_id = $1 and a.state <> 'deleted'`,
}

/** Null when there is no such account; an erased person is told as gone. */
export async function knownPerson(ctx: Ctx, citizenId: string): Promise<KnownPerson | null> {
  const [row] = await ctx.app.store.run<Row>(known, [citizenId])
  if (!row) return null
  const key = keyOf(ctx, citizenId, row.wrapped_key)
  const profile = openProfile(key, citizenId, row.profile)
  return {
    id: citizenId,
    key,
    zone: row.zone,
    level: row.identity_level,
    profile,
    name: profile && fullName(profile),
    contacts: row.kinds.map((kind, i) => ({ kind, value: ctx.app.vault.open(key, placeOfContact(citizenId, kind), row.contact_values[i]!) })),
  }
}
