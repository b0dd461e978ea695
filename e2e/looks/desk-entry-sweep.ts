import type { Browser } from '../helpers/browser.ts'
import type { Desk } from '../helpers/desk.ts'
import { password } from '../helpers/staff.ts'
import type { Cast } from './states.ts'
import type { Walk } from './walk.ts'

/** The pages before the desk: sign-in, second factor, the way of a one-time link that `admin` gives out. */
export async function sweepEntry({ everything }: Cast, admin: Browser, walk: Walk, desk: Desk): Promise<void> {
  const { page } = walk
  const login = page.getByRole('textbox', { name: desk.t('staff.login') })
  const secret = page.getByLabel(desk.t('staff.password'), { exact: true })
  await desk.open('/sign-in?ended=1')
  await login.waitFor()
  await walk.here('page sign-in')
  await desk.button('staff.continue').click()
  await page.getByText(desk.t('staff.login-missing')).waitFor()
  await walk.here('page sign-in missing')
  await desk.open('/sign-in')
  await login.fill(`nobody.${walk.look.name}`)
  await secret.fill('wrong')
  await desk.button('staff.continue').click()
  await page.getByRole('alert').waitFor()
  await walk.here('page sign-in refused')
  await login.fill(everything.login)
  await secret.fill(password)
  await desk.button('staff.continue').click()
  await page.getByRole('textbox', { name: desk.t('staff.code') }).waitFor()
  await desk.button('staff.enter').click()
  await walk.here('page sign-in factor')

  await desk.open('/enrol')
  await page.getByRole('alert').waitFor()
  await walk.here('page enrol without a link')
  const invited = await admin.send('POST', '/api/staff', {
    json: { name: 'Новый Сотрудник', login: `new.${walk.look.name}`, roles: ['mfc_clerk'], teams: [], lang: walk.look.lang },
  })
  await page.goto('about:blank')
  await page.goto(invited.body.link)
  const chosen = page.getByLabel(desk.t('staff.new-password'), { exact: true })
  await chosen.fill('короткий')
  await desk.button('staff.save-password').click()
  await page.getByRole('alert').waitFor()
  await walk.here('page enrol')
  await chosen.fill(password)
  await desk.button('staff.save-password').click()
  await desk.button('staff.add-app').waitFor()
  await walk.here('page enrol factor')
  await desk.button('staff.add-app').click()
  await page.getByRole('img').waitFor()
  await walk.here('page enrol app')
}
