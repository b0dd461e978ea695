import { Desk } from '../helpers/desk.ts'
import type { Employee } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { type Look, looksRight, optionsOf } from './look.ts'
import { requestsInStates } from './states.ts'

/** Every screen, dialog and menu of the desk in one look. */
export async function sweepDesk(stage: Stage, staff: Employee, look: Look): Promise<number> {
  const { numbers } = await requestsInStates(stage, staff, look.lang)
  const door = new Desk((await stage.visit({ ...optionsOf(look), locale: look.lang })).page, look.lang)
  await door.open('/sign-in')
  await door.button('staff.continue').click()
  await looksRight(door.page, look, 'desk-sign-in')
  let seen = 1

  const visit = await stage.atDesk(staff, optionsOf(look))
  const view = { lang: look.lang, langChosen: true, theme: 'auto', railWords: false, keys: 'full', panes: [280, 340] }
  await visit.context.addCookies([{ name: 'opora_desk_view', value: encodeURIComponent(JSON.stringify(view)), domain: 'localhost', path: '/desk' }])
  const desk = new Desk(visit.page, look.lang)
  const { page } = desk
  const here = async (name: string) => {
    await looksRight(page, look, `desk-${name}`)
    seen++
  }
  const leave = async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await desk.open('/inbox?view=all')
  await page.getByText(numbers['accepted'] ?? '').waitFor()
  await here('inbox')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: desk.t('frame.search-field') }).fill('кабинету')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await here('search')
  await leave()
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog').waitFor()
  await here('keys')
  await leave()
  await page.getByRole('button', { name: desk.t('frame.bell') }).click()
  await page.getByRole('menu').waitFor()
  await here('bell')
  await page.keyboard.press('Escape')
  await desk.button('frame.look').click()
  await page.getByRole('menu').waitFor()
  await here('look-menu')
  await page.keyboard.press('Escape')

  await desk.request(numbers['waiting'] ?? '')
  await here('request')
  for (const mode of ['note', 'reply'] as const) {
    await desk.compose(mode, mode === 'reply' ? 'Сообщите код из SMS, и мы войдем.' : 'Позвонить после обеда.')
    await here(`compose-${mode}`)
  }
  await page.getByRole('textbox', { name: desk.t('tickets.words.reply') }).fill('')
  const side = async () => {
    if (look.width < 1024) await page.getByText(desk.t('tickets.pane.side'), { exact: true }).click()
  }
  await side()
  for (const tab of ['citizen', 'deadline', 'history', 'delivery', 'others'] as const) {
    await desk.tab(`tickets.tab.${tab}`).click()
    await here(`tab-${tab}`)
  }
  await desk.tab('tickets.tab.citizen').click()
  await desk.button('tickets.reveal', { field: desk.t('words.contact.phone') }).click()
  await page.getByRole('dialog').waitFor()
  await here('reveal')
  await leave()
  await desk.request(numbers['accepted'] ?? '')
  for (const action of ['assign', 'reclassify', 'merge', 'transfer', 'escalate'] as const) {
    const dialog = await desk.dialog(`tickets.action.${action}`)
    const submit = dialog.locator('button[type=submit]')
    if (await submit.isEnabled()) await submit.click()
    await here(`dialog-${action}`)
    await leave()
  }
  for (const path of ['/account', '/intake', '/staff', '/calendar', '/nowhere', '/requests/26000000000']) {
    await desk.open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await here(path.slice(1).replaceAll('/', '-'))
  }
  await desk.open('/staff')
  await desk.button('staff.invite').click()
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await here('invite')
  return seen
}
