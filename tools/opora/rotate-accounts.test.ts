import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { randomBytes, rotateMaster } from '#platform/vault/index'
import { testDatabase } from '#testing/database'
import { aVisitor, ctxOf, days, later } from '#testing/factories'
import { keysInMemory, testPlatform } from '#testing/platform'
import { fillProfile } from '../../server/domains/accounts/commands/profile.ts'
import { placeOfChange, placeOfDevice, placeOfFactor, placeOfIdentity, placeOfRegistration } from '../../server/domains/accounts/model.ts'
import { openProfile } from '../../server/domains/accounts/profile.ts'
import { accountByContact } from '../../server/domains/accounts/queries/account-by-contact.ts'
import { type AnAccount, anAccount } from '../../server/domains/accounts/testing/an-account.ts'
import { rotateIndex } from './rotate-index.ts'

const queryOf = (platform: Platform) => async (text: string, values: unknown[]) =>
  (await platform.store.pool.query(text, values)).rows as Record<string, unknown>[]

interface Settled {
  owner: AnAccount
  /** What each keyed look-up stands for: table, column, field of the index, value. */
  lookups: [table: string, column: string, field: string, value: string][]
}

let made = 0
/** An account with every record that is sealed or looked up by a key. Addresses are kept as typed, with capitals. */
async function settled(platform: Platform): Promise<Settled> {
  const ctx = ctxOf(platform)
  const { db } = platform.store
  const n = ++made
  const owner = await anAccount(ctx)
  const typed = `Owner.${n}@Example.org`
  const { key, id: citizen_id } = owner
  await db
    .updateTable('contact')
    .set({ value: key.seal({ table: 'contact', column: 'email', id: citizen_id }, typed), lookup: platform.vault.lookup('email', typed.toLowerCase()) })
    .where('citizen_id', '=', citizen_id)
    .where('kind', '=', 'email')
    .execute()
  await fillProfile(owner.as(), { inn: '500100732259', snils: '112-233-445 95' })
  const [id, credential, subject, wanted, registering] = [
    uuidv7(ctx.now),
    randomBytes(16).toString('base64url'),
    `https://id.example\nuser-${n}`,
    `+7000777${1000 + n}`,
    `new${n}@example.org`,
  ]
  const { vault } = platform
  const secret = key.seal(placeOfFactor(id), JSON.stringify({ id: credential }))
  const times = { created_at: ctx.now, expires_at: later(ctx.now, days(1)) }
  await db
    .insertInto('account_factor')
    .values({ citizen_id, id, kind: 'passkey', secret, lookup: vault.lookup('passkey', credential), created_at: ctx.now, confirmed_at: ctx.now })
    .execute()
  await db
    .insertInto('account_device')
    .values({ citizen_id, id, token_hash: randomBytes(32), about: key.seal(placeOfDevice(id), 'Firefox'), created_at: ctx.now, seen_at: ctx.now })
    .execute()
  await db
    .insertInto('contact_change')
    .values({
      citizen_id,
      id,
      state: 'requested',
      kind: 'phone',
      new_value: key.seal(placeOfChange(id), wanted),
      new_lookup: vault.lookup('phone', wanted),
      requested_at: ctx.now,
      expires_at: times.expires_at,
    })
    .execute()
  await db
    .insertInto('account_identity')
    .values({
      provider: 'agency',
      citizen_id,
      subject_lookup: vault.lookup('oidc', subject),
      subject: key.seal(placeOfIdentity('agency', citizen_id), subject),
      linked_at: ctx.now,
    })
    .execute()
  const visitor = await aVisitor(ctx)
  await db
    .insertInto('account_registration')
    .values({
      id,
      session_id: visitor.id,
      kind: 'email',
      value: vault.sealService('draft', placeOfRegistration(id), registering),
      lookup: vault.lookup('email', registering),
      lang: 'ru',
      zone: 'UTC',
      ...times,
    })
    .execute()
  return {
    owner,
    lookups: [
      ['contact', 'lookup', 'email', typed.toLowerCase()],
      ['contact', 'lookup', 'phone', owner.phone],
      ['contact', 'lookup', 'inn', '500100732259'],
      ['contact', 'lookup', 'snils', '11223344595'],
      ['account_factor', 'lookup', 'passkey', credential],
      ['contact_change', 'new_lookup', 'phone', wanted],
      ['account_identity', 'subject_lookup', 'oidc', subject],
      ['account_registration', 'lookup', 'email', registering],
    ],
  }
}
const isFound = async (platform: Platform, [table, column, field, value]: Settled['lookups'][number]): Promise<boolean> =>
  (await queryOf(platform)(`select 1 from ${table} where ${column} = any($1)`, [platform.vault.lookups(field, value)])).length > 0

/** Makes accounts until told to stop. */
function settling(platform: Platform, into: Settled[]): () => Promise<void> {
  let stopped = false
  const line = (async () => {
    while (!stopped) {
      into.push(await settled(platform))
      await pause(20)
    }
  })()
  return async () => {
    stopped = true
    await line
  }
}

test('PRIV-1: look-ups of accounts of every kind are renewed while people register and sign in; nobody is unknown for a moment', async () => {
  const [database, keys] = [await testDatabase(), keysInMemory()]
  const service = await testPlatform(database, { keys })
  const tool = await testPlatform(database, { keys })
  const all: Settled[] = []
  for (let i = 0; i < 20; i++) all.push(await settled(service))
  const reloading = setInterval(() => void service.vault.reload(), 40)
  const stop = settling(service, all)
  let [looking, looked] = [true, 0]
  const missed: string[] = []
  const looker = (async () => {
    while (looking) {
      const { owner, lookups } = all[looked++ % all.length]!
      if ((await accountByContact(ctxOf(service), lookups[0]![3].toUpperCase()))?.citizenId !== owner.id) missed.push(owner.id)
      for (const one of lookups) if (!(await isFound(service, one))) missed.push(one[0])
    }
  })()
  const summary = await rotateIndex({ platform: tool, query: queryOf(tool) }, { graceMs: 1500, batch: 7 }).finally(async () => {
    looking = false
    clearInterval(reloading)
    await Promise.all([looker, stop()])
  })
  await service.vault.reload()
  assert.deepEqual(missed, [])
  assert.ok(looked > 10, String(looked))
  assert.deepEqual([summary.version, summary.removed, service.vault.keyVersions('index')], [2, [1], [2]])
  assert.ok(summary.accounts >= 80, String(summary.accounts))
  for (const { lookups } of all) for (const one of lookups) assert.ok(await isFound(service, one), one.slice(0, 3).join(' '))
  await Promise.all([service.store.close(), tool.store.close()])
})

test('PRIV-1: master keys are renewed while people register, and everything of every account opens afterwards', async () => {
  const [database, keys] = [await testDatabase(), keysInMemory()]
  const platform = await testPlatform(database, { keys })
  const all: Settled[] = []
  for (let i = 0; i < 10; i++) all.push(await settled(platform))
  const stop = settling(platform, all)
  const { retired } = await rotateMaster(queryOf(platform), keys, { batch: 4, graceMs: 200 }).finally(stop)
  assert.deepEqual(retired, [1])
  const fresh = await testPlatform(database, { keys })
  const { db } = fresh.store
  for (const { owner, lookups } of all) {
    const { wrapped_key } = await db.selectFrom('citizen').select('wrapped_key').where('id', '=', owner.id).executeTakeFirstOrThrow()
    const key = fresh.vault.dataKey(owner.id, wrapped_key!)
    const row = await db
      .selectFrom('account')
      .innerJoin('account_factor', 'account_factor.citizen_id', 'account.citizen_id')
      .innerJoin('account_device', 'account_device.citizen_id', 'account.citizen_id')
      .innerJoin('contact_change', 'contact_change.citizen_id', 'account.citizen_id')
      .innerJoin('account_registration', 'account_registration.id', 'account_factor.id')
      .select([
        'account.profile',
        'account_factor.id',
        'account_factor.secret',
        'account_device.about',
        'contact_change.new_value',
        'account_registration.value',
      ])
      .where('account.citizen_id', '=', owner.id)
      .executeTakeFirstOrThrow()
    assert.equal(openProfile(key, owner.id, row.profile)?.inn, '500100732259')
    assert.ok(fresh.vault.open(key, placeOfFactor(row.id), row.secret).includes(lookups[4]![3]))
    assert.equal(fresh.vault.open(key, placeOfDevice(row.id), row.about), 'Firefox')
    assert.equal(fresh.vault.open(key, placeOfChange(row.id), row.new_value), lookups[5]![3])
    assert.equal(fresh.vault.openService('draft', placeOfRegistration(row.id), row.value), lookups[7]![3])
  }
  await Promise.all([platform.store.close(), fresh.store.close()])
})
