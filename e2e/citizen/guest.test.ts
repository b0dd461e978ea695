import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { requestNumber } from '#platform/identifiers/index'
import { Browser } from '../helpers/browser.ts'
import { CitizenSite } from '../helpers/citizen-site.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import { Stage } from '../helpers/stage.ts'

/** A number with a right check digit that nobody was given. */
function unknownNumber(given: string): string {
  const digits = given.replaceAll('-', '')
  const middle = (Number(digits.slice(2, 10)) + 12_345_678) % 100_000_000
  const start = digits.slice(0, 2) + String(middle).padStart(8, '0')
  const checked = Array.from({ length: 10 }, (_, last) => start + last).find((number) => requestNumber(number).ok)
  assert.ok(checked)
  return checked
}

suite('a guest opens a request by its number and a code', () => {
  let stage: Stage
  let [number, email] = ['', '']
  before(async () => {
    stage = await Stage.open({ GUEST_CODES_PER_HOUR: '20' })
    const marker = newMarker()
    email = `${marker}@example.org`
    const { status, body } = await new Browser(stage.server.url).send('POST', '/api/tickets', { json: intake(marker) })
    assert.equal(status, 201)
    number = body.number
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  test('FORM-11, C19: a known and an unknown number get the same words, and so do their wrong codes', async () => {
    const said: string[][] = []
    for (const asked of [number, unknownNumber(number)]) {
      const site = new CitizenSite((await stage.visit()).page)
      await site.askCode(asked)
      const words = async () => (await site.page.getByRole('main').innerText()).replaceAll(/\d{1,2}:\d\d|\d{1,2} [а-я]+/g, 'TIME')
      const first = await words()
      await site.giveCode('000000')
      await site.summary.getByText(site.t.problems['code.wrong']).waitFor()
      said.push([first, await words(), await site.page.title()])
    }
    assert.deepEqual(said[0], said[1])
  })

  test('FORM-11: an impossible number is called a typing mistake, whoever it might belong to', async () => {
    const site = new CitizenSite((await stage.visit()).page)
    await site.open('/guest/status')
    await site.field(site.t.guest.number).fill('26-0000-0000-1')
    await site.button(site.t.guest.getCode).click()
    await site.summary.getByText(site.t.problems['number.invalid']).waitFor()
    assert.equal(await site.field(site.t.guest.number).inputValue(), '26-0000-0000-1')
  })

  test('FORM-11, C24: five wrong codes end a code; the right one opens nothing afterwards', async () => {
    const before = stage.mail.caught.filter((mail) => mail.to === email && mail.subject.includes('код')).length
    const site = new CitizenSite((await stage.visit()).page)
    await site.askCode(number)
    const code = await stage.code(email, 'ru', before + 1)
    for (let tried = 1; tried <= 5; tried++) {
      await site.giveCode(String((Number(code) + tried) % 1_000_000).padStart(6, '0'))
      await site.summary.getByText(tried < 5 ? site.t.problems['code.wrong'] : site.t.problems['code.too-many']).waitFor()
    }
    await site.giveCode(code)
    await site.summary.getByText(site.t.problems['code.expired']).waitFor()
    assert.equal((await site.page.goto(`/requests/${number}`))?.status(), 404)
  })

  test('FORM-11, C24: a code opens the request in the browser that asked for it, and nowhere else', async () => {
    const before = stage.mail.caught.filter((mail) => mail.to === email && mail.subject.includes('код')).length
    const own = new CitizenSite((await stage.visit()).page)
    await own.askCode(number.replaceAll('-', ' '))
    const code = await stage.code(email, 'ru', before + 1)

    const stranger = new CitizenSite((await stage.visit()).page)
    await stranger.page.goto(own.page.url())
    await stranger.giveCode(code)
    await stranger.summary.getByText(own.t.problems['code.expired']).waitFor()
    for (const path of ['', '/received', '/received.pdf']) {
      const answer = await stranger.page.goto(`/requests/${number}${path}`)
      assert.equal(answer?.status(), 404)
      assert.equal((await stranger.page.getByRole('main').innerText()).includes('метка'), false)
    }

    // Typed as people type it: in two groups.
    await own.giveCode(`${code.slice(0, 3)} ${code.slice(3)}`)
    await own.heading(/Не могу войти/).waitFor()

    await own.open('/guest/status')
    await own.button(own.t.guest.forget).click()
    await own.page.getByText(own.t.flash.forgotten).waitFor()
    assert.equal((await own.page.goto(`/requests/${number}`))?.status(), 404)
  })
})
