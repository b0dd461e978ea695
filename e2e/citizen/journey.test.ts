import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../helpers/chromium.ts'
import { newMarker, pngOf } from '../helpers/intake.ts'
import { startServer, type TestServer } from '../helpers/server.ts'
import { type Employee, firstAdmin, invited } from '../helpers/staff.ts'
import { openMailbox } from './mailbox.ts'
import { visit } from './visitor.ts'

let mailbox: Awaited<ReturnType<typeof openMailbox>>
let server: TestServer
let browser: Browser
let operator: Employee

before(async () => {
  mailbox = await openMailbox()
  server = await startServer({ env: { SMTP_URL: mailbox.url } })
  browser = await launchChromium()
  operator = await invited(await firstAdmin(server), 'operator', ['operator'], ['first_line', 'technical', 'documents'])
})
after(async () => {
  await browser?.close()
  await server?.dispose()
  await mailbox?.close()
})

/** How the letter with the code begins its sentence, in both languages. */
const oneTimeCode = /(?:^|\n)\s*(\d{6})\b/

const files = (marker: string) => [
  { name: 'снимок экрана.png', mimeType: 'image/png', buffer: pngOf(marker) },
  { name: 'фото.heic', mimeType: 'image/heic', buffer: Buffer.from('not a picture') },
  { name: 'второй.png', mimeType: 'image/png', buffer: pngOf(`${marker}2`) },
]

/** The desk takes the request and answers it in writing. */
async function answer(number: string, text: string): Promise<void> {
  const at = `/api/desk/tickets/${number}`
  for (const [path, json] of [
    ['holder', {}],
    ['start', {}],
    ['resolution', { text }],
  ] as const) {
    const { status, body } = await operator.browser.send('POST', `${at}/${path}`, { json })
    assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`)
  }
}

for (const lang of ['ru', 'en'] as const)
  for (const javaScriptEnabled of [true, false])
    test(`form with two files, number, mail, answer, read by number and code: ${lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript, 360 px`, async () => {
      const marker = newMarker()
      const email = `${marker}@example.org`
      const visitor = await visit(browser, server.url, lang, { javaScriptEnabled })
      const { page } = visitor

      await visitor.open('/')
      await visitor.looksRight()
      await page.fill('#subject', `Не сохраняется скан ${marker}`)
      await visitor.next()

      // Nothing chosen: the page says what is missing and keeps what was typed.
      await visitor.next()
      assert.match(await page.title(), lang === 'ru' ? /^Ошибка: / : /^Error: /)
      assert.equal(await page.inputValue('#subject'), `Не сохраняется скан ${marker}`)
      await visitor.looksRight()
      await page.check('input[name=kind][value=problem]')
      await page.click('details:has(input[value="tech.upload"]) summary')
      await page.check('input[value="tech.upload"]')
      await visitor.next()

      await visitor.looksRight()
      await page.fill('#description', `Открыл «Мои услуги», нажал «Прикрепить», пароль: qwerty123. Метка ${marker}`)
      await page.fill('#email', email)
      await visitor.next()
      assert.match(await page.title(), lang === 'ru' ? /^Ошибка: / : /^Error: /)
      assert.equal(await page.inputValue('#email'), email)
      await visitor.looksRight()
      await page.fill('#phone', '+7 916 123-45-67')
      await visitor.next()

      await page.setInputFiles('#files', files(marker))
      // With script files go up at once; without it the second button sends them and stays.
      if (javaScriptEnabled) await page.locator('[data-progress] .field-error').waitFor()
      else await visitor.press('button[formaction]')
      await page.locator('#kept li').nth(1).waitFor()
      assert.match(await visitor.text('main'), /фото\.heic: .*JPG, PNG/)
      assert.equal(await page.locator('#kept li').count(), 2)
      await visitor.looksRight()
      if (javaScriptEnabled) await page.reload()
      else await visitor.open('/requests/new/files')
      await visitor.next()

      await visitor.looksRight()
      assert.match(await visitor.text('main'), lang === 'ru' ? /Скроем секреты/ : /We will hide secrets/)
      await visitor.next()

      await page.waitForURL(/received$/)
      await visitor.looksRight()
      const number = await visitor.text('#number')
      assert.match(number, /^\d\d-\d{4}-\d{4}-\d$/)
      await page.reload()
      assert.equal(await visitor.text('#number'), number)
      assert.ok((await mailbox.letterTo(email, new RegExp(number))).subject)

      await answer(number, `Файл принят, метка ${marker}`)
      await mailbox.letterTo(email, lang === 'ru' ? /[Оо]твет/ : /[Aa]nswer/)

      // A stranger with the number alone sees nothing; the code from the mail opens the request.
      const elsewhere = await visit(browser, server.url, lang, { javaScriptEnabled })
      await elsewhere.open(`/requests/${number}`)
      assert.doesNotMatch(await elsewhere.text('main'), new RegExp(marker))
      await elsewhere.open('/guest/status')
      await elsewhere.looksRight()
      await elsewhere.page.fill('#number', number.replaceAll('-', ' '))
      await elsewhere.next()
      await elsewhere.looksRight()
      const letter = await mailbox.letterTo(email, oneTimeCode)
      if (process.env['SHOW']) console.log(letter)
      const code = oneTimeCode.exec(letter.text)?.[1] as string
      await elsewhere.page.fill('#code', code)
      await elsewhere.next()
      await elsewhere.looksRight()
      const seen = await elsewhere.text('main')
      assert.match(seen, new RegExp(`Файл принят, метка ${marker}`))
      assert.match(seen, lang === 'ru' ? /Ответ готов/ : /Answer ready/)
      assert.doesNotMatch(seen, /qwerty123/)
      await elsewhere.next()
      assert.match(await elsewhere.text('main'), lang === 'ru' ? /Обращение закрыто/ : /The request is closed/)
      await elsewhere.leave()
      await visitor.leave()
    })

test('a draft survives a reload, and no network: nothing is sent until it is asked for', async () => {
  const visitor = await visit(browser, server.url, 'ru')
  const { page } = visitor
  await visitor.open('/requests/new/topic?topic=tech.upload')
  await visitor.next()
  await page.fill('#description', 'Набрано и не отправлено')
  await page.locator('[data-saved]', { hasText: 'Черновик сохранен' }).waitFor()
  await page.waitForResponse((answer) => answer.url().endsWith('/api/draft') && answer.request().method() === 'PUT')
  await page.reload()
  assert.equal(await page.inputValue('#description'), 'Набрано и не отправлено')
  await page.context().setOffline(true)
  await page.fill('#description', 'Дописано без сети')
  await page.locator('[data-band]').waitFor()
  await page.click('main .main')
  assert.match(page.url(), /details$/)
  await page.context().setOffline(false)
  await page.waitForResponse((answer) => answer.url().endsWith('/api/draft') && answer.ok())
  await page.reload()
  assert.equal(await page.inputValue('#description'), 'Дописано без сети')
  visitor.complaints.length = 0 // the browser names each lost connection
  await visitor.leave()
})

test('by keyboard alone: every stop has its ring, and the form reaches its errors and its next page', async () => {
  const visitor = await visit(browser, server.url, 'ru')
  const { page } = visitor
  await visitor.open('/')
  await page.keyboard.press('Tab')
  await visitor.looksRight()
  const ring = () => page.evaluate(() => document.activeElement && getComputedStyle(document.activeElement).outline)
  for (let stop = 0; stop < 12; stop++) {
    assert.match((await ring()) ?? '', /solid 3px/)
    if (await page.evaluate(() => document.activeElement?.id === 'subject')) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.type('Не приходит код для входа')
  await visitor.go(() => page.keyboard.press('Enter'))
  const to = async (id: string) => {
    for (let stop = 0; stop < 60 && !(await page.evaluate((wanted) => document.activeElement?.id === wanted, id)); stop++) await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.id), id)
  }
  await to('subject')
  await visitor.go(() => page.keyboard.press('Enter'))
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'summary')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.match(page.url(), /#kind$/)
  await to('kind')
  await page.keyboard.press('Space')
  await to('topic')
  await page.keyboard.press('Space')
  await visitor.go(() => page.keyboard.press('Enter'))
  assert.match(page.url(), /\/requests\/new\/details$/)
  await visitor.leave()
})

test('the request page says that something new is there, and does not move by itself', async () => {
  const marker = newMarker()
  const visitor = await visit(browser, server.url, 'ru')
  const { page } = visitor
  const sent = await page.request.post(`${server.url}/api/tickets`, {
    data: {
      topic: 'tech.upload',
      kind: 'problem',
      subject: `Метка ${marker}`,
      description: 'Не сохраняется файл, нажал «Прикрепить»',
      phone: '+7 916 123-45-67',
      email: `${marker}@example.org`,
    },
  })
  const { number } = (await sent.json()) as { number: string }
  await visitor.open(`/requests/${number}`)
  await page.waitForTimeout(500)
  await answer(number, 'Готово')
  await page.locator('[data-live]').waitFor({ timeout: 10_000 })
  assert.doesNotMatch(await visitor.text('#timeline + ol'), /Готово/)
  await visitor.press('[data-live] a')
  assert.match(await visitor.text('#timeline + ol'), /Готово/)
  await visitor.leave()
})
