import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { account, me } from '../../testing/account-world.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'

suite('signing in by an outside service', () => {
  let site: Awaited<ReturnType<typeof siteForTests>>
  const cookie = 'account=session-of-vera'
  before(async () => {
    site = await siteForTests()
  })
  afterEach(() => {
    Object.assign(site.api, { me, account, brought: 'signed-in', sent: [] })
  })
  after(() => site.close())

  test('the services stand on the sign-in page by name; the way out is a link that says where it leads', async () => {
    const { body } = await site.get('/en/sign-in')
    assert.match(body, /action="\/en\/sign-in\/with\/region"[\s\S]*Sign in by: Regional sign-in/)
    const leave = await site.post('/sign-in/with/region')
    assert.equal(leave.statusCode, 200)
    assert.match(
      leave.body,
      /<a class="button main" href="https:\/\/id\.region\.example\/auth\?state=made-up" rel="noreferrer">Перейти на id\.region\.example<\/a>/,
    )
    assert.match(String(leave.headers['content-security-policy']), /form-action 'self'/)
    isWhole(leave.body, 'ru', 'leave')
  })

  for (const [brought, leads] of [
    ['signed-in', '/en/sign-in/done'],
    ['factor', '/en/sign-in/factor?ways=totp&channels=&next=%2Fme'],
    ['linked', '/en/me/security'],
    ['unknown', '/en/sign-in/not-linked'],
  ] as const)
    test(`back from the service with "${brought}": on in the language it began in`, async () => {
      site.api.brought = brought
      const { statusCode, headers } = await site.get('/oidc/callback?state=s&code=c&iss=https%3A%2F%2Fid.region.example')
      assert.deepEqual([statusCode, headers.location], [303, leads])
      assert.deepEqual(site.api.sent.at(-1)!.body, { state: 's', code: 'c', iss: 'https://id.region.example' })
    })

  test('what is refused has a page with the reason and ways on; a reason of nobody is not shown', async () => {
    site.api.refuseNext('/api/account/provider-answers', 410, { kind: 'gone', code: 'oidc.over', details: { lang: 'en' } })
    const { headers } = await site.get('/oidc/callback?state=s&code=c')
    assert.equal(headers.location, '/en/sign-in/stopped?why=oidc.over')
    const { body } = await site.get(String(headers.location))
    assert.match(body, /This sign-in is over, or was begun in another browser/)
    isWhole(body, 'en', 'stopped')
    assert.doesNotMatch((await site.get('/sign-in/stopped?why=<b>x')).body, /<b>x|&lt;b&gt;x/)
    site.api.refuseNext('/api/account/providers/:provider/sign-in', 409, { kind: 'conflict', code: 'oidc.away' })
    const away = await site.post('/sign-in/with/region')
    assert.deepEqual([away.statusCode, /не отвечает\. Войдите по паролю/.test(away.body)], [409, true])
    isWhole((await site.get('/sign-in/not-linked')).body, 'ru', 'not linked')
  })

  test('in the account a service is linked and unlinked; one that is linked is not offered again', async () => {
    const offered = (await site.get('/me/security', { cookie })).body
    assert.match(offered, /action="\/me\/security\/identities\/region"[\s\S]*Привязать: Вход региона/)
    const leave = await site.post('/me/security/identities/region', {}, { cookie })
    assert.match(leave.body, /href="https:\/\/id\.region\.example/)
    site.api.account = { ...account, identities: [{ provider: 'region', name: 'Вход региона', linkedAt: '2026-11-20T10:00:00.000Z' }] }
    const linked = (await site.get('/me/security', { cookie })).body
    assert.doesNotMatch(linked, /Привязать: /)
    isWhole(linked, 'ru', 'linked')
    const gone = await site.post('/me/security/identities/region/remove', {}, { cookie })
    assert.equal(gone.headers.location, '/me/security')
  })
})
