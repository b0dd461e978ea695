import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { Browser } from '../helpers/browser.ts'
import { CitizenSite } from '../helpers/citizen-site.ts'
import { Desk } from '../helpers/desk.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('a request at the desk, as its citizen sees it', () => {
  let stage: Stage
  let specialist: Employee
  let supervisor: Employee
  before(async () => {
    stage = await Stage.open()
    specialist = await stage.employee('specialist.oleg', ['specialist'])
    supervisor = await stage.employee('supervisor.irina', ['supervisor'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  /** A request filed with the person's own browser, which may therefore open it on the site. */
  async function filed(more: Record<string, unknown> = {}, own = new Browser(stage.server.url)) {
    const marker = newMarker()
    const { status, body } = await own.send('POST', '/api/tickets', { json: intake(marker, more) })
    assert.equal(status, 201, JSON.stringify(body))
    const open = async () => {
      const visit = await stage.visit({ viewport: { width: 360, height: 740 } })
      await visit.context.addCookies([...own.cookies].map(([name, value]) => ({ name, value, url: stage.server.url })))
      const site = new CitizenSite(visit.page)
      await site.open(`/requests/${body.number}`)
      return site
    }
    return { number: body.number as string, email: `${marker}@example.org`, own, open }
  }

  test('SLA-5, SLA-7: a specialist asks for more time, a supervisor grants it; the citizen is told the old and the new date', async () => {
    const { number, email, own, open } = await filed()
    const asking = new Desk((await stage.atDesk(specialist)).page)
    await asking.request(number)
    await asking.take()
    await asking.start()
    const ask = await asking.dialog('tickets.action.extend')
    await ask.getByRole('button', { name: asking.t('tickets.extend'), exact: true }).click()
    await ask.getByText(asking.t('tickets.reason-missing')).waitFor()
    await ask.getByRole('radio', { name: asking.t('words.extension.missing_information') }).check()
    await ask.getByRole('textbox', { name: asking.t('tickets.extend-days') }).fill('3')
    await ask.getByRole('textbox', { name: asking.t('tickets.extend-text') }).fill('Ждем журнал за прошлую неделю.')
    await ask.getByRole('button', { name: asking.t('tickets.extend'), exact: true }).click()
    await asking.said('tickets.done.extend').waitFor()
    const site = await open()
    assert.equal(await site.page.getByText(site.t.request['m.extension']).count(), 0, 'a wish moves no date')

    const granting = new Desk((await stage.atDesk(supervisor)).page)
    await granting.request(number)
    await granting.button('tickets.action.approveExtension').click()
    const decision = granting.page.getByRole('dialog')
    await decision.getByText('Ждем журнал за прошлую неделю.').waitFor()
    await decision.getByRole('radio', { name: granting.t('tickets.grant') }).check()
    await decision.getByRole('button', { name: granting.t('tickets.decide') }).click()
    await granting.said('tickets.done.grant').waitFor()

    // The citizen's open page says that something is new, without moving.
    await site.page.getByRole('status').getByText(site.t.request.news).waitFor()
    assert.equal(await site.page.getByText(site.t.request['m.extension']).count(), 0, 'the page waits for the press')
    await site.page.getByRole('link', { name: site.t.request.newsShow }).click()
    const dates = await site.page.getByRole('main').locator('del, ins').allInnerTexts()
    assert.ok(dates.length >= 2 && dates[0] !== dates[1], dates.join(' | '))
    const letter = await stage.notice(email, 'request.extended')
    const { due } = (await own.send('GET', `/api/tickets/${number}`)).body
    const day = (at: string) => new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'Europe/Moscow' }).format(new Date(at))
    for (const at of [due.previousDueAt, due.dueAt]) assert.match(letter.text, new RegExp(`${day(at)}, 18:00`))
    await granting.tab('tickets.tab.delivery').click()
    await granting.page
      .getByText(/250|queued/)
      .first()
      .waitFor()
  })

  test('FORM-15: a shown contact asks for a purpose, hides, and the citizen sees who looked and when', async () => {
    const { number, open } = await filed({ phone: '+7 916 123-45-67' })
    const desk = new Desk((await stage.atDesk(supervisor)).page)
    await desk.request(number)
    const field = desk.t('words.contact.phone')
    assert.equal(await desk.page.getByText('123-45-67').count(), 0)
    await desk.button('tickets.reveal', { field }).click()
    const ask = desk.page.getByRole('dialog')
    await ask.getByRole('button', { name: desk.t('tickets.reveal', { field }) }).click()
    await ask.getByText(desk.t('tickets.purpose-missing')).waitFor()
    await ask.getByRole('radio', { name: desk.t('tickets.purpose.call_back') }).check()
    await ask.getByRole('button', { name: desk.t('tickets.reveal', { field }) }).click()
    await desk.button('tickets.hide', { field }).waitFor()
    assert.match(
      await desk.page
        .getByRole('definition')
        .filter({ has: desk.button('tickets.hide', { field }) })
        .innerText(),
      /916.*123.*45.*67/s,
    )
    await desk.button('tickets.hide', { field }).click()
    await desk.button('tickets.reveal', { field }).waitFor()

    const site = await open()
    await site.page.locator('summary', { hasText: site.t.request.views }).click()
    await site.page.getByRole('cell', { name: site.t.request['role.supervisor'] }).first().waitFor()
    assert.equal(await site.page.getByText('supervisor.irina').count(), 0, 'a role, not a name')
  })

  test('PREP-2, REG-10: a second request of the same person is offered for merging, and the citizen is led to the first', async () => {
    const first = await filed({ phone: '+7 916 765-43-21' })
    const second = await filed({ phone: '+7 916 765-43-21', email: first.email }, first.own)
    const desk = new Desk((await stage.atDesk(supervisor)).page)
    await desk.request(second.number)
    await desk.page.getByRole('button', { name: desk.t('tickets.duplicates', { count: 1 }) }).click()
    const dialog = await desk.dialog('tickets.action.merge')
    await dialog.getByRole('radio', { name: new RegExp(`^${first.number}`) }).check()
    await dialog.getByRole('button', { name: desk.t('tickets.merge'), exact: true }).click()
    await desk.said('tickets.done.merge').waitFor()
    assert.match(desk.page.url(), new RegExp(first.number.replaceAll('-', '')))
    await desk.tab('tickets.tab.others').click()
    await desk.page.getByText(desk.t('tickets.merged-here')).waitFor()

    const site = await second.open()
    await site.page.getByRole('link', { name: first.number }).click()
    assert.match(site.page.url(), new RegExp(first.number.replaceAll('-', '')))
  })

  test('REG-8: a number in any spacing opens the request from the search; signing out closes the desk', async () => {
    const { number } = await filed()
    const digits = number.replaceAll('-', '')
    const visit = await stage.atDesk(await stage.employee('operator.leaves', ['operator']))
    const desk = new Desk(visit.page)
    await desk.open('/inbox')
    await desk.page.getByRole('heading', { name: desk.t('frame.inbox') }).waitFor()
    for (const typed of [digits, number, `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`]) {
      await desk.page.keyboard.press('Control+k')
      await desk.page.getByRole('combobox', { name: desk.t('frame.search-field') }).fill(typed)
      await desk.page.keyboard.press('Enter')
      await desk.page.getByText(number, { exact: true }).first().waitFor()
      assert.match(desk.page.url(), new RegExp(`${digits}$`))
      await desk.page.goBack()
      await desk.page.getByRole('heading', { name: desk.t('frame.inbox') }).waitFor()
    }
    await desk.page.getByRole('button', { name: desk.t('frame.profile', { name: 'Сотрудник operator.leaves' }) }).click()
    await desk.page.getByRole('menuitem', { name: desk.t('frame.sign-out') }).click()
    await desk.page.getByRole('heading', { name: desk.t('staff.sign-in') }).waitFor()
    assert.equal((await visit.context.request.get('/api/staff/session')).status(), 401)
    await desk.open(`/requests/${digits}`)
    await desk.page.getByRole('heading', { name: desk.t('staff.sign-in') }).waitFor()
    assert.equal(await desk.page.getByText(number).count(), 0)
  })
})
