import { defaultQuiet, type QuietHours } from '#contract/notice-choices'
import type { DeadAddress } from '#contract/tickets'
import type { Ctx } from '#platform/ctx'
import type { Db } from '#platform/db/store'
import { maskEmail, maskPhone } from '#platform/identifiers/masks'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import { type AddressKind, type ContactKind, placeOfContact, placeOfDeadAddress } from './model.ts'
import { normalOf } from './normal-of.ts'

/** The key of a person's data. An erased person has none: whoever asks is told that it is gone. */
export function keyOf(ctx: Ctx, citizenId: string, wrapped: Buffer | null): DataKey {
  if (!wrapped) throw new Refusal('gone', 'citizen.erased')
  return ctx.app.vault.dataKey(citizenId, wrapped)
}

/** Whoever is signed in, held until the change is over: either erasing waits for it, or it finds the key gone. */
export async function holdPerson({ db }: { db: Db }, id: string): Promise<void> {
  const row = await db.selectFrom('citizen').select('wrapped_key').where('id', '=', id).forKeyShare().executeTakeFirst()
  if (!row?.wrapped_key) throw new Refusal('gone', 'citizen.erased')
}

/** Keys of several people at once, for lists; erased people are absent. */
export async function keysOf(ctx: Ctx, db: Db, ids: readonly string[]): Promise<Map<string, DataKey>> {
  const rows = await db
    .selectFrom('citizen')
    .select(['id', 'wrapped_key'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...new Set(ids)]))))
    .execute()
  return new Map(rows.flatMap((row) => (row.wrapped_key ? [[row.id, ctx.app.vault.dataKey(row.id, row.wrapped_key)] as const] : [])))
}

/** Who gave this very contact: exact look-up by keyed hash. */
export async function citizensWith(ctx: Ctx, db: Db, kind: ContactKind, normal: string): Promise<string[]> {
  const lookups = ctx.app.vault.lookups(kind, normal)
  const rows = await db
    .selectFrom('contact')
    .select('citizen_id')
    .where((eb) => eb('lookup', '=', eb.fn.any(eb.val(lookups))))
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => row.citizen_id)
}

/**
 * Other records of the person of `ticket` (REG-9): with the same account, or with a contact that is the same, of these at most 100.
 * A part of a statement about that row and its `citizen`.
 */
export const sharingContacts = `(select distinct other.citizen_id from contact mine join contact other on other.lookup = mine.lookup and other.kind = mine.kind
    where mine.citizen_id = ticket.citizen_id and other.citizen_id <> ticket.citizen_id limit 100)
    union select id from citizen other where other.id <> ticket.citizen_id
      and (other.id = citizen.belongs_to or other.belongs_to = coalesce(citizen.belongs_to, citizen.id))`

/**
 * Whether two records are of one person: the same record or account, or contacts that meet in one kind and contradict in none.
 * A family with one telephone and two addresses is two people.
 */
export async function isSamePerson(db: Db, one: string, other: string): Promise<boolean> {
  if (one === other) return true
  const people = await db.selectFrom('citizen').select(['id', 'belongs_to']).where('id', 'in', [one, other]).execute()
  if (new Set(people.map(({ id, belongs_to }) => belongs_to ?? id)).size === 1) return true
  const rows = await db.selectFrom('contact').select(['citizen_id', 'kind', 'lookup']).where('citizen_id', 'in', [one, other]).execute()
  const kinds = Map.groupBy(rows, (row) => row.kind)
  const agree = [...kinds.values()].flatMap((same) => {
    const [mine, theirs] = [one, other].map((id) => same.filter((row) => row.citizen_id === id))
    return mine!.length && theirs!.length ? [mine!.some((m) => theirs!.some((t) => t.lookup.equals(m.lookup)))] : []
  })
  return agree.length > 0 && agree.every(Boolean)
}

/** Ids of all records of one person: the account's own and those joined to it. A part of a statement; `account` is its parameter, such as `$2`. */
export const recordsOf = (account: `$${number}`): string => `select id from citizen where id = ${account} or belongs_to = ${account}`

/** Whether this address was refused for good for this record. One look-up by keys. */
export async function isDead({ app }: Ctx, citizenId: string, kind: AddressKind, value: string): Promise<boolean> {
  const lookups = app.vault.lookups(kind, normalOf(kind, value))
  return (await app.store.run(dead, [citizenId, kind, lookups])).length > 0
}
const dead = { name: 'dead-address', text: 'select 1 from dead_address where citizen_id = $1 and kind = $2 and lookup = any($3::bytea[])' }

/** Addresses of these records that do not work, masked, the newest first. */
export async function deadAddressesOf(ctx: Ctx, db: Db, ids: readonly string[], keys?: ReadonlyMap<string, DataKey>): Promise<DeadAddress[]> {
  const rows = await db
    .selectFrom('dead_address')
    .select(['citizen_id', 'kind', 'value', 'at'])
    .where((eb) => eb('citizen_id', '=', eb.fn.any(eb.val([...ids]))))
    .orderBy('at', 'desc')
    .execute()
  if (rows.length === 0) return []
  const known = keys ?? (await keysOf(ctx, db, ids))
  return rows.flatMap(({ citizen_id, kind, value, at }) => {
    const key = known.get(citizen_id)
    const opened = key && ctx.app.vault.open(key, placeOfDeadAddress(citizen_id, kind as AddressKind), value)
    return opened ? [{ kind: kind as AddressKind, masked: kind === 'phone' ? maskPhone(opened) : maskEmail(opened), at: at.toISOString() }] : []
  })
}

/** Contacts that one signs in to this account with and that refuse what we send: of its own record or one that was joined. */
export async function deadContactsOf(ctx: Ctx, accountId: string): Promise<{ id: string; kind: AddressKind; masked: string }[]> {
  const rows = await ctx.app.store.run<{ id: string; kind: AddressKind; value: Buffer; wrapped_key: Buffer | null }>(deadContacts, [accountId])
  return rows.flatMap(({ id, kind, value, wrapped_key }) => {
    if (!wrapped_key) return []
    const opened = ctx.app.vault.open(ctx.app.vault.dataKey(accountId, wrapped_key), placeOfContact(accountId, kind), value)
    return [{ id, kind, masked: kind === 'phone' ? maskPhone(opened) : maskEmail(opened) }]
  })
}
const deadContacts = {
  name: 'dead-contacts',
  text: `select k.id, k.kind, k.value, c.wrapped_key from contact k join citizen c on c.id = k.citizen_id
    where k.citizen_id = $1 and k.sign_in_since is not null and k.sign_in_until is null
      and exists (select from dead_address d where d.citizen_id in (select id from citizen where id = $1 or belongs_to = $1) and d.kind = k.kind and d.lookup = k.lookup)
    order by k.sign_in_since`,
}

/** When the reader of this record does not want to be woken; of a joined record its account's choice holds. */
export async function quietOf({ app }: Ctx, citizenId: string): Promise<QuietHours> {
  const [row] = await app.store.run<{ quiet_from: string; quiet_to: string }>(quiet, [citizenId])
  return row ? { from: row.quiet_from, to: row.quiet_to } : defaultQuiet
}
const quiet = {
  name: 'notice-quiet',
  text: 'select n.quiet_from, n.quiet_to from citizen c join notice_choice n on n.citizen_id = coalesce(c.belongs_to, c.id) where c.id = $1',
}
