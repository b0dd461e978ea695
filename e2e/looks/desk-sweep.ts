import { readFileSync } from 'node:fs'
import { Desk } from '../helpers/desk.ts'
import { signIn } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { type AtDesk, side } from './at-desk.ts'
import { sweepAccounts } from './desk-accounts-sweep.ts'
import { sweepChats } from './desk-chats-sweep.ts'
import { sweepDialogs } from './desk-dialogs-sweep.ts'
import { sweepEntry } from './desk-entry-sweep.ts'
import { sweepLearning } from './desk-learning-sweep.ts'
import { sweepNotices } from './desk-notices-sweep.ts'
import { sweepOwn } from './desk-own-sweep.ts'
import { type Look, optionsOf } from './look.ts'
import type { Cast, Requests } from './states.ts'
import { type Screen, Walk } from './walk.ts'

const viewOf = ({ lang }: Look) =>
  encodeURIComponent(JSON.stringify({ lang, langChosen: true, theme: 'auto', railWords: false, keys: 'full', panes: [280, 340] }))

/** Signed in as `who`, or nobody yet. */
async function deskWalk(stage: Stage, look: Look, who: Cast['everything'] | null): Promise<{ walk: Walk; desk: Desk }> {
  const visit = await (who ? stage.atDesk(who, optionsOf(look)) : stage.visit(optionsOf(look)))
  visit.expected.push(/net::ERR_FAILED/, /WebSocket/, /status of 50\d/)
  await visit.context.addCookies([{ name: 'opora_desk_view', value: viewOf(look), domain: 'localhost', path: '/desk' }])
  return { walk: new Walk(visit.page, look), desk: new Desk(visit.page, look.lang) }
}

/** Every screen, dialog and menu of the desk in one look. */
export async function sweepDesk(stage: Stage, cast: Cast, look: Look, requests: Requests): Promise<Screen[]> {
  // A session of its own: what an administrator does asks for a proof that is minutes old.
  const browser = await signIn(cast.everything)
  const door = await deskWalk(stage, look, null)
  await sweepEntry(cast, browser, door.walk, door.desk)

  const { walk, desk } = await deskWalk(stage, look, { ...cast.everything, browser })
  const { page } = walk
  const close = async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').or(page.getByRole('menu')).waitFor({ state: 'detached' })
  }
  const at: AtDesk = { stage, cast, walk, desk, page, requests, close }
  await sweepLists(at)
  await sweepRequests(at)
  await sweepDialogs(at)
  await sweepAccounts(at)
  await sweepChats(at)
  await sweepLearning(at)
  await sweepNotices(at)
  await sweepOwn(at)
  await sweepRooms(at)
  await sweepTroubles(at)
  return [...door.walk.screens, ...walk.screens]
}

async function sweepLists({ walk, desk, page, requests, close }: AtDesk): Promise<void> {
  await desk.open('/inbox?view=all')
  await page.getByText(requests.numbers.accepted).waitFor()
  await walk.here('page inbox')
  await desk.open('/inbox?view=late')
  await page.getByText(requests.numbers.late).waitFor()
  await walk.here('page inbox late')
  await desk.open('/inbox?view=team&status=registered&topic=tech.upload')
  await page.getByText(desk.t('tickets.empty')).waitFor()
  await walk.here('page inbox empty')

  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: desk.t('frame.search-field') })
  await field.waitFor()
  await walk.here('dialog Palette')
  await field.fill('кабинету')
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  await walk.here('dialog Palette found')
  await field.fill('гиппопотам')
  await page.getByText(desk.t('frame.search-nothing')).waitFor()
  await walk.here('dialog Palette nothing')
  await field.fill('+7 916 700-00-01')
  await page.getByLabel(desk.t('frame.search-purpose')).waitFor()
  await walk.here('dialog Palette purpose')
  await close()

  await page.keyboard.press('Control+/')
  await page.getByRole('dialog').waitFor()
  await walk.here('dialog ShortcutList')
  await close()
  const bell = page.getByRole('banner').getByRole('button', { name: desk.t('frame.bell') })
  for (const button of [bell, desk.button('frame.look'), desk.button('frame.profile', { name: 'Сотрудник looks' })]) {
    await button.click()
    await page.getByRole('menu').waitFor()
    await walk.here('menu')
    await close()
  }
}

async function sweepRequests(at: AtDesk): Promise<void> {
  const { walk, desk, page, requests } = at
  for (const [state, number] of Object.entries(requests.numbers)) {
    await desk.request(number)
    await page.getByRole('article').first().waitFor()
    await walk.here(`page requests/:number ${state}`)
  }
  await desk.open('/requests/26000000000')
  await page.getByRole('heading', { name: desk.t('tickets.not-found') }).waitFor()
  await walk.here('page requests/:number missing')

  await desk.request(requests.numbers.replied)
  for (const mode of ['note', 'reply', 'ask', 'resolve'] as const) {
    await desk.compose(mode, mode === 'reply' ? 'Сообщите код из SMS, и мы войдем.' : 'Позвонить после обеда.')
    await walk.here(`compose ${mode}`)
    await page.getByRole('textbox', { name: desk.t(`tickets.words.${mode}`) }).fill('')
  }
  await side(at)
  for (const tab of ['citizen', 'deadline', 'history', 'delivery', 'others'] as const) {
    await desk.tab(`tickets.tab.${tab}`).click()
    await walk.here(`tab ${tab}`)
  }
}

async function sweepRooms({ cast, walk, desk, page, close }: AtDesk): Promise<void> {
  const room = async (path: string, name: string) => {
    await desk.open(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await walk.here(name)
  }
  await room('/nowhere', 'page *')
  await room('/knowledge', 'page knowledge')
  await desk.button('knowledge.new').click()
  await page.getByRole('dialog').waitFor()
  await desk.button('knowledge.begin').click()
  await walk.here('dialog NewArticleDialog missing')
  await page.getByRole('textbox', { name: desk.t('knowledge.name') }).fill('a-new-one')
  await desk.button('knowledge.begin').click()
  await page.waitForURL(/knowledge\/a-new-one/)
  await desk.button('knowledge.save').click()
  await page.getByRole('alert').waitFor()
  await walk.here('page knowledge/:id refused')
  await room('/knowledge/code-missing', 'page knowledge/:id')
  await room('/knowledge', 'page knowledge')
  await desk.button('knowledge.import').click()
  await desk.button('knowledge.import-look').click()
  await walk.here('dialog ImportDialog missing')
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"format"') })
  await page.getByText('a.json').waitFor()
  await desk.button('knowledge.import-look').click()
  await page.getByRole('dialog').getByRole('status').waitFor()
  await walk.here('dialog ImportDialog refused')
  await close()
  await room('/calendar', 'page calendar')
  await desk.button('deadlines.load').click()
  const dialog = page.getByRole('dialog')
  const submit = dialog.locator('button[type=submit]')
  await submit.click()
  await walk.here('dialog LoadYearDialog missing')
  await dialog.getByRole('textbox', { name: desk.t('deadlines.text') }).fill('{}')
  await dialog.getByRole('textbox', { name: desk.t('deadlines.column.source') }).fill('Постановление')
  await submit.click()
  await dialog.getByRole('alert').waitFor()
  await walk.here('dialog LoadYearDialog refused')
  const year = readFileSync(new URL('../../server/domains/deadlines/calendar/2028.json', import.meta.url), 'utf8')
  await dialog.getByRole('textbox', { name: desk.t('deadlines.text') }).fill(year)
  await submit.click()
  await dialog.getByRole('status').waitFor()
  await walk.here('dialog LoadYearDialog seen')
  await close()

  await room('/staff', 'page staff')
  await desk.button('staff.invite').click()
  await submit.click()
  await walk.here('dialog InviteDialog')
  await close()
  for (const [who, item, name] of [
    [cast.specialist, 'staff.change', 'ChangeDialog'],
    [cast.specialist, 'staff.reinvite', 'ReinviteDialog'],
    [cast.specialist, 'staff.block', 'BlockDialog'],
    [cast.blocked, 'staff.unblock', 'UnblockDialog'],
  ] as const) {
    await page.getByRole('button', { name: desk.t('staff.actions-for', { name: `Сотрудник ${who.login}` }), exact: true }).click()
    await page.getByRole('menuitem', { name: desk.t(item), exact: true }).click()
    if (name === 'ReinviteDialog' || name === 'BlockDialog') await submit.click()
    await walk.here(`dialog ${name}`)
    await close()
  }
  await desk.button('staff.invite').click()
  await dialog.getByRole('textbox', { name: desk.t('staff.name') }).fill('Еще Один')
  await dialog.getByRole('textbox', { name: desk.t('staff.login') }).fill(`once.${walk.look.name}`)
  await dialog.getByRole('checkbox', { name: desk.t('words.role.auditor') }).check()
  await submit.click()
  await dialog.locator('code').waitFor()
  await walk.here('dialog LinkOnce')
  await dialog.getByRole('button', { name: desk.t('staff.link-kept') }).click()
}

/** No live line, a session that ends, a part that does not load. */
async function sweepTroubles({ walk, desk, page, requests }: AtDesk): Promise<void> {
  await page.routeWebSocket(/api\/live/, (line) => line.close())
  await desk.request(requests.numbers.replied)
  await page.getByText(desk.t('frame.no-live')).waitFor()
  await walk.here('no live line')

  await page.route(/\/api\/staff\/session$/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...(await answer.json()), idleUntil: new Date(Date.now() + 100_000).toISOString() } })
  })
  await desk.open('/inbox?view=all')
  await page.getByRole('dialog').waitFor()
  await walk.here('dialog SessionDialog')
  await page.unroute(/\/api\/staff\/session$/)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: desk.t('frame.stay') })
    .last()
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await page.route(/\/assets\/calendar-page-/, (route) => route.abort())
  await page.getByRole('link', { name: desk.t('frame.calendar') }).click()
  await page.getByRole('heading', { name: desk.t('frame.broke') }).waitFor()
  await walk.here('broken part')
}
