import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { ids, me, token } from '../testing/account-world.ts'
import { isWhole } from '../testing/is-whole.ts'
import { siteForTests } from '../testing/serve.ts'

suite('pages around an account', () => {
  let site: Awaited<ReturnType<typeof siteForTests>>
  let keys: string[] = []
  const cookie = 'account=session-of-vera'
  const asVera = (url: string) => site.get(url, { cookie })
  const send = (url: string, fields: Record<string, string> = {}) => site.post(url, fields, { cookie })
  before(async () => {
    site = await siteForTests()
    // After the site, which teaches Node to read .tsx.
    keys = Object.keys((await import('./index.tsx')).table)
  })
  afterEach(() => {
    Object.assign(site.api, { me, recovery: 'first', hasAccount: false, looks: [], sent: [] })
  })
  after(() => site.close())

  const sent = `until=2026-11-20T11:15:00.000Z&again=2026-11-20T11:06:00.000Z`
  const doors = [
    '/sign-in?next=/me/contacts',
    `/sign-in/factor?ways=totp.passkey.code.backup_code&next=/me`,
    `/sign-in/factor?way=code&ways=totp.code&id=${ids.code}&${sent}`,
    '/sign-in/factor?way=passkey&ways=totp.passkey',
    '/sign-in/factor?way=backup_code&ways=totp.backup_code',
    '/register',
    `/register/code?id=${ids.registration}&${sent}`,
    `/register/details?id=${ids.registration}`,
    '/cannot-sign-in',
    ...['data', 'forgotten', 'locked', 'browser', 'factor', 'no-contacts', 'other'].map((kind) => `/cannot-sign-in/${kind}`),
    '/check-browser',
    '/unlock',
    `/unlock/code?id=${ids.unlock}&${sent}`,
    '/recovery/start',
    `/recovery/proof?id=${ids.recovery}&${sent}`,
    `/recovery/password?id=${ids.recovery}`,
    '/recovery/done?until=2026-11-23T11:05:00.000Z',
    `/recovery/link/${token}`,
    `/cancel/${token}`,
    '/cancelled?what=recovery',
    '/account-closed',
    '/help/fakes',
  ]
  const own = [
    '/me',
    '/me/data',
    '/me/check',
    '/me/contacts',
    '/me/contacts/new',
    `/me/contacts/new?replaces=${ids.phone}`,
    `/me/contacts/change/${ids.change}`,
    '/me/security',
    '/me/security/password',
    '/me/security/app',
    '/me/security/passkeys',
    '/me/security/backup-codes',
    '/me/security/recovery-code',
    '/me/sessions',
    '/me/events',
    '/me/views',
    '/me/settings',
    '/me/settings/erase',
    '/me/block',
    '/me/confirm?next=/me/settings',
    '/requests',
    '/history',
    '/',
  ]

  for (const [lang, prefix] of [
    ['ru', ''],
    ['en', '/en'],
  ] as const)
    test(`every page around an account is whole in ${lang}, and in the language of the visit`, async () => {
      for (const [addresses, headers] of [
        [doors, {}],
        [own, { cookie }],
      ] as const)
        for (const address of addresses) {
          site.api.me = 'cookie' in headers ? me : undefined
          const { statusCode, body } = await site.get(prefix + (prefix && address === '/' ? '' : address), headers)
          assert.equal(statusCode, 200, address)
          isWhole(body, lang, `${lang} ${address}`)
          const rest = ['Русский', 'Вера О.', 'О*** В*** И***', 'в***@example.org', 'Не сохраняется скан справки', 'Не приходит код'].reduce(
            (all, one) => all.replaceAll(one, ''),
            body,
          )
          if (lang === 'en') assert.doesNotMatch(rest.replace(/ data-[a-z-]+="[^"]*"/g, ''), /[а-яё]{3,}/i, address)
        }
    })

  test('V1, C23: every page of the account sends whoever is not signed in to sign in, and back', async () => {
    site.api.me = undefined
    const gets = keys.filter((key) => key.startsWith('GET /me'))
    assert.ok(gets.length > 15)
    for (const key of gets) {
      const path = key.slice(4).replace(/:\w+/g, ids.change)
      const { statusCode, headers } = await asVera(path)
      assert.equal(statusCode, 303, path)
      const to = new URL(String(headers.location), 'http://x')
      assert.equal(to.pathname, '/sign-in', path)
      assert.equal(to.searchParams.get('next'), path)
    }
    for (const key of keys.filter((one) => one.startsWith('POST /me'))) {
      const path = key.slice(5).replace(/:\w+/g, ids.change)
      assert.equal((await send(path, { value: 'new@example.org' })).statusCode, 401, path)
    }
    assert.deepEqual(site.api.sent, [], 'nothing was asked of the API')
  })
})
