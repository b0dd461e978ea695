import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { blockMyself } from './commands/close-account.ts'
import { blockAccount, restrictAccount } from './commands/desk-account.ts'
import { matchIdentity } from './commands/match-identity.ts'
import { addPushDevice } from './commands/push-devices.ts'
import { aKnownOwner, asOwner, employee, type Known, refusedAs, requests, systemAt } from './testing/recovering.ts'

const platform = await testPlatform(await testDatabase())
after(() => platform.store.close())
const ctx = systemAt(platform)
const tickets = requests()
const { db } = platform.store
const reason = 'звонок по обращению'
const officer = employee(ctx, 'security_officer')
const matched = async (owner: Known) => {
  const { number } = tickets.add()
  await matchIdentity(employee(ctx, 'mfc_clerk'), tickets, number, owner.said)
  return number
}

test('SLA-7: push of an account ends when it is restricted, blocked, by its owner too; a restricted one takes no browser', async () => {
  const browser = { endpoint: `https://updates.push.services.mozilla.com/wpush/${'a'.repeat(20)}`, p256dh: 'p', auth: 'a', lang: 'ru' } as const
  const left = async ({ citizenId }: Known) => (await db.selectFrom('push_subscription').select('id').where('citizen_id', '=', citizenId).execute()).length
  const subscribed = async () => {
    const owner = await aKnownOwner(ctx)
    const number = await matched(owner)
    await addPushDevice(asOwner(ctx, owner), { ...browser, endpoint: browser.endpoint + number })
    assert.equal(await left(owner), 1)
    return { owner, number }
  }
  for (const shut of [restrictAccount, blockAccount]) {
    const { owner, number } = await subscribed()
    await shut(officer, tickets, { number, reason })
    assert.equal(await left(owner), 0, shut.name)
    assert.equal(await refusedAs(addPushDevice(asOwner(ctx, owner), browser)), 'account.not-now')
  }
  const own = await subscribed()
  await blockMyself(asOwner(ctx, own.owner))
  assert.equal(await left(own.owner), 0)
})
