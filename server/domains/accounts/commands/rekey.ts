import { keysOf } from '#domains/citizens/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { type ContactKind, placeOfChange, placeOfFactor, placeOfIdentity, placeOfRegistration } from '../model.ts'
import { isContact, readContact } from '../queries/account-by-contact.ts'
import { subjectField } from '../queries/identities.ts'
import { credentialField } from './passkeys.ts'

type Table = 'account_factor' | 'contact_change' | 'account_identity' | 'account_registration'
interface Outdated {
  table: Table
  old: Buffer
  fresh: Buffer
}
const column: Record<Table, string> = {
  account_factor: 'lookup',
  contact_change: 'new_lookup',
  account_identity: 'subject_lookup',
  account_registration: 'lookup',
}

/**
 * Look-ups of passkeys, of contacts that are being changed and of outside identities by the newest index key, in the order of people's ids:
 * one batch after `after`. Answers the last id, or null at the end. May be run again: what is right already stays.
 */
export async function rekeyAccounts(ctx: Ctx, after: string, batch: number): Promise<{ last: string | null; changed: number }> {
  const { db } = ctx.app.store
  const ids = (
    await db
      .selectFrom('account')
      .select('citizen_id')
      .where('citizen_id', '>', after)
      .where('state', '<>', 'deleted')
      .orderBy('citizen_id')
      .limit(batch)
      .execute()
  ).map((row) => row.citizen_id)
  const last = ids.at(-1)
  if (last === undefined) return { last: null, changed: 0 }
  const keys = await keysOf(ctx, db, ids)
  const [factors, changes, identities] = await Promise.all([
    db.selectFrom('account_factor').select(['citizen_id', 'id', 'lookup', 'secret']).where('citizen_id', 'in', ids).where('lookup', 'is not', null).execute(),
    db
      .selectFrom('contact_change')
      .select(['citizen_id', 'id', 'kind', 'new_lookup', 'new_value'])
      .where('citizen_id', 'in', ids)
      .where('ended_at', 'is', null)
      .execute(),
    db.selectFrom('account_identity').select(['citizen_id', 'provider', 'subject_lookup', 'subject']).where('citizen_id', 'in', ids).execute(),
  ])
  const { vault } = ctx.app
  const outdated: Outdated[] = []
  const compare = (table: Table, old: Buffer, fresh: Buffer) => {
    if (!fresh.equals(old)) outdated.push({ table, old, fresh })
  }
  const withKey = <R extends { citizen_id: string }>(rows: R[], work: (row: R, key: DataKey) => void) => {
    for (const row of rows) {
      const key = keys.get(row.citizen_id)
      if (key) work(row, key)
    }
  }
  withKey(factors, (row, key) => {
    const { id } = JSON.parse(vault.open(key, placeOfFactor(row.id), row.secret)) as { id: string }
    compare('account_factor', row.lookup!, vault.lookup(credentialField, id))
  })
  withKey(changes, (row, key) =>
    compare('contact_change', row.new_lookup, contactLookup(ctx, row.kind as ContactKind, vault.open(key, placeOfChange(row.id), row.new_value))),
  )
  withKey(identities, (row, key) => {
    if (row.subject)
      compare('account_identity', row.subject_lookup, vault.lookup(subjectField, vault.open(key, placeOfIdentity(row.provider, row.citizen_id), row.subject)))
  })
  return { last, changed: await rewritten(ctx, outdated) }
}

/** The same of those who are registering; there are few, and they are gone in a day. */
export async function rekeyRegistrations(ctx: Ctx): Promise<number> {
  const { vault, store } = ctx.app
  const rows = await store.db.selectFrom('account_registration').select(['id', 'kind', 'value', 'lookup']).where('finished_at', 'is', null).execute()
  const outdated = rows.flatMap((row): Outdated[] => {
    const fresh = contactLookup(ctx, row.kind as ContactKind, vault.openService('draft', placeOfRegistration(row.id), row.value))
    return fresh.equals(row.lookup) ? [] : [{ table: 'account_registration', old: row.lookup, fresh }]
  })
  return rewritten(ctx, outdated)
}

/** A contact is kept as its owner gave it; what is looked up is the form it is compared in. */
function contactLookup(ctx: Ctx, kind: ContactKind, value: string): Buffer {
  const read = readContact(ctx, value)
  return ctx.app.vault.lookup(kind, isContact(read) ? read.normal : value)
}

/** Each guarded by the old bytes: what was changed or erased meanwhile is left alone. */
async function rewritten(ctx: Ctx, outdated: readonly Outdated[]): Promise<number> {
  if (outdated.length === 0) return 0
  return change(ctx, async (tx) => {
    let count = 0
    for (const [table, rows] of Map.groupBy(outdated, (one) => one.table)) {
      const name = column[table]
      const text = `update ${table} as kept set ${name} = v.fresh from unnest($1::bytea[], $2::bytea[]) as v (old, fresh) where kept.${name} = v.old returning 1`
      count += (await tx.run({ name: `rekeyed-${table}`, text }, [rows.map((row) => row.old), rows.map((row) => row.fresh)])).length
    }
    tx.record('index.accounts-rekeyed', {}, { count })
    return count
  })
}
