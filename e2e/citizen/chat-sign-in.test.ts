import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { type AccountSite, type AccountStage, accountStage, newOwner, type Owner } from '../helpers/account-site.ts'
import { atChat, TalkPage, takenUp } from '../helpers/chat.ts'
import { like } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'

suite('signing in inside a talk', () => {
  let on: AccountStage
  let operator: Employee
  before(async () => {
    on = await accountStage()
    operator = await on.stage.employee('chat.vera', ['operator'], ['first_line', 'technical', 'documents', 'security'])
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())

  const seen = async (id: string) =>
    (await operator.browser.send('GET', `/api/desk/chats/${id}`)).body as { citizen: { account: boolean; name: string | null; provedAt: string | null } }
  const owned = async (): Promise<Owner> => {
    const owner = newOwner()
    const site = await on.visit()
    await site.register(owner)
    return owner
  }
  /** By password and the code that comes by mail, as nobody knows this browser yet. */
  const signIn = async (site: AccountSite, owner: Owner) => {
    const { signin } = site.t
    await site.field(signin.login).fill(owner.email)
    await site.password(signin.password).fill(owner.password)
    await site.button(signin.go).click()
    await site.secondStepByCode(owner.email)
  }

  for (const [lang, script] of [['ru', true]] as const)
    test(`K11: a guest is asked to sign in, signs in, comes back to the same talk, joins it, and shows a second factor when asked (${lang}, ${script ? 'with' : 'without'} JavaScript)`, async () => {
      const owner = await owned()
      const site = await on.visit(lang, script)
      const { page } = site
      if (!script) await page.setViewportSize({ width: 1280, height: 800 })
      const talk = new TalkPage(page, lang)
      const { words } = talk
      const id = await takenUp(operator, talk, 'Где мое заявление на выписку')
      assert.deepEqual((await seen(id)).citizen.name, null, 'a guest is nobody to the operator')
      await atChat(operator, id, 'sign-in')
      if (!script) await page.reload()
      await page.getByRole('heading', { name: words['sign-in.title'] }).waitFor()
      await isAccessible(page, 'asked to sign in')
      await page.getByRole('main').getByRole('link', { name: words['sign-in.do'], exact: true }).click()
      await signIn(site, owner)
      await page.getByRole('heading', { name: words['join.title'] }).waitFor()
      assert.ok(page.url().endsWith(`/chat/${id}`), page.url())
      assert.equal((await seen(id)).citizen.account, false, 'signing in alone joins nothing')
      await isAccessible(page, 'whose talk it is')
      await talk.button(words['join.do']).click()
      await talk.log.getByText(like(words['event.signed-in-level'])).waitFor()
      await talk.item('Где мое заявление').getByText(words['mark.guest']).waitFor()
      const joined = (await seen(id)).citizen
      assert.deepEqual([joined.account, joined.provedAt !== null], [true, true])

      await atChat(operator, id, 'sign-in')
      if (!script) await page.reload()
      await page.getByRole('heading', { name: words['step-up.title'] }).waitFor()
      await isAccessible(page, 'asked for a second factor')
      await talk.button(words['step-up.do']).click()
      await page.getByRole('heading', { name: site.t.me['confirm.title'] }).waitFor()
      assert.equal(await page.getByLabel(site.t.signin.password, { exact: true }).count(), 0, 'a password is not offered')
      await site.button(site.t.signin['way.code.email']).click()
      await site.field(site.t.signin['code.label']).fill(await on.inbox.code(owner.email))
      await site.button(site.t.me['confirm.go']).click()
      await page.waitForURL(new RegExp(`/chat/${id}$`))
      assert.equal(await talk.log.getByText(like(words['event.signed-in-level'])).count(), 2)

      // The browser alone opens it no more.
      await site.signOut()
      const left = await page.goto(site.path(`/chat/${id}`))
      assert.equal(left?.status(), 404)
      assert.equal((await page.request.get(`/api/chats/${id}/messages`)).status(), 404)
    })

  test('C22: a link with somebody’s talk opens nothing for a victim, signed in or not, and joins nothing', async () => {
    const attacker = new TalkPage((await on.visit()).page, 'ru')
    const id = await attacker.begin('Чужая ловушка: войдите сюда')
    const victim = await on.visit()
    assert.equal((await victim.page.goto(`/chat/${id}`))?.status(), 404)
    await victim.register(newOwner())
    assert.equal((await victim.page.goto(`/chat/${id}`))?.status(), 404)
    const headers = { 'content-type': 'application/json' }
    assert.equal((await victim.page.request.post(`/api/chats/${id}/owner`, { headers, data: {} })).status(), 404)
  })
})
