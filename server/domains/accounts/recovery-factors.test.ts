import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { generateSecret, generateSync } from 'otplib'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { newPasskey } from '#platform/sign-in/passkey'
import { authenticator } from '#testing/authenticator'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { newBackupCodes, newRecoveryCode } from './commands/backup-codes.ts'
import { finishRecovery } from './commands/finish-recovery.ts'
import { proveRecovery } from './commands/prove-recovery.ts'
import { proveRecoveryPasskey, recoveryPasskeyOptions } from './commands/recovery-passkey.ts'
import { startRecovery } from './commands/start-recovery.ts'
import { accountById, keyOfAccount } from './load.ts'
import { placeOfFactor } from './model.ts'
import { aBrowser, aKnownOwner, asOwner, at, type Known, lettersOf, newestCode, refusedAs, requests, systemAt } from './testing/recovering.ts'

const platform = await testPlatform(await testDatabase(), { env: { CODES_PER_ADDRESS_PER_HOUR: '100000', COOL_DOWN_HOURS: '72' } })
after(() => platform.store.close())
const ctx = systemAt(platform)
const tickets = requests()
const { db } = platform.store
/** Factors that were added long ago are no mark of risk. */
const longAgo = at(ctx, -1000).now
const newPassword = 'высокий берег у реки'
const party = { id: new URL(platform.config.http.publicUrl).hostname, origin: new URL(platform.config.http.publicUrl).origin, name: 'x' }

async function addFactor(owner: Known, kind: 'totp' | 'passkey', secret: string): Promise<void> {
  const id = uuidv7(ctx.now)
  const key = keyOfAccount(ctx, (await accountById(ctx, owner.citizenId))!)
  const row = { citizen_id: owner.citizenId, id, kind, secret: key.seal(placeOfFactor(id), secret), created_at: longAgo, confirmed_at: longAgo }
  await db.insertInto('account_factor').values(row).execute()
}
/** The first proof given, by mail. */
async function begun(owner: Known): Promise<{ browser: Ctx; id: string; offers: readonly string[] }> {
  const browser = await aBrowser(ctx)
  const { id } = await startRecovery(browser, tickets, { contact: owner.mail, address: '10.0.0.1', deviceHash: null })
  const { offers } = await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
  return { browser, id, offers }
}
const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(ctx.now.getTime() / 1000) })

test('RECOV-2, ASVS 6.5.1: the app is a second proof, each code once; the factor stays and is asked for at the next sign-in', async () => {
  const owner = await aKnownOwner(ctx)
  const secret = generateSecret()
  await addFactor(owner, 'totp', secret)
  const { browser, id, offers } = await begun(owner)
  assert.deepEqual(offers, ['phone', 'totp'])
  assert.equal((await proveRecovery(browser, id, { kind: 'totp', code: codeOf(secret) })).step, 'password')
  const other = await begun(owner)
  assert.equal(await refusedAs(proveRecovery(other.browser, other.id, { kind: 'totp', code: codeOf(secret) })), 'account.problems')
  // With a factor the shorter length will do.
  await finishRecovery(browser, id, 'берег у реки')
  const factors = await db.selectFrom('account_factor').select('id').where('citizen_id', '=', owner.citizenId).where('confirmed_at', 'is not', null).execute()
  assert.equal(factors.length, 1)
})

test('RECOV-2, C24: wrong codes of the app: five are looked at, also at once, then this way is closed', async () => {
  const owner = await aKnownOwner(ctx)
  const secret = generateSecret()
  await addFactor(owner, 'totp', secret)
  const { browser, id } = await begun(owner)
  const right = codeOf(secret)
  const wrong = right === '000000' ? '111111' : '000000'
  const all = await Promise.all(Array.from({ length: 20 }, () => refusedAs(proveRecovery(browser, id, { kind: 'totp', code: wrong }))))
  assert.equal(all.filter((one) => one === 'account.problems').length, 5)
  assert.equal(all.filter((one) => one === 'recovery.tries-used').length, 15)
  assert.equal(await refusedAs(proveRecovery(browser, id, { kind: 'totp', code: right })), 'recovery.tries-used')
})

test('RECOV-2, LOGIN-6: a backup code is used up by a recovery and its owner told; of some at once one counts', async () => {
  const owner = await aKnownOwner(ctx)
  const { codes } = await newBackupCodes(asOwner(ctx, owner))
  const { browser, id } = await begun(owner)
  assert.equal((await proveRecovery(browser, id, { kind: 'backup_code', code: codes[0]!.toLowerCase() })).step, 'password')
  const left = await db.selectFrom('backup_code').select('id').where('citizen_id', '=', owner.citizenId).where('used_at', 'is', null).execute()
  assert.equal(left.length, 9)
  const told = (await lettersOf(platform, owner.citizenId)).filter(({ event, channel }) => event === 'backup_code.used' && channel === 'email')
  assert.deepEqual(
    told.map(({ facts }) => facts['left']),
    [9],
  )
  const other = await begun(owner)
  const same = () => refusedAs(proveRecovery(other.browser, other.id, { kind: 'backup_code', code: codes[1]! }))
  const all = await Promise.all([same(), same(), same(), same()])
  assert.equal(all.filter((one) => one === 'done').length, 1)
  assert.equal(
    await refusedAs(proveRecovery((await begun(await aKnownOwner(ctx))).browser, other.id, { kind: 'backup_code', code: codes[2]! })),
    'recovery.none',
  )
})

test('RECOV-2: the saved code opens once and is gone after its use', async () => {
  const owner = await aKnownOwner(ctx)
  const { code } = await newRecoveryCode(asOwner(ctx, owner))
  const { browser, id, offers } = await begun(owner)
  assert.ok(offers.includes('saved_code'))
  assert.equal(await refusedAs(proveRecovery(browser, id, { kind: 'saved_code', code: 'AAAAA-AAAAA' })), 'account.problems')
  const { recovery_code_hash } = await db.selectFrom('account').select('recovery_code_hash').where('citizen_id', '=', owner.citizenId).executeTakeFirstOrThrow()
  // C21: what is stored is no code.
  assert.equal(await refusedAs(proveRecovery(browser, id, { kind: 'saved_code', code: recovery_code_hash!.toString('hex') })), 'account.problems')
  assert.equal((await proveRecovery(browser, id, { kind: 'saved_code', code })).step, 'password')
  const other = await begun(owner)
  assert.ok(!other.offers.includes('saved_code'))
  assert.equal(await refusedAs(proveRecovery(other.browser, other.id, { kind: 'saved_code', code })), 'account.problems')
})

test('RECOV-2: a passkey is a second proof, for one challenge and one answer', async () => {
  const owner = await aKnownOwner(ctx)
  const device = authenticator(party.id, party.origin)
  const challenge = Buffer.alloc(32, 5)
  const made = await newPasskey(party, device.create({ challenge: challenge.toString('base64url') }), challenge)
  await addFactor(owner, 'passkey', JSON.stringify(made!.passkey))
  const { browser, id } = await begun(owner)
  assert.equal(await refusedAs(proveRecoveryPasskey(browser, id, device.get({ challenge: challenge.toString('base64url') }) as never)), 'account.problems')
  const options = (await recoveryPasskeyOptions(browser, id)) as { challenge: string }
  const answer = device.get(options) as never
  const [one, two] = await Promise.all([refusedAs(proveRecoveryPasskey(browser, id, answer)), refusedAs(proveRecoveryPasskey(browser, id, answer))])
  assert.deepEqual([one, two].filter((told) => told === 'done').length, 1)
  assert.equal(await refusedAs(finishRecovery(browser, id, newPassword)), 'done')
})
