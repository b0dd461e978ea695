import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { httpApp } from '#platform/http/app'
import { testDatabase } from '#testing/database'
import { testPlatform } from '#testing/platform'
import { stopByLink } from './commands/cancel-link.ts'
import { visitorSession } from './queries/visitor.ts'
import { recoveryRoutes } from './routes/recovery.ts'
import { wrongFor } from './testing/bank.ts'
import { aKnownOwner, lettersOf, newestCode, requests, start, systemAt } from './testing/recovering.ts'
import { workOf } from './testing/work.ts'

const platform = await testPlatform(await testDatabase(), { env: { CODES_PER_ADDRESS_PER_HOUR: '100000' } })
const ctx = systemAt(platform)
let now = start
const app = await httpApp({
  platform,
  identities: { staff: async () => null, guest: (request, at) => visitorSession(platform, request, at), citizen: async () => null },
  clock: () => now,
  checkReplies: true,
})
const tickets = requests()
recoveryRoutes(app, tickets)
await app.ready()
after(async () => {
  await app.close()
  await platform.store.close()
})

interface Told {
  status: number
  headers: Record<string, unknown>
  /** Ids and error codes differ by nature: they are random. */
  body: string
  raw: Record<string, unknown> | null
}
class Visitor {
  cookie = ''
  async send(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<Told> {
    const answer = await app.inject({ method, url, headers: this.cookie ? { cookie: this.cookie } : {}, ...(payload && { payload }) })
    const [set] = [answer.headers['set-cookie'] ?? []].flat()
    if (set) this.cookie = set.split(';')[0]!
    const { 'x-request-id': _, date: __, 'set-cookie': ___, ...headers } = answer.headers
    const raw = answer.body ? (JSON.parse(answer.body) as Record<string, unknown>) : null
    const alike = answer.body.replaceAll(/"(id|errorCode)":"[^"]*"/g, '"$1":""')
    return { status: answer.statusCode, headers, body: alike, raw }
  }
}

/** Everything that can be asked of a recovery before its first proof. */
async function asked(contact: string): Promise<Told[]> {
  const visitor = new Visitor()
  const kind = contact.includes('@') ? 'email' : 'phone'
  const other = kind === 'email' ? 'phone' : 'email'
  const begun = await visitor.send('POST', '/api/account/recoveries', { contact })
  const url = `/api/account/recoveries/${begun.raw!['id']}`
  const all = [begun, await visitor.send('GET', url)]
  for (const given of [
    { kind, code: '000000' },
    { kind, code: 'xyz' },
    { kind: other, code: '000000' },
    { kind: 'totp', code: '000000' },
    { kind: 'saved_code', code: 'ABCDE' },
  ])
    all.push(await visitor.send('POST', `${url}/proofs`, given))
  all.push(await visitor.send('POST', `${url}/code`, {}))
  now = new Date(now.getTime() + 61_000)
  all.push(await visitor.send('POST', `${url}/code`, { channel: 'sms' }))
  now = new Date(now.getTime() + 61_000)
  for (let i = 0; i < 4; i++) all.push(await visitor.send('POST', `${url}/code`, {}), await visitor.send('POST', `${url}/code`, {}))
  for (let i = 0; i < 7; i++) all.push(await visitor.send('POST', `${url}/proofs`, { kind, code: '111111' }))
  all.push(await visitor.send('PUT', `${url}/password`, { password: 'высокий берег у реки' }))
  all.push(await visitor.send('POST', `${url}/passkey-options`), await visitor.send('GET', url))
  now = new Date(now.getTime() + 24 * 3_600_000)
  all.push(await visitor.send('GET', url), await visitor.send('POST', `${url}/code`, {}), await visitor.send('POST', `${url}/proofs`, { kind, code: '111111' }))
  all.push(await visitor.send('PUT', `${url}/password`, { password: 'высокий берег у реки' }))
  now = start
  return all
}
const shown = (all: Told[]) => all.map(({ status, headers, body }) => ({ status, headers, body }))

test('C19, LOGIN-3: known and unknown contacts, and closed accounts, answer a recovery with the same status, headers and bytes', async () => {
  const owner = await aKnownOwner(ctx)
  const closed = await aKnownOwner(ctx)
  await platform.store.db.updateTable('account').set({ state: 'blocked' }).where('citizen_id', '=', closed.citizenId).execute()
  // One whose recovery would have to wait and be approved.
  const marked = await aKnownOwner(ctx)
  tickets.suspicious.add(marked.citizenId)
  const unknown = shown(await asked('nobody.knows@example.org'))
  assert.ok(unknown.length > 20 && unknown.every(({ status }) => status < 500))
  assert.deepEqual(shown(await asked(owner.mail)), unknown)
  assert.deepEqual(shown(await asked(closed.mail)), unknown)
  assert.deepEqual(shown(await asked(marked.mail)), unknown)
  assert.deepEqual(shown(await asked(owner.phone)), shown(await asked('+7 000 999-99-99')))
})

test('C19: the same work is done for a known and an unknown contact, statement for statement, first and second time', async () => {
  const owner = await aKnownOwner(ctx)
  const work = async (contact: string) => {
    const visitor = new Visitor()
    // The browser's session, and plans of statements, are there already.
    await visitor.send('POST', '/api/account/recoveries', { contact: 'warm.up@example.org' })
    let url = ''
    const parts = [
      async () => {
        const { raw } = await visitor.send('POST', '/api/account/recoveries', { contact })
        url = `/api/account/recoveries/${raw!['id']}`
      },
      () => visitor.send('GET', url),
      () => visitor.send('POST', `${url}/proofs`, { kind: 'email', code: '000000' }),
      () => visitor.send('POST', '/api/account/recoveries', { contact }),
    ]
    const all = []
    for (const part of parts) {
      const { statements, hashes } = await workOf(part)
      assert.ok(statements.length > 1)
      all.push({ statements: statements.length, hashes })
    }
    return all
  }
  assert.deepEqual(await work(owner.mail), await work('nobody.here@example.org'))
})

test('C19: the owner who stops a recovery is not seen by the browser that began it', async () => {
  const owner = await aKnownOwner(ctx)
  const visitor = new Visitor()
  const begun = await visitor.send('POST', '/api/account/recoveries', { contact: owner.mail })
  const url = `/api/account/recoveries/${begun.raw!['id']}`
  const before = await visitor.send('GET', url)
  const code = await newestCode(platform, owner.citizenId, 'email')
  const token = (await lettersOf(platform, owner.citizenId)).find(({ event, channel }) => event === 'recovery.started' && channel === 'email')!.secret[
    'cancelToken'
  ]!
  await stopByLink(ctx, token)
  assert.deepEqual(shown([await visitor.send('GET', url)]), shown([before]))
  const wrong = await visitor.send('POST', `${url}/proofs`, { kind: 'email', code: wrongFor(code) })
  const unknown = new Visitor()
  const nobody = await unknown.send('POST', '/api/account/recoveries', { contact: 'nobody.there@example.org' })
  assert.deepEqual(
    shown([wrong]),
    shown([await unknown.send('POST', `/api/account/recoveries/${nobody.raw!['id']}/proofs`, { kind: 'email', code: '000000' })]),
  )
  now = new Date(start.getTime() + 120_000)
  assert.deepEqual(
    shown([await visitor.send('POST', `${url}/code`, {})]),
    shown([await unknown.send('POST', `/api/account/recoveries/${nobody.raw!['id']}/code`, {})]),
  )
  now = start
})

test('C20: pages of links answer 410 after their end, and for tokens that never were', async () => {
  const visitor = new Visitor()
  for (const path of ['recovery-links', 'cancel-links', 'cancellations']) {
    const told = await visitor.send('POST', `/api/account/${path}`, { token: 'A'.repeat(43) })
    assert.equal(told.status, 410, path)
    assert.equal(told.headers['referrer-policy'], 'no-referrer')
  }
})
