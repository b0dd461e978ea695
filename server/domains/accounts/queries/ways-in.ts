import { keyOf } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import { Refusal } from '#platform/refusal'
import { smsIsOn } from '#platform/sms-on'
import type { DataKey } from '#platform/vault/index'
import type { ContactKind, Factor } from '../model.ts'
import type { Channel, WaysIn } from '../second-step.ts'

export interface Entering extends WaysIn {
  citizenId: string
  key: DataKey
  passwordHash: string | null
  /** Contacts a code can go to, the oldest first. */
  contacts: readonly { id: string; kind: ContactKind; channel: Channel }[]
}
type Row = {
  wrapped_key: Buffer | null
  password_hash: string | null
  password_is_long: boolean
  sms_factor: boolean
  factors: Factor[] | null
  backup_codes: number
  contacts: { id: string; kind: ContactKind }[] | null
}

/** How the owner of an account may come in: read in one statement. */
export async function waysIn(ctx: Ctx, citizenId: string): Promise<Entering> {
  const [row] = await ctx.app.store.run<Row>(read, [citizenId])
  if (!row) throw new Refusal('not-found', 'account.none')
  const contacts = (row.contacts ?? []).map(({ id, kind }) => ({
    id,
    kind,
    channel: kind === 'phone' ? ('sms' as const) : ('email' as const),
  }))
  return {
    citizenId,
    key: keyOf(ctx, citizenId, row.wrapped_key),
    passwordHash: row.password_hash,
    passwordIsLong: row.password_is_long,
    smsFactor: row.sms_factor,
    factors: row.factors ?? [],
    backupCodesLeft: row.backup_codes,
    contacts,
    channels: (['sms', 'email'] as const).filter(
      (channel) => contacts.some((contact) => contact.channel === channel) && (channel === 'email' || smsIsOn(ctx.app)),
    ),
  }
}
const read: Statement = {
  name: 'account-ways-in',
  text: `select c.wrapped_key, a.password_hash, a.password_is_long, a.sms_factor,
      (select array_agg(f.kind order by f.last desc) from
        (select kind, max(coalesce(last_used_at, created_at)) as last from account_factor where citizen_id = $1 and confirmed_at is not null group by kind) f) as factors,
      (select count(*)::int from backup_code where citizen_id = $1 and used_at is null) as backup_codes,
      (select json_agg(json_build_object('id', k.id, 'kind', k.kind) order by k.sign_in_since, k.id)
        from contact k where k.citizen_id = $1 and k.sign_in_since is not null and k.sign_in_until is null and k.proved_at is not null) as contacts
    from account a join citizen c on c.id = a.citizen_id where a.citizen_id = $1`,
}
