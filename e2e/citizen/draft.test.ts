import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { aPicture, CitizenSite, like } from '../helpers/citizen-site.ts'
import { Stage } from '../helpers/stage.ts'

const words = { subject: 'Не открывается раздел', topic: 'tech.display', description: 'Нажал «Мои услуги», появилась пустая страница без слов.' } as const

suite('an unsent draft', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  const atDetails = async (): Promise<CitizenSite> => {
    const visit = await stage.visit({ viewport: { width: 360, height: 740 } })
    visit.expected.push(/net::ERR_INTERNET_DISCONNECTED/)
    const site = new CitizenSite(visit.page)
    await site.open('/requests/new/topic')
    await site.topicStep({ ...words, email: '' })
    await site.heading(site.t.form.detailsTitle).waitFor()
    return site
  }
  const saved = (site: CitizenSite) => site.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())

  test('FORM-6, FORM-7: typed words survive a reload, a refused form and a new start of the server', async () => {
    const site = await atDetails()
    const { form } = site.t
    const kept = saved(site)
    await site.field(form.description).fill(words.description)
    await kept
    await site.page.getByRole('status').getByText(like(form.savedAt)).waitFor()
    await site.page.reload()
    assert.equal(await site.field(form.description).inputValue(), words.description)

    await site.field(form.phone).fill('нет')
    await site.field(form.email).fill('без собаки')
    await site.continue()
    await site.summary.getByText(site.t.problems['email.invalid']).waitFor()
    assert.equal(await site.field(form.email).inputValue(), 'без собаки')
    assert.equal(await site.field(form.description).inputValue(), words.description)

    await site.field(form.phone).fill('+7 916 123-45-67')
    await site.field(form.email).fill('draft@example.org')
    await site.continue()
    await site.filesStep([aPicture('до перезапуска.png')])
    await site.heading(form.checkTitle).waitFor()

    await stage.server.kill()
    await stage.server.start()
    await site.page.reload()
    await site.page.getByText(words.description).waitFor()
    await site.page.getByText('до перезапуска.png').waitFor()
    await site.open('/')
    await site.heading(site.t.home.draft).waitFor()
    await site.open('/requests/new/check')
    await site.send()
  })

  test('FORM-6: without a network the words stay on the device, and go to the server when it is back', async () => {
    const site = await atDetails()
    const { form } = site.t
    await site.page.context().setOffline(true)
    await site.field(form.description).fill(words.description)
    await site.page.getByRole('status').getByText(form.savedLocal).waitFor()
    // Sending waits for the person and for the network: the press loses nothing.
    await site.continue()
    assert.match(site.page.url(), /\/details$/)
    assert.equal(await site.field(form.description).inputValue(), words.description)

    const kept = saved(site)
    await site.page.context().setOffline(false)
    await kept
    await site.page.getByText(form.savedLocal).waitFor({ state: 'hidden' })
    assert.equal(await site.page.evaluate(() => localStorage.length), 0, 'once it is at the server nothing stays on the device')
    await site.page.reload()
    assert.equal(await site.field(form.description).inputValue(), words.description)

    // Closed in the middle of typing, without a network: the next visit brings it back and says so.
    await site.page.context().setOffline(true)
    await site.field(form.desiredOutcome).fill('Показать раздел')
    await site.page.getByRole('status').getByText(form.savedLocal).waitFor()
    const second = await site.page.context().newPage()
    await site.page.close()
    await second.context().setOffline(false)
    const back = new CitizenSite(second)
    await back.open('/requests/new/details')
    await second.getByText(form.restored).waitFor()
    assert.equal(await back.field(form.desiredOutcome).inputValue(), 'Показать раздел')
  })

  test('FORM-7, C22: on a shared computer nothing is kept on the device, and forgetting removes the rest', async () => {
    const site = await atDetails()
    const { form } = site.t
    // The script is there before the network goes: without it nothing is kept anywhere.
    await site.page.waitForLoadState('load')
    await site.page.getByRole('checkbox', { name: form.shared }).check()
    await site.page.context().setOffline(true)
    await site.field(form.description).fill(words.description)
    await site.page.getByRole('status').getByText(form.notSaved).waitFor()
    assert.equal(await site.page.evaluate(() => localStorage.length), 0)
    await site.page.context().setOffline(false)
    await site.detailsStep({ ...words, email: 'shared@example.org' })
    await site.filesStep()
    const number = await site.send()
    await site.button(site.t.received.forget).click()
    await site.page.getByText(site.t.flash.forgotten).waitFor()
    assert.equal((await site.page.goto(`/requests/${number}`))?.status(), 404)
    await site.open('/requests')
    assert.equal(await site.page.getByText(number).count(), 0)
    assert.equal(await site.page.evaluate(() => localStorage.length + sessionStorage.length), 0)
  })
})
