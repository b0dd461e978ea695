import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { placeOfContact } from '#domains/citizens/index'
import type { Notice } from '#platform/change'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { DataKey } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { type ContactKind, placeOfChange, placeOfDevice, placeOfRegistration } from './model.ts'
import { ownerOfAccount } from './queries/owner-of-account.ts'
import { personForNotice } from './queries/person-for-notice.ts'
import { tellOwner } from './tell-owner.ts'

const now = new Date('2026-11-20T09:00:00Z')
let app: Platform
before(async () => {
  app = await testPlatform(await testDatabase())
})
after(() => app.store.close())
const ctx = () => systemCtx(app, now, 'T')

async function owner(): Promise<{ id: string; key: DataKey; contact: (kind: ContactKind, value: string, until?: Date) => Promise<string> }> {
  const id = randomUUID()
  const { key, wrapped, keyId } = app.vault.newDataKey(id)
  const { db } = app.store
  await db.insertInto('citizen').values({ id, wrapped_key: wrapped, key_id: keyId, lang: 'en', zone: 'Asia/Omsk', created_at: now }).execute()
  const number = 10_000_000_000 + Math.floor(Math.random() * 80_000_000_000)
  await db.insertInto('account').values({ citizen_id: id, number, state: 'open', created_at: now }).execute()
  const contact = async (kind: ContactKind, value: string, until: Date | null = null) => {
    const contactId = randomUUID()
    const lookup = app.vault.lookup(kind, value)
    const sealed = key.seal(placeOfContact(id, kind), value)
    await db
      .insertInto('contact')
      .values({ citizen_id: id, kind, lookup, value: sealed, proved_at: now, created_at: now, id: contactId, sign_in_since: now, sign_in_until: until })
      .execute()
    return contactId
  }
  return { id, key, contact: contact as never }
}

test('LOGIN-4: a notice goes to the contact it names, read afresh, in the language and zone of its owner', async () => {
  const { id, contact } = await owner()
  const phone = await contact('phone', '+79001234501')
  const email = await contact('email', 'vera@example.org')
  const ask = (contactId: string, personId = id) => personForNotice(ctx(), { person_id: personId, facts: { contactId } })
  const byPhone = (await ask(phone))!
  assert.deepEqual([byPhone.phone, byPhone.email, byPhone.lang, byPhone.zone, byPhone.proved], ['+79001234501', null, 'en', 'Asia/Omsk', true])
  assert.equal((await ask(email))!.email, 'vera@example.org')
  const stranger = await owner()
  const wrong = (await ask(phone, stranger.id))!
  assert.deepEqual([wrong.phone, wrong.email], [null, null], 'the contact of another account is none')
  await app.store.db.updateTable('citizen').set({ wrapped_key: null, key_id: null, erased_at: now }).where('id', '=', id).execute()
  assert.equal(await ask(phone), null)
})

test('a registration is told by the contact that was typed, before there is a person', async () => {
  const [id, session] = [randomUUID(), randomUUID()]
  const { db } = app.store
  await db
    .insertInto('guest_session')
    .values({ id: session, token_hash: Buffer.from(id), created_at: now, expires_at: now })
    .execute()
  const value = app.vault.sealService('draft', placeOfRegistration(id), '+79001234502')
  await db
    .insertInto('account_registration')
    .values({ id, session_id: session, kind: 'phone', value, lookup: Buffer.alloc(16), lang: 'ru', zone: 'Europe/Moscow', created_at: now, expires_at: now })
    .execute()
  const person = (await personForNotice(ctx(), { person_id: id, facts: { registrationId: id } }))!
  assert.deepEqual([person.phone, person.key, person.proved], ['+79001234502', null, false])
  await db.deleteFrom('account_registration').where('id', '=', id).execute()
  assert.equal(await personForNotice(ctx(), { person_id: id, facts: { registrationId: id } }), null)
})

test('K13: a change tells the old contact of the new one masked, and the code goes to the new one itself', async () => {
  const { id, key, contact } = await owner()
  const old = await contact('phone', '+79001234503')
  const changeId = randomUUID()
  const value = key.seal(placeOfChange(changeId), '+79009998877')
  await app.store.db
    .insertInto('contact_change')
    .values({
      citizen_id: id,
      id: changeId,
      state: 'requested',
      kind: 'phone',
      new_value: value,
      new_lookup: Buffer.alloc(16),
      requested_at: now,
      expires_at: now,
    })
    .execute()
  const told = (await personForNotice(ctx(), { person_id: id, facts: { contactId: old, changeId } }))!
  assert.deepEqual([told.phone, told.words], ['+79001234503', { maskedNew: '+7 900 ***-**-77' }])
  assert.equal((await personForNotice(ctx(), { person_id: id, facts: { changeId } }))!.phone, '+79009998877')
})

test('LOGIN-4: all contacts are told, each by its own channel; one that ended only when asked for, and a telephone alone hears of everything', async () => {
  const { id, contact } = await owner()
  const phone = await contact('phone', '+79001234504')
  const email = await contact('email', 'petr@example.org')
  const ended = await contact('email', 'old@example.org', now)
  const owned = await ownerOfAccount(app.store, id)
  assert.deepEqual(owned.contacts.map((one) => one.id).sort(), [phone, email].sort())
  assert.deepEqual((await ownerOfAccount(app.store, id, [ended])).contacts.length, 3)
  const told = (event: Parameters<typeof tellOwner>[1], to = owned) => {
    const list: [string, unknown][] = []
    const notify = ({ channel, facts }: Notice) => String(list.push([channel, facts['contactId'] ?? null]))
    tellOwner({ notify }, event, id, to, {})
    return list.sort()
  }
  assert.deepEqual(told('recovery.started'), [['email', email], ['inapp', null], ['sms', phone]]) // biome-ignore format: short
  assert.deepEqual(told('auth.new_device'), [['email', email], ['inapp', null]]) // biome-ignore format: short
  const alone = { ...owned, contacts: owned.contacts.filter((one) => one.kind === 'phone') }
  assert.deepEqual(told('auth.new_device', alone), [['inapp', null], ['sms', phone]]) // biome-ignore format: short
})

test('the words of a new device are read from the sealed row of the device', async () => {
  const { id, key, contact } = await owner()
  const email = await contact('email', 'dev@example.org')
  const deviceId = randomUUID()
  await app.store.db
    .insertInto('account_device')
    .values({
      citizen_id: id,
      id: deviceId,
      token_hash: Buffer.from(id),
      about: key.seal(placeOfDevice(deviceId), 'Firefox, Windows'),
      created_at: now,
      seen_at: now,
    })
    .execute()
  assert.equal((await personForNotice(ctx(), { person_id: id, facts: { contactId: email, deviceId } }))!.words['device'], 'Firefox, Windows')
})
