// Every screen as people with other eyes, widths and settings see it: axe, sideways scroll, wider text.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import { isAccessible } from '../desk/accessible.ts'
import { Browser } from './browser.ts'
import { intake, newMarker } from './intake.ts'
import { aPicture, CitizenSite, Desk } from './people.ts'
import type { Employee } from './staff.ts'
import type { Stage } from './stage.ts'

export interface Look extends Pick<BrowserContextOptions, 'colorScheme' | 'contrast' | 'forcedColors'> {
  name: string
  lang: Lang
  width: number
}
export const looks: readonly Look[] = [
  { name: '1280-ru-light', lang: 'ru', width: 1280, colorScheme: 'light' },
  { name: '360-en-dark', lang: 'en', width: 360, colorScheme: 'dark' },
  { name: '360-ru-contrast', lang: 'ru', width: 360, colorScheme: 'light', contrast: 'more' },
  { name: '1280-en-contrast-dark', lang: 'en', width: 1280, colorScheme: 'dark', contrast: 'more' },
  { name: '1280-ru-dark', lang: 'ru', width: 1280, colorScheme: 'dark' },
  { name: '360-ru-light', lang: 'ru', width: 360, colorScheme: 'light' },
]

const optionsOf = ({ width, name: _, lang: __, ...rest }: Look): BrowserContextOptions => ({ ...rest, viewport: { width, height: width < 1000 ? 740 : 800 } })

/** Nothing of the page lies beside the screen (WCAG 1.4.10). */
export async function fitsWidth(page: Page, where: string): Promise<void> {
  const { beside, widest } = await page.evaluate(() => {
    const root = document.scrollingElement as Element
    const beside = root.scrollWidth - root.clientWidth
    const right = (one: Element) => one.getBoundingClientRect().right
    const widest =
      beside > 0 ? [...document.body.querySelectorAll('*')].filter((one) => right(one) > root.clientWidth + 1).map((one) => one.outerHTML.slice(0, 120)) : []
    return { beside, widest: widest.slice(0, 3) }
  })
  assert.ok(beside <= 0, `${where}: ${beside} px beside the screen: ${widest.join(' | ')}`)
}

/** With the spacing of WCAG 1.4.12 no text is cut off. Text for readers only (1 px) is left out. */
export async function keepsSpacedText(page: Page, where: string): Promise<void> {
  const cut = await page.evaluate(async () => {
    const sheet = new CSSStyleSheet()
    await sheet.replace('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    const own = (one: Element) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const found = [...document.body.querySelectorAll<HTMLElement>('*')].filter((one) => {
      if (!own(one) || one.clientWidth < 5 || one.clientHeight < 5 || one.matches('textarea, input')) return false
      const { overflowX, overflowY, textOverflow } = getComputedStyle(one)
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      return (
        (hides(overflowX) && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1) ||
        (hides(overflowY) && one.scrollHeight > one.clientHeight + 1)
      )
    })
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    return found.map((one) => one.outerHTML.slice(0, 120))
  })
  assert.deepEqual(cut, [], where)
}

/** For the eyes of whoever works on a screen: PICTURES names the folder. */
async function keepPicture(page: Page, look: Look, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${look.name}-${name}.png`), fullPage: true })
}

async function looksRight(page: Page, look: Look, name: string): Promise<void> {
  await keepPicture(page, look, name)
  await isAccessible(page, `${look.name} ${name}`)
  await fitsWidth(page, `${look.name} ${name}`)
}

/** Requests of one citizen in the states that show other forms, by what staff did through the API. */
async function requestsInStates(stage: Stage, staff: Employee, lang: Lang) {
  const own = new Browser(stage.server.url)
  const numbers: Record<string, string> = {}
  for (const state of ['accepted', 'waiting', 'answered', 'closed', 'declined'] as const) {
    const marker = newMarker()
    const { body } = await own.send('POST', '/api/tickets', {
      json: intake(marker, { lang, topic: 'tech.display', desiredOutcome: 'Войти в кабинет', phone: `+7 916 700-00-${10 + Object.keys(numbers).length}` }),
    })
    const number = body.number as string
    numbers[state] = number
    const act = async (path: string, json: object = {}) => {
      const answer = await staff.browser.send('POST', `/api/desk/tickets/${number}/${path}`, { json })
      assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
    }
    if (state === 'accepted') continue
    await act('holder')
    await act('start')
    if (state === 'waiting')
      await act('questions', { text: 'Пришлите, пожалуйста, снимок экрана.', replyBy: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) })
    else if (state === 'declined') await act('refusal', { reason: 'not_competent', ground: 'Пункт 5 регламента', text: 'Этот вопрос решает другой орган.' })
    else await act('resolution', { text: 'Вход открыт, проверьте, пожалуйста.' })
    if (state === 'closed') assert.ok((await own.send('POST', `/api/tickets/${number}/closure`, { json: {} })).status < 500)
  }
  return { own, numbers }
}

/** Every page of the citizen's site in one look, with everything that folds open. */
export async function sweepSite(stage: Stage, staff: Employee, look: Look): Promise<number> {
  const { own, numbers } = await requestsInStates(stage, staff, look.lang)
  const visit = await stage.visit(optionsOf(look))
  await visit.context.addCookies([...own.cookies].map(([name, value]) => ({ name, value, url: stage.server.url })))
  const site = new CitizenSite(visit.page, look.lang)
  const { page } = site
  let seen = 0
  const here = async (name: string) => {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await looksRight(page, look, name)
    if (look.width < 1000) await keepsSpacedText(page, `${look.name} ${name}`)
    seen++
  }
  const at = async (path: string, name: string) => {
    await site.open(path)
    await here(name)
  }
  await at('/', 'home')
  await at('/requests/new/topic', 'topic')
  await site.continue()
  await here('topic-errors')
  await site.topicStep({ subject: 'Не открывается раздел', topic: 'tech.display', description: '', email: '' })
  await here('details')
  await site.field(site.t.form.phone).fill('12')
  await site.continue()
  await site.summary.waitFor()
  await here('details-errors')
  await site.detailsStep({
    subject: '',
    topic: 'tech.display',
    description: 'Мой пароль: Тайна12345, раздел пустой, вижу белый экран.',
    email: 'looks@example.org',
  })
  await page
    .getByLabel(site.t.form.filesChoose)
    .setInputFiles([aPicture(), { name: 'игра.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ12345') }])
  await page.getByRole('listitem').filter({ hasText: 'Снимок экрана.png' }).getByRole('button').waitFor()
  await here('files')
  await site.continue()
  await here('check')
  await at('/requests?show=all', 'list')
  for (const [state, number] of Object.entries(numbers)) await at(`/requests/${number}`, `request-${state}`)
  await at(`/requests/${numbers['accepted']}/received`, 'received')
  await at('/guest/status', 'guest')
  await site.button(site.t.guest.getCode).click()
  await here('guest-errors')
  await site.askCode(numbers['accepted'] ?? '')
  await here('guest-code')
  for (const [path, name] of [
    ['/view', 'view'],
    ['/help/writing', 'writing'],
    ['/privacy', 'privacy'],
    ['/accessibility', 'accessibility'],
    ['/nowhere', 'not-found'],
  ] as const)
    await at(path, name)
  return seen
}

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
  for (const path of ['/staff', '/calendar', '/nowhere', '/requests/26000000000']) {
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
