import { setTimeout as pause } from 'node:timers/promises'
import { rekeyAccounts, rekeyRegistrations } from '#domains/accounts/index'
import { rekeyContacts } from '#domains/citizens/index'
import { firstMessage, type MessageMark, restemMessages } from '#domains/tickets/index'
import { systemCtx } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import type { Platform } from '#platform/platform'
import type { Query } from '#platform/vault/index'

export interface IndexRotation {
  version: number
  contacts: number
  /** Look-ups of passkeys, of contacts being changed, of outside identities and of registrations. */
  accounts: number
  messages: number
  /** Versions that are gone. */
  removed: number[]
}
export interface IndexRotationSettings {
  /** Waited until every process works by both versions and no write by the old one alone is under way. */
  graceMs: number
  batch?: number
  onProgress?: (line: string) => void
}

/** Where a rotation stands; kept in the store, so that one broken off goes on. */
interface Standing {
  version: number
  contactsAfter: string
  /** Absent in a rotation begun by an older version. */
  accountsAfter?: string
  messagesAfter: MessageMark
}
const FACT = 'index-rotation'
const firstPerson = '00000000-0000-0000-0000-000000000000'

/**
 * Puts look-ups and keyed words under a new index key while the service runs: adds it, waits until everybody asks both, writes every row
 * anew in batches until a whole walk finds nothing old, then removes the versions before it. Started again after a fault it goes on.
 */
export async function rotateIndex(
  { platform, query }: { platform: Platform; query: Query },
  { graceMs, batch = 500, onProgress = () => {} }: IndexRotationSettings,
): Promise<IndexRotation> {
  const { vault } = platform
  const at = await begun(platform, query)
  if (!vault.keyVersions('index').includes(at.version)) await vault.addKeyVersion('index')
  onProgress(`index key: version ${at.version} is there, waiting ${Math.round(graceMs / 1000)} s until every process knows it`)
  await pause(graceMs)
  const sum = { contacts: 0, accounts: 0, messages: 0 }
  const ctx = () => systemCtx(platform, new Date(), errorCode())
  for (let changed = 1; changed > 0; at.contactsAfter = firstPerson, at.accountsAfter = firstPerson, at.messagesAfter = firstMessage) {
    changed = 0
    for (;;) {
      const { last, changed: moved } = await rekeyContacts(ctx(), at.contactsAfter, batch)
      if (last === null) break
      at.contactsAfter = last
      sum.contacts += moved
      changed += moved
      await keep(query, at)
      onProgress(`index key: ${sum.contacts} contacts`)
    }
    for (;;) {
      const { last, changed: moved } = await rekeyAccounts(ctx(), at.accountsAfter ?? firstPerson, batch)
      if (last === null) break
      at.accountsAfter = last
      sum.accounts += moved
      changed += moved
      await keep(query, at)
      onProgress(`index key: ${sum.accounts} look-ups of accounts`)
    }
    const registrations = await rekeyRegistrations(ctx())
    sum.accounts += registrations
    changed += registrations
    for (;;) {
      const { mark, changed: moved } = await restemMessages(ctx(), at.messagesAfter, batch)
      if (mark === null) break
      at.messagesAfter = mark
      sum.messages += moved
      changed += moved
      await keep(query, at)
      onProgress(`index key: ${sum.messages} messages`)
    }
  }
  const removed = await query("delete from service_key where name = 'index' and version < $1 returning version", [at.version])
  await query('delete from store_fact where name = $1', [FACT])
  await vault.reload()
  return { version: at.version, ...sum, removed: removed.map((row) => Number(row['version'])) }
}

/** The fact is written before the key: a fault between the two finds the number of the key that was meant. */
async function begun({ vault }: Platform, query: Query): Promise<Standing> {
  await vault.reload()
  const [known] = await query('select value from store_fact where name = $1', [FACT])
  if (known) return known['value'] as Standing
  const fresh: Standing = { version: vault.keyVersions('index')[0]! + 1, contactsAfter: firstPerson, messagesAfter: firstMessage }
  await keep(query, fresh)
  return fresh
}

const keep = (query: Query, at: Standing): Promise<unknown> =>
  query('insert into store_fact (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value, at = now()', [FACT, JSON.stringify(at)])
