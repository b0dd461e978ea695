import { keyOf, placeOfContact } from '#domains/citizens/index'
import type { Ctx } from '#platform/ctx'
import { maskEmail, maskPhone } from '#platform/identifiers/masks'
import type { DataKey } from '#platform/vault/index'
import { type ContactKind, placeOfChange, placeOfDevice, placeOfRegistration, placeOfSession } from '../model.ts'

export interface NoticePerson {
  email: string | null
  phone: string | null
  lang: 'ru' | 'en'
  zone: string
  proved: boolean
  /** Null while somebody registers: there is no person yet, the service's key stands in. */
  key: DataKey | null
  words: Record<string, string>
}
interface Asked {
  person_id: string
  facts: Record<string, unknown>
}
interface Value {
  kind: ContactKind
  value: string
  proved: boolean
}

/**
 * Whom a notice about an account goes to, read afresh at the moment of sending: the contact that the facts name (contactId, else
 * registrationId, else the new contact of changeId), and the words that may not stand in the facts. Null once erased, or when nobody
 * registers any more.
 */
export async function personForNotice(ctx: Ctx, notice: Asked): Promise<NoticePerson | null> {
  if (idIn(notice, 'registrationId')) return registering(ctx, notice)
  const { db } = ctx.app.store
  const citizen = await db.selectFrom('citizen').select(['wrapped_key', 'lang', 'zone']).where('id', '=', notice.person_id).executeTakeFirst()
  if (!citizen?.wrapped_key) return null
  const key = keyOf(ctx, notice.person_id, citizen.wrapped_key)
  const change = await changeOf(ctx, notice, key)
  const to = idIn(notice, 'contactId') ? await contactOf(ctx, notice, key) : change
  return {
    ...addressesOf(to),
    lang: citizen.lang === 'en' ? 'en' : 'ru',
    zone: citizen.zone,
    key,
    words: { ...(change && { maskedNew: masked(change) }), ...(await device(ctx, notice, key)) },
  }
}

const idIn = ({ facts }: Asked, name: string): string | null => (typeof facts[name] === 'string' ? facts[name] : null)
const addressesOf = (to: Value | null) => ({
  email: to?.kind === 'email' ? to.value : null,
  phone: to?.kind === 'phone' ? to.value : null,
  proved: to?.proved ?? false,
})
const masked = ({ kind, value }: Value): string => (kind === 'phone' ? maskPhone(value) : maskEmail(value))

async function registering(ctx: Ctx, notice: Asked): Promise<NoticePerson | null> {
  const id = idIn(notice, 'registrationId')!
  const row = await ctx.app.store.db.selectFrom('account_registration').select(['kind', 'value', 'lang', 'zone']).where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const value = ctx.app.vault.openService('draft', placeOfRegistration(id), row.value)
  return {
    ...addressesOf({ kind: row.kind as ContactKind, value, proved: false }),
    lang: row.lang === 'en' ? 'en' : 'ru',
    zone: row.zone,
    key: null,
    words: {},
  }
}

async function contactOf(ctx: Ctx, notice: Asked, key: DataKey): Promise<Value | null> {
  const row = await ctx.app.store.db
    .selectFrom('contact')
    .select(['kind', 'value', 'proved_at'])
    .where('id', '=', idIn(notice, 'contactId'))
    .where('citizen_id', '=', notice.person_id)
    .executeTakeFirst()
  if (!row) return null
  const kind = row.kind as ContactKind
  return { kind, value: ctx.app.vault.open(key, placeOfContact(notice.person_id, kind), row.value), proved: row.proved_at !== null }
}

async function changeOf(ctx: Ctx, notice: Asked, key: DataKey): Promise<Value | null> {
  const id = idIn(notice, 'changeId')
  if (!id) return null
  const row = await ctx.app.store.db
    .selectFrom('contact_change')
    .select(['kind', 'new_value'])
    .where('citizen_id', '=', notice.person_id)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { kind: row.kind as ContactKind, value: ctx.app.vault.open(key, placeOfChange(id), row.new_value), proved: false } : null
}

/** What the device or the session looks like ('Firefox, Windows'). */
async function device(ctx: Ctx, notice: Asked, key: DataKey): Promise<Record<string, string>> {
  const { db } = ctx.app.store
  const [deviceId, sessionId] = [idIn(notice, 'deviceId'), idIn(notice, 'sessionId')]
  if (deviceId) {
    const row = await db.selectFrom('account_device').select('about').where('citizen_id', '=', notice.person_id).where('id', '=', deviceId).executeTakeFirst()
    return row ? { device: ctx.app.vault.open(key, placeOfDevice(deviceId), row.about) } : {}
  }
  if (!sessionId) return {}
  const row = await db.selectFrom('account_session').select('about').where('citizen_id', '=', notice.person_id).where('id', '=', sessionId).executeTakeFirst()
  return row ? { device: ctx.app.vault.open(key, placeOfSession(sessionId), row.about) } : {}
}
