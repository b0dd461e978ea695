import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { me } from '../../testing/account-world.ts'
import { chatId } from '../../testing/chat-world.ts'
import { isWhole } from '../../testing/is-whole.ts'
import { siteForTests } from '../../testing/serve.ts'

let site: Awaited<ReturnType<typeof siteForTests>>
before(async () => {
  site = await siteForTests()
})
after(() => site.close())
beforeEach(() => {
  site.api.me = undefined
  site.api.sent.length = 0
})
const cookie = 'account=session-of-vera'
const own = `/chat/${chatId}`
const as = (signedIn: boolean): Record<string, string> => (signedIn ? { cookie } : {})

test('K11: a guest who is asked to sign in gets a link that leads back to this talk, a person who signed in is asked whose talk it is, and every state is a whole page', async () => {
  for (const [lang, prefix] of [
    ['ru', ''],
    ['en', '/en'],
  ] as const)
    for (const [talk, words] of [
      ['asked', { ru: 'Войдите, чтобы продолжить', en: 'Sign in to go on' }],
      ['joinable', { ru: 'Этот чат начал гость в этом браузере', en: 'begun by a guest in this browser' }],
      ['step-up', { ru: 'Подтвердите вход', en: 'Confirm that it is you' }],
      ['joined', { ru: 'до входа', en: 'before sign-in' }],
    ] as const) {
      site.api.talk = talk
      site.api.me = talk === 'asked' ? undefined : me
      const { statusCode, body } = await site.get(prefix + own, as(talk !== 'asked'))
      assert.equal(statusCode, 200, talk)
      isWhole(body, lang, `${lang} ${talk}`)
      assert.ok(body.includes(words[lang]), `${lang} ${talk}`)
      if (talk === 'asked') assert.match(body, new RegExp(`href="[^"]*/sign-in\\?next=%2Fchat%2F${chatId}"`))
    }
})

test('K11: joining is one press of whoever is signed in; a guest is led to signing in and back', async () => {
  site.api.talk = 'asked'
  const guest = await site.post(`${own}/join`, {})
  assert.equal(guest.headers.location, `/sign-in?next=%2Fchat%2F${chatId}`)
  assert.equal(site.api.sent.length, 0)
  site.api.talk = 'joinable'
  site.api.me = me
  const done = await site.post(`${own}/join`, {}, as(true))
  assert.equal(done.headers.location, own)
  assert.deepEqual(
    site.api.sent.map(({ path }) => path),
    ['/api/chats/:id/owner'],
  )
  site.api.refuseNext('/api/chats/:id/owner', 409, { kind: 'conflict', code: 'chat.cannot-join' })
  const { statusCode, body } = await site.post(`${own}/join`, {}, as(true))
  assert.equal(statusCode, 422)
  assert.match(body, /нельзя присоединить/)
})

test('K11: a fresh proof is asked for by the ways of the account but the password, and the talk goes on after it', async () => {
  site.api.talk = 'step-up'
  site.api.me = { ...me, ways: ['totp', 'password'] }
  site.api.refuseNext('/api/chats/:id/proof', 403, { kind: 'forbidden', code: 'step-up.needed' })
  const { statusCode, body } = await site.post(`${own}/confirm`, {}, as(true))
  assert.equal(statusCode, 403)
  assert.match(body, new RegExp(`name="to" value="${own}/confirm"`))
  assert.doesNotMatch(body, /name="password"|value="password"/)
  const done = await site.post('/me/confirm', { to: `${own}/confirm`, carried: '', way: 'totp', code: '123456' }, as(true))
  assert.equal(done.headers.location, own)
  assert.equal(site.api.sent.at(-1)?.path, '/api/chats/:id/proof')
})
