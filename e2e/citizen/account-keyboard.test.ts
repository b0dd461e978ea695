import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Lang } from '#contract/common'
import { AccountSite, type AccountStage, accountStage, newOwner, otherPassword } from '../helpers/account-site.ts'
import { stopOf, tabTo } from '../helpers/keyboard.ts'

suite('an account by keyboard alone', () => {
  let on: AccountStage
  before(async () => {
    on = await accountStage()
  })
  afterEach((test) => on?.stage.clear(test as TestContext))
  after(() => on?.close())

  const begin = async (lang: Lang, width: number) => {
    const site = new AccountSite((await on.stage.visit({ viewport: { width, height: 740 } })).page, on.inbox, lang)
    const { page } = site
    const type = async (label: string, text: string) => {
      await tabTo(page, label)
      await page.keyboard.type(text)
    }
    const press = async (name: string | RegExp, key = 'Enter') => {
      await tabTo(page, name)
      await page.keyboard.press(key)
    }
    const enter = async (label: string, text: string) => {
      await type(label, text)
      await page.keyboard.press('Enter')
    }
    return { site, page, type, press, enter }
  }

  for (const { lang, width } of [
    { lang: 'ru', width: 1280 },
    { lang: 'en', width: 360 },
  ] as const) {
    test(`A11Y-1, WCAG 2.1.1, 2.4.7: registered, signed out, signed in elsewhere with a code (${lang}, ${width} px)`, async () => {
      const owner = newOwner()
      const { site, page, type, press, enter } = await begin(lang, width)
      const { signin, me, frame } = site.t
      await site.open('/register')
      await enter(signin['register.contact'], owner.email)
      await site.heading(signin['code.title']).waitFor()
      // The first code is wrong: the summary takes the focus, its link leads to the field.
      await enter(signin['code.label'], '000000')
      await site.summary.waitFor()
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'summary')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      assert.equal((await stopOf(page)).name, signin['code.label'])
      await page.keyboard.press('Control+A')
      await page.keyboard.type(await on.inbox.code(owner.email))
      await page.keyboard.press('Enter')
      await site.heading(signin['register.details']).waitFor()
      await type(signin['register.surname'], 'Озерова')
      await type(signin['register.name'], 'Вера')
      await type(signin['password.new'], owner.password)
      await press(signin['register.finish'])
      await site.heading(me.title).waitFor()
      await press('Вера О.')
      await press(frame.signOut)
      await site.flash('signed-out').waitFor()

      const there = await begin(lang, width)
      await there.site.open('/sign-in')
      await there.type(signin.login, owner.email)
      await there.enter(signin.password, owner.password)
      await there.site.heading(signin['way.code.title']).waitFor()
      await there.press(signin['way.code.email'])
      await there.site.field(signin['code.label']).waitFor()
      await there.enter(signin['code.label'], await on.inbox.code(owner.email))
      await there.site.signedIn()
    })

    test(`A11Y-1, RECOV-2, WCAG 2.1.1: a forgotten password, from the sign-in page to a new one (${lang}, ${width} px)`, async () => {
      const owner = await (await begin(lang, width)).site.registerWithBoth(on.stage)
      const { site, page, type, press, enter } = await begin(lang, width)
      const { signin, recovery, cannot } = site.t
      await site.open('/sign-in')
      await press(signin.cannot)
      await site.heading(cannot.title).waitFor()
      await tabTo(page, cannot['data.choice'])
      await page.keyboard.press('ArrowDown')
      assert.equal((await stopOf(page)).name, cannot['forgotten.choice'])
      await press(cannot.go)
      await site.heading(cannot['forgotten.title']).waitFor()
      await press(cannot['forgotten.go'])
      await site.field(recovery.contact).waitFor()
      await enter(recovery.contact, owner.email)
      await site.field(signin['code.label']).waitFor()
      await enter(signin['code.label'], await on.inbox.code(owner.email))
      await site.heading(recovery['second.title']).waitFor()
      await press(recovery['second.send'])
      await site.field(signin['code.label']).waitFor()
      await enter(signin['code.label'], await on.inbox.code(owner.phone))
      await site.heading(recovery['password.title']).waitFor()
      await type(signin['password.new'], otherPassword)
      await press(recovery['password.go'])
      await site.heading(recovery['done.title']).waitFor()
    })
  }
})
