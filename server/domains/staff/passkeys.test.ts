import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { authenticator } from '#testing/authenticator'
import { type Desk, desk, type Person, password } from './testing/desk.ts'

let it: Desk
const origin = 'https://help.agency.example'
before(async () => {
  it = await desk({ PUBLIC_URL: origin })
})
after(() => it.close())

const key = (at = origin) => authenticator('help.agency.example', at)
/** A person who has added this key to the authenticator app they had. */
async function withKey(login: string, held = key()): Promise<{ person: Person; held: ReturnType<typeof key> }> {
  const person = await it.person(login)
  const browser = await it.enter(person)
  const options = await browser.send('POST', '/api/staff/factors/passkey-options')
  assert.equal(options.status, 200)
  assert.equal((await browser.send('POST', '/api/staff/factors/passkey', held.create(options.body))).status, 201)
  return { person, held }
}
const half = async (login: string) => {
  const browser = it.browser()
  const { body } = await browser.send('POST', '/api/staff/session', { login, password })
  return { browser, factors: body.factors }
}

test('PRIV-2: the options of a new passkey bind it to our host, ask to verify the person where possible, and carry no name', async () => {
  const person = await it.person('shape')
  const browser = await it.enter(person)
  const { body } = await browser.send('POST', '/api/staff/factors/passkey-options')
  assert.equal(body.rp.id, 'help.agency.example')
  assert.equal(Buffer.from(body.challenge, 'base64url').length, 32)
  assert.deepEqual(body.authenticatorSelection, { residentKey: 'preferred', userVerification: 'preferred', requireResidentKey: false })
  assert.equal(body.attestation, 'none')
  assert.equal(body.user.name, 'shape')
  assert.ok(!JSON.stringify(body).includes('Имя'))
})

test('PRIV-2: password and passkey open the desk; known keys are left out of the next registration', async () => {
  const { held } = await withKey('keyed')
  const { browser, factors } = await half('keyed')
  assert.deepEqual(factors, ['totp', 'passkey'])
  const options = await browser.send('POST', '/api/staff/session/passkey-options')
  assert.deepEqual([options.body.rpId, options.body.userVerification, options.body.allowCredentials.length], ['help.agency.example', 'preferred', 1])
  const me = await browser.send('POST', '/api/staff/session/passkey', held.get(options.body))
  assert.equal(me.status, 200)
  assert.equal(me.body.login, 'keyed')
  const more = await browser.send('POST', '/api/staff/factors/passkey-options')
  assert.equal(more.body.excludeCredentials.length, 1)
})

test('C24: a challenge is good for one answer, right or wrong, for five minutes, in its session', async () => {
  const { held } = await withKey('challenged')
  const { browser } = await half('challenged')
  const options = await browser.send('POST', '/api/staff/session/passkey-options')
  const answer = held.get(options.body)
  const statuses = (
    await Promise.all(Array.from({ length: 10 }, () => browser.send('POST', '/api/staff/session/passkey', answer, { cookie: browser.cookie! })))
  ).map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 200).length, 1)
  const late = await half('challenged')
  const lateOptions = await late.browser.send('POST', '/api/staff/session/passkey-options')
  it.later(6)
  assert.equal((await late.browser.send('POST', '/api/staff/session/passkey', held.get(lateOptions.body))).body.code, 'factor.challenge-over')
  const stolen = await half('challenged')
  await stolen.browser.send('POST', '/api/staff/session/passkey-options')
  assert.equal((await stolen.browser.send('POST', '/api/staff/session/passkey', held.get(lateOptions.body))).status, 422)
})

test('C24: a key of another person, another site or with its counter set back is refused', async () => {
  const { held } = await withKey('owner')
  const { held: foreign } = await withKey('stranger')
  const tried = async (answerOf: (challenge: { challenge: string }) => object) => {
    const { browser } = await half('owner')
    const { body } = await browser.send('POST', '/api/staff/session/passkey-options')
    return (await browser.send('POST', '/api/staff/session/passkey', answerOf(body))).status
  }
  assert.equal(await tried(foreign.get), 422)
  assert.equal(await tried(() => ({})), 422)
  assert.equal(await tried(() => ({ id: 7, response: [[]] })), 422)
  assert.equal(await tried((options) => ({ ...held.get(options), response: { clientDataJSON: '', authenticatorData: 'x', signature: 'y' } })), 422)
  assert.equal(await tried(held.get), 200)
  held.rewind()
  assert.equal(await tried(held.get), 422, 'a copy of the key')
  const { browser } = await half('owner')
  assert.equal((await browser.send('POST', '/api/staff/factors/passkey-options')).status, 401)
  const lookalike = key('https://help-agency.example')
  const person = await it.person('fished')
  const own = await it.enter(person)
  const options = await own.send('POST', '/api/staff/factors/passkey-options')
  assert.equal((await own.send('POST', '/api/staff/factors/passkey', lookalike.create(options.body))).status, 422)
})

test('PRIV-2: a passkey as the first factor of an enrolment activates the account', async () => {
  const boss = await it.enter(await it.person('boss', ['admin']))
  const made = await boss.send('POST', '/api/staff', { name: 'С ключом', login: 'keyfirst', roles: ['operator'], teams: [], lang: 'ru' })
  const browser = it.browser()
  await browser.send('POST', '/api/staff/enrolment/password', { token: made.body.link.split('#')[1], password: 'ключ на тонкой цепочке' })
  const options = await browser.send('POST', '/api/staff/factors/passkey-options')
  const held = key()
  const me = await browser.send('POST', '/api/staff/factors/passkey', held.create(options.body))
  assert.equal(me.status, 201)
  assert.equal(me.body.login, 'keyfirst')
})

test('ASVS 2.4.1: a person keeps at most six factors', async () => {
  const person = await it.person('many')
  const browser = await it.enter(person)
  for (let i = 0; i < 7; i++) {
    const options = await browser.send('POST', '/api/staff/factors/passkey-options')
    if (options.status === 403) {
      assert.equal(i, 5, 'an app and five keys')
      return
    }
    await browser.send('POST', '/api/staff/factors/passkey', key().create(options.body))
  }
  assert.fail('no limit met')
})
