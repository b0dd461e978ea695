import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Route } from 'playwright-core'
import { isAccessible } from '../helpers/accessible.ts'
import { Desk } from '../helpers/desk.ts'
import { intake } from '../helpers/intake.ts'
import { codeOf, type Employee, password } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('two people on one request', () => {
  let stage: Stage
  let anna: Employee
  let olga: Employee
  before(async () => {
    stage = await Stage.open()
    anna = await stage.employee('anna', ['operator'])
    olga = await stage.employee('olga', ['supervisor'])
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(() => stage.close())

  /** A request of a citizen, taken and begun by Anna. */
  async function begun(marker: string): Promise<string> {
    const made = await anna.browser.insist('POST', '/api/desk/tickets', { json: { ...intake(marker), channel: 'phone' } })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const digits = String(made.body.number).replaceAll('-', '')
    for (const step of ['holder', 'start']) assert.equal((await anna.browser.insist('POST', `/api/desk/tickets/${digits}/${step}`, { json: {} })).status, 200)
    return digits.replace(/(\d\d)(\d{4})(\d{4})(\d)/, '$1-$2-$3-$4')
  }
  const open = async (employee: Employee, number: string) => {
    const desk = new Desk((await stage.atDesk(employee)).page)
    await desk.request(number)
    return desk
  }
  const field = (desk: Desk, mode: 'reply' | 'note') => desk.page.getByRole('textbox', { name: desk.t(`tickets.words.${mode}`) })

  test('REG-11: they see each other read and write, and what one sends comes to the other without a reload', async () => {
    const number = await begun('seeeachother')
    const [a, o] = [await open(anna, number), await open(olga, number)]
    await a.page.getByText('Видят: вы, Сотрудник olga').waitFor()
    await o.page.getByText('Видят: вы, Сотрудник anna').waitFor()
    await a.compose('reply', 'Проверяем')
    await o.page.getByText('Пишет ответ: Сотрудник anna').first().waitFor()
    await a.write('reply', 'Проверяем, ответим сегодня.')
    await o.page.getByRole('article').filter({ hasText: 'Проверяем, ответим сегодня.' }).waitFor()
    assert.equal(await o.page.getByText('Пишет ответ: Сотрудник anna').count(), 0)
    await isAccessible(o.page, 'request')
  })

  test('a stale edit is refused, names what changed, and keeps the words; sent again it stands', async () => {
    const number = await begun('staleedit')
    const visit = await stage.atDesk(olga)
    // A question that she asks in the tunnel.
    visit.expected.push(/net::ERR_FAILED/)
    const [a, o] = [await open(anna, number), new Desk(visit.page)]
    await o.request(number)
    // Olga's page hears of nothing: its line and its questions are cut, as in a tunnel.
    await o.page.routeWebSocket(/api\/live/, (line) => line.close())
    await o.page.reload()
    await o.page.getByText(o.t('frame.no-live')).waitFor()
    // Open again once the note is on its way: a question that slipped in before it would tell her.
    let isCut = true
    o.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/notes')) isCut = false
    })
    await o.page.route(/\/events\?after=/, (route) => (isCut ? route.abort() : route.continue()))
    await o.compose('note', 'Сверить лимит хранилища')
    await a.write('reply', 'Ответ, о котором Ольга не знает.')
    await o.page.getByRole('button', { name: o.t('tickets.send.note'), exact: true }).click()
    const stale = o.page.getByRole('alert').filter({ hasText: o.t('tickets.stale') })
    await stale.waitFor()
    await stale.getByText('Сотрудник anna: Отправлен ответ').waitFor()
    assert.equal(await field(o, 'note').inputValue(), 'Сверить лимит хранилища')
    await isAccessible(o.page, 'stale notice')
    await o.page.getByRole('button', { name: o.t('tickets.send.note'), exact: true }).click()
    await o.said('tickets.sent.note').waitFor()
    await a.page.getByRole('article').filter({ hasText: 'Сверить лимит хранилища' }).waitFor()
  })

  test('without a live line the page says so and still hears of changes within 10 seconds', async () => {
    const number = await begun('nolive')
    const a = await open(anna, number)
    const o = new Desk((await stage.atDesk(olga)).page)
    await o.page.routeWebSocket(/api\/live/, (line) => line.close())
    await o.request(number)
    await o.page.getByText(o.t('frame.no-live')).waitFor()
    await o.compose('note', 'Набрано без связи')
    await a.write('reply', 'Слышно и без живой связи.')
    await o.page.getByRole('article').filter({ hasText: 'Слышно и без живой связи.' }).waitFor({ timeout: 14_000 })
    assert.equal(await field(o, 'note').inputValue(), 'Набрано без связи')
  })

  test('REG-11: a list does not move under the pointer: a button says how much changed, and pressing it shows it', async () => {
    const desk = new Desk((await stage.atDesk(anna)).page)
    await desk.open('/inbox?view=unassigned')
    await desk.page.getByRole('heading', { level: 1 }).waitFor()
    await desk.page.getByText(desk.t('frame.live')).waitFor()
    const made = await anna.browser.insist('POST', '/api/tickets', { json: intake('newonlist') })
    assert.equal(made.status, 201)
    const button = desk.page.getByRole('button', { name: 'Обновить: 1 изменение' })
    await button.waitFor()
    assert.equal(await desk.page.getByText('метка newonlist').count(), 0)
    await button.click()
    await desk.page.getByText('метка newonlist').waitFor()
    await isAccessible(desk.page, 'inbox')
  })

  test('PHISH-4: words that ask for a code are not sent', async () => {
    const desk = await open(anna, await begun('guarded'))
    await desk.compose('reply', 'Здравствуйте. Сообщите код из SMS.')
    await desk.page.getByText(desk.t('tickets.guard'), { exact: true }).waitFor()
    const send = desk.page.getByRole('button', { name: desk.t('tickets.send.reply'), exact: true })
    assert.equal(await send.isDisabled(), true)
    await desk.page.keyboard.press('Control+Enter')
    await desk.compose('reply', 'Здравствуйте. Код из SMS никому не сообщайте.')
    assert.equal(await send.isDisabled(), false)
    assert.equal(await desk.page.getByRole('article').filter({ hasText: 'Сообщите код' }).count(), 0)
  })

  test('FORM-15: a contact is masked in the page itself, shows after a purpose, and hides when the window is left', async () => {
    const desk = await open(anna, await begun('masked'))
    assert.ok(!(await desk.page.content()).includes('masked@example.org'))
    await desk.button('tickets.reveal', { field: desk.t('words.contact.email') }).click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('radio', { name: desk.t('tickets.purpose.write') }).check()
    await isAccessible(desk.page, 'reveal')
    await dialog.getByRole('button', { name: desk.t('tickets.reveal', { field: desk.t('words.contact.email') }) }).click()
    await desk.page.getByText('masked@example.org', { exact: true }).waitFor()
    await desk.page.evaluate(() => dispatchEvent(new Event('blur')))
    await desk.page.getByText('masked@example.org', { exact: true }).waitFor({ state: 'detached' })
    await desk.tab('tickets.tab.history').click()
    await desk.page.getByText('Показан контакт: Почта. Зачем: Написать').waitFor()
  })

  test('a session that ends in the middle brings the sign-in and then the same place with the same words; another person finds none', async () => {
    const number = await begun('endedsession')
    const visit = await stage.atDesk(anna)
    const desk = new Desk(visit.page)
    await desk.request(number)
    await desk.compose('reply', 'Слова, которые нельзя потерять')
    // What the page asks by itself is held back: the press is to find out.
    const held: Route[] = []
    await visit.page.route('**/api/**', (route) => (route.request().method() === 'GET' ? void held.push(route) : route.continue()))
    const refused = visit.page.waitForResponse((it) => it.request().method() === 'POST' && it.status() === 401)
    await visit.context.clearCookies()
    await visit.page.getByRole('button', { name: desk.t('tickets.send.reply'), exact: true }).click()
    await refused
    await visit.page.unroute('**/api/**')
    // Those that the page has given up meanwhile need no answer.
    await Promise.allSettled(held.map((route) => route.continue()))
    await visit.page.getByRole('heading', { name: desk.t('staff.sign-in') }).waitFor()
    assert.ok(!(await visit.page.content()).includes('нельзя потерять'))
    await visit.page.getByRole('textbox', { name: desk.t('staff.login') }).fill(anna.login)
    await visit.page.getByLabel(desk.t('staff.password'), { exact: true }).fill(password)
    await visit.page.keyboard.press('Enter')
    await visit.page.getByRole('textbox', { name: desk.t('staff.code') }).fill(codeOf(anna.secret, 30))
    await visit.page.keyboard.press('Enter')
    await visit.page.getByText(number, { exact: true }).first().waitFor()
    assert.equal(await field(desk, 'reply').inputValue(), 'Слова, которые нельзя потерять')
    const stored = await visit.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    assert.equal(stored, '[{},{}]', 'nothing personal rests in the browser')
  })
})
