import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { ctxOf, fridayNoon, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { type Code, demandCode, limitCodes, sendCode, takeCode } from './commands/codes.ts'
import { accountByContact, contactKey } from './queries/account-by-contact.ts'
import { anOwner, codesOf, type Owner, wrongFor } from './testing/bank.ts'
import { workOf } from './testing/work.ts'

let platform: Platform
let owner: Owner
before(async () => {
  platform = await testPlatform(await testDatabase())
  owner = await anOwner(ctxOf(platform), { login: 'Codes@Example.org' })
})
after(() => platform.store.close())

const at = (min = 0): Ctx => ctxOf(platform, later(fridayNoon, minutes(min)))
const send = (ctx: Ctx, aboutId: string, over: Partial<Code> = {}) =>
  change(ctx, (tx) =>
    sendCode(ctx, tx, { purpose: 'sign_in', aboutId, citizenId: owner.citizenId, to: { channel: 'email', contactId: owner.contactId }, ...over }),
  )
const lastCode = async () => (await codesOf(platform, owner.citizenId)).at(-1)!

test('C24: of 50 equal right codes at once one is taken, and none later', async () => {
  const aboutId = uuidv7(fridayNoon)
  const { id } = await send(at(), aboutId)
  const code = await lastCode()
  const taken = await Promise.all(Array.from({ length: 50 }, () => takeCode(at(1), { id, purpose: 'sign_in', code })))
  assert.equal(taken.filter(Boolean).length, 1)
  assert.equal(await takeCode(at(2), { aboutId, purpose: 'sign_in', code }), false)
})

test('C24: of 50 wrong codes at once five are looked at, and then the right one is dead too', async () => {
  const aboutId = uuidv7(fridayNoon)
  const { id } = await send(at(), aboutId)
  const code = await lastCode()
  await Promise.all(Array.from({ length: 50 }, () => takeCode(at(1), { id, purpose: 'sign_in', code: wrongFor(code) })))
  const row = await platform.store.db.selectFrom('account_code').select(['attempts_left', 'used_at']).where('id', '=', id).executeTakeFirstOrThrow()
  assert.deepEqual(row, { attempts_left: 0, used_at: null })
  assert.equal(await takeCode(at(1), { id, purpose: 'sign_in', code }), false)
})

test('ASVS 6.5.4: a code is good for its purpose, its wish and ten minutes, with blanks in it', async () => {
  const aboutId = uuidv7(fridayNoon)
  const { id, expiresAt } = await send(at(), aboutId)
  const code = await lastCode()
  assert.equal(expiresAt, later(fridayNoon, minutes(10)).toISOString())
  assert.equal(await takeCode(at(1), { id, purpose: 'recover', code }), false)
  assert.equal(await takeCode(at(1), { id, aboutId: uuidv7(fridayNoon), purpose: 'sign_in', code }), false)
  assert.equal(await takeCode(at(10), { id, purpose: 'sign_in', code }), false)
  assert.equal(await takeCode(at(9), { id, purpose: 'sign_in', code: ` ${code.slice(0, 3)} ${code.slice(3)} ` }), true)
  const moved = await platform.store.db.selectFrom('account_code').select('code_mac').where('id', '=', id).executeTakeFirstOrThrow()
  assert.ok(!moved.code_mac.toString('latin1').includes(code), 'the code itself is kept nowhere')
})

test('ASVS 6.5.5: the newest code alone is good, and may be asked for after a minute', async () => {
  const aboutId = uuidv7(fridayNoon)
  const first = await send(at(), aboutId)
  const old = await lastCode()
  await assert.rejects(send(at(0.5), aboutId), (e) => e instanceof Refusal && e.code === 'code.wait' && e.details!['retryAfterSeconds'] === 30)
  await send(at(1), aboutId)
  const fresh = await lastCode()
  if (old !== fresh) assert.equal(await takeCode(at(1), { id: first.id, purpose: 'sign_in', code: old }), false)
  assert.equal(await takeCode(at(1), { aboutId, purpose: 'sign_in', code: fresh }), true)
  const together = await Promise.allSettled(Array.from({ length: 8 }, () => send(at(5), aboutId)))
  assert.equal(together.filter(({ status }) => status === 'fulfilled').length, 1, 'of eight at once one is sent')
})

test('RECOV-2: once a code is entered, the next of the same wish waits for nothing: the second proof follows the first', async () => {
  const aboutId = uuidv7(fridayNoon)
  await send(at(20), aboutId, { purpose: 'recover' })
  await demandCode(at(20.1), { aboutId, purpose: 'recover', code: await lastCode() })
  await send(at(20.2), aboutId, { purpose: 'recover' })
  await assert.rejects(send(at(20.3), aboutId, { purpose: 'recover' }), { code: 'code.wait' })
})

test('C19: a code for nobody takes the same statements, and queues nothing', async () => {
  const [mine, nobodys] = [uuidv7(fridayNoon), uuidv7(fridayNoon)]
  const count = async () => (await platform.store.db.selectFrom('notice').select('id').execute()).length
  const before = await count()
  const known = await workOf(() => send(at(), mine))
  const unknown = await workOf(() => send(at(), nobodys, { citizenId: null, to: null }))
  assert.deepEqual(known, unknown)
  assert.ok(known.statements.includes('account-code-insert'))
  assert.equal((await count()) - before, 1)
  await assert.rejects(demandCode(at(), { aboutId: nobodys, purpose: 'sign_in', code: '123456' }), (e) => (e as Refusal).fields?.[0]?.code === 'code.wrong')
})

test('ASVS 6.5.5: what was tried is told with the tries that are left', async () => {
  const aboutId = uuidv7(fridayNoon)
  await send(at(), aboutId)
  const wrong = wrongFor(await lastCode())
  const said: unknown[] = []
  for (let i = 0; i < 6; i++)
    await demandCode(at(1), { aboutId, purpose: 'sign_in', code: wrong }).catch((e: Refusal) =>
      said.push([e.fields![0]!.code, e.fields![0]!.details?.['left']]),
    )
  assert.deepEqual(said, [
    ['code.wrong', 4],
    ['code.wrong', 3],
    ['code.wrong', 2],
    ['code.wrong', 1],
    ['code.too-many', 0],
    ['code.expired', undefined],
  ])
})

test('C25: codes to one contact are counted in any spelling, and an IPv6 household is one address', async () => {
  const ctx = at(60)
  const spellings = ['+7 000 555-66-77', '8 (000) 555 66 77', ' 8 000 5556677 ', '+7(000)555.66.77', '80005556677']
  for (const typed of spellings) assert.deepEqual(contactKey(ctx, typed), contactKey(ctx, '+70005556677'))
  const contact = contactKey(ctx, 'one@example.org')
  for (let i = 0; i < 5; i++) await limitCodes(ctx, { address: `10.0.0.${i}`, contact: contactKey(ctx, ' ONE@Example.ORG '.slice(i % 2)) })
  await assert.rejects(limitCodes(ctx, { address: '10.0.0.9', contact }), (e) => e instanceof Refusal && e.kind === 'too-many' && e.code === 'code.wait')
  await limitCodes(ctx, { address: '10.0.0.9', contact, asker: 'owner' })
  let asked = 0
  await assert.rejects(async () => {
    for (; asked < 100; asked++) await limitCodes(ctx, { address: `2001:db8:9:9::${asked.toString(16)}`, contact: contactKey(ctx, `x${asked}@example.org`) })
  }, Refusal)
  assert.equal(asked, 30)
})

test('LOGIN-2: an account is found by any way of writing its contact, after a rotation of the index key too', async () => {
  const phone = await anOwner(at(), { login: '+7 000 123-45-67' })
  for (const typed of ['+7 000 123-45-67', ' 8 (000) 123 45 67', '80001234567', '\u00a0+7\u00a0000\u00a0123\u00a045\u00a067 '])
    assert.equal((await accountByContact(at(), typed))?.citizenId, phone.citizenId, typed)
  await platform.vault.addKeyVersion('index')
  assert.deepEqual(await accountByContact(at(), ' codes@EXAMPLE.org '), { citizenId: owner.citizenId, contactId: owner.contactId, kind: 'email' })
  for (const typed of ['nobody@example.org', 'x', '8 000', '@', 'codes@example.org.']) assert.equal(await accountByContact(at(), typed), null, typed)
})
