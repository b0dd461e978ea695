// Pictures of every screen and open dialog with axe on each: node web/desk/testing/screens.ts [folder] [name-part]
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Page } from 'playwright-core'
import { chatScreens } from './chat-screens.ts'
import { fakeApi } from './fake-api.ts'
import { lines } from './fake-world.ts'
import { learningScreens } from './learning-screens.ts'
import type { Screen } from './screen.ts'

const folder = process.argv[2] ?? '/tmp/desk-screens'
const only = process.argv[3] ?? ''
mkdirSync(folder, { recursive: true })
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const other = `/desk/requests/${lines[1]!.number.replace(/\D/g, '')}`
const request = `/desk/requests/${lines[0]!.number.replace(/\D/g, '')}`

const menu = (item: RegExp) => async (page: Page) => {
  await page
    .getByRole('button', { name: /^(Действия|Actions)$/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}
const tab = (name: RegExp) => async (page: Page) => {
  if ((page.viewportSize()?.width ?? 0) < 1024) await page.getByText(/^(Карточка|Card)$/).click()
  await page.getByRole('tab', { name }).click()
}
const accountAction = (name: RegExp) => async (page: Page) => {
  await tab(/^(Запись|Account)$/)(page)
  await page.getByRole('button', { name }).click()
  await page.getByRole('dialog').waitFor()
}
const screens: Screen[] = [
  { name: 'sign-in', path: '/desk/sign-in', signedOut: true },
  {
    name: 'sign-in-refused',
    path: '/desk/sign-in',
    signedOut: true,
    act: async (page) => {
      await page.getByLabel(/^(Логин|Login)$/).fill('anna')
      await page.locator('input[type=password]').fill('wrong')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'factor',
    path: '/desk/sign-in',
    signedOut: true,
    act: async (page) => {
      await page.getByLabel(/^(Логин|Login)$/).fill('anna')
      await page.locator('input[type=password]').fill('right')
      await page.keyboard.press('Enter')
      await page.getByLabel(/приложения|from the app/).waitFor()
    },
  },
  { name: 'enrol', path: `/desk/enrol#${'a'.repeat(43)}`, signedOut: true, act: (page) => page.locator('input[type=password]').waitFor() },
  {
    name: 'enrol-totp',
    path: `/desk/enrol#${'a'.repeat(43)}`,
    signedOut: true,
    act: async (page) => {
      await page.locator('input[type=password]').fill('четыре разных слова тут')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: /Приложение с кодами|Authenticator/ }).click()
      await page.getByRole('img').waitFor()
    },
  },
  { name: 'inbox', path: '/desk/inbox?view=all', act: (page) => page.locator('[data-row]').first().waitFor() },
  {
    name: 'inbox-filtered',
    path: '/desk/inbox?view=team&status=registered&topic=access.second_factor',
    act: (page) => page.locator('[data-row]').first().waitFor(),
  },
  { name: 'inbox-empty', path: '/desk/inbox?view=late', act: (page) => page.getByText(/пусто|Nothing here/).waitFor() },
  { name: 'request', path: request },
  { name: 'request-deadline', path: request, act: tab(/Срок|Deadline/) },
  { name: 'request-account', path: request, act: tab(/^(Запись|Account)$/) },
  {
    name: 'request-account-journal',
    path: request,
    act: async (page) => {
      await tab(/^(Запись|Account)$/)(page)
      await page.getByRole('button', { name: /Показать журнал|Show the journal/ }).click()
      await page.getByText(/Начато восстановление|recovery started/).waitFor()
    },
  },
  { name: 'dialog-unlock', path: request, act: accountAction(/Открыть вход|Open sign-in/) },
  { name: 'dialog-recovery', path: request, act: accountAction(/^(Начать восстановление|Start a recovery)$/) },
  {
    name: 'dialog-match-refused',
    path: other,
    act: async (page) => {
      await accountAction(/Сверить данные|Compare data/)(page)
      const fields = page.getByRole('dialog').getByRole('textbox')
      for (const [at, value] of ['Проверкина', 'Ольга', '', '500100732259', '4509123456'].entries()) await fields.nth(at).fill(value)
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'recoveries', path: '/desk/recoveries' },
  {
    name: 'recovery-approve',
    path: '/desk/recoveries',
    act: async (page) => {
      await page.getByRole('button', { name: /Согласиться|Approve/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'request-history', path: request, act: tab(/История|History/) },
  { name: 'request-delivery', path: request, act: tab(/Доставка|Delivery/) },
  { name: 'request-others', path: request, act: tab(/Другие|Others/) },
  { name: 'request-note', path: request, act: (page) => page.getByRole('tab', { name: /Заметка|Note/ }).click() },
  {
    name: 'request-guard',
    path: request,
    act: async (page) => {
      await page.getByRole('textbox', { name: /Ответ гражданину|Reply to/ }).fill('Сообщите код из SMS.')
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'request-actions',
    path: request,
    act: (page) =>
      page
        .getByRole('button', { name: /^(Действия|Actions)$/ })
        .first()
        .click(),
  },
  { name: 'dialog-assign', path: request, act: menu(/Назначить|Assign/) },
  { name: 'dialog-extend', path: request, act: menu(/Продлить|Extend/) },
  { name: 'dialog-decide', path: request, act: menu(/Решить о|Decide/) },
  { name: 'dialog-classify', path: request, act: menu(/Тема и|Topic and/) },
  { name: 'dialog-merge', path: request, act: menu(/Объединить|Merge/) },
  { name: 'dialog-decline', path: request, act: menu(/Отказать|Decline/) },
  {
    name: 'dialog-transfer-refused',
    path: request,
    act: async (page) => {
      await menu(/Передать|Pass on/)(page)
      await page.getByRole('dialog').getByRole('textbox').first().fill('Другой орган')
      await page.getByRole('dialog').getByRole('textbox').nth(1).fill('Передаем по принадлежности.')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'dialog-external', path: request, act: menu(/Запросить другой|Ask another/) },
  { name: 'dialog-escalate', path: request, act: menu(/Позвать|Call the/) },
  { name: 'dialog-erase', path: request, act: menu(/Стереть|Erase/) },
  {
    name: 'dialog-reveal',
    path: request,
    act: async (page) => {
      if ((page.viewportSize()?.width ?? 0) < 1024) await page.getByText(/^(Карточка|Card)$/).click()
      await page.getByRole('button', { name: /Показать: Телефон|Show: Phone/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'request-missing', path: '/desk/requests/26000000000', act: (page) => page.getByRole('heading').waitFor() },
  {
    name: 'palette',
    path: '/desk/inbox?view=all',
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').first().fill('скан')
      await page.getByRole('listbox').getByRole('option').first().waitFor()
    },
  },
  { name: 'keys', path: '/desk/inbox?view=all', act: (page) => page.keyboard.press('Control+/').then(() => page.getByRole('dialog').waitFor()) },
  { name: 'look', path: '/desk/inbox?view=all', act: (page) => page.getByRole('button', { name: /^(Вид|View)$/ }).click() },
  ...chatScreens,
  ...learningScreens,
  { name: 'staff', path: '/desk/staff' },
  { name: 'staff-invite', path: '/desk/staff', act: (page) => page.getByRole('button', { name: /Пригласить|Invite/ }).click() },
  { name: 'calendar', path: '/desk/calendar' },
  {
    name: 'calendar-load',
    path: '/desk/calendar',
    act: async (page) => {
      await page.getByRole('button', { name: /Загрузить|Load/ }).click()
      await page.getByRole('dialog').getByRole('textbox').first().fill('{}')
      await page.getByRole('dialog').getByRole('textbox').nth(1).fill('Постановление 1')
      await page.getByRole('button', { name: /Показать, что|Show what/ }).click()
      await page.getByText(/станут позже|later,/).waitFor()
    },
  },
  { name: 'not-found', path: '/desk/nowhere' },
]
const looks = [
  { name: '1440-ru-light', width: 1440, height: 900, lang: 'ru', theme: 'light' },
  { name: '1280-en-dark', width: 1280, height: 800, lang: 'en', theme: 'dark' },
  { name: '768-ru-contrast', width: 768, height: 1024, lang: 'ru', theme: 'contrast' },
  { name: '360-en-light', width: 360, height: 740, lang: 'en', theme: 'light' },
]

const api = await fakeApi()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
let failures = 0
for (const look of looks) {
  if (only && !screens.some((screen) => `${look.name} ${screen.name}`.includes(only))) continue
  const context = await browser.newContext({ viewport: look, reducedMotion: 'reduce', bypassCSP: false })
  const settings = encodeURIComponent(
    JSON.stringify({ lang: look.lang, langChosen: true, theme: look.theme, railWords: false, keys: 'full', panes: [280, 340] }),
  )
  await context.addCookies([{ name: 'opora_desk_view', value: settings, url: `${api.address}/desk` }])
  for (const screen of screens) {
    if (only && !`${look.name} ${screen.name}`.includes(only)) continue
    api.world.signedIn = !screen.signedOut
    const page = await context.newPage()
    const problems: string[] = []
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && !/40[149]|422|Failed to load/.test(message.text()) && problems.push(message.text()),
    )
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('dialog', (dialog) => dialog.accept())
    try {
      await page.goto(api.address + screen.path)
      await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 8000 })
      await screen.act?.(page)
      await page.waitForTimeout(350)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) problems.push(`scrolls sideways by ${wide} px`)
      // axe is evaluated over the debugger's line, which the page's policy does not touch.
      await page.evaluate(axe)
      const { violations } = await page.evaluate(() =>
        (
          globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } }
        ).axe.run(),
      )
      for (const violation of violations)
        problems.push(
          `axe ${violation.id}: ${violation.nodes
            .map((node) => `${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`)
            .slice(0, 3)
            .join(' | ')}`,
        )
    } catch (error) {
      problems.push(String(error).slice(0, 300))
    }
    await page.screenshot({ path: `${folder}/${look.name}-${screen.name}.png` })
    for (const problem of problems) console.log(`${look.name} ${screen.name}: ${problem}`)
    failures += problems.length
    await page.close({ runBeforeUnload: false })
  }
  await context.close()
}
await browser.close()
await api.close()
console.log(failures === 0 ? 'no problems' : `${failures} problems`)
process.exitCode = failures ? 1 : 0
