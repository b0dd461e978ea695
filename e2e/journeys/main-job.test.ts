import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Lang } from '#contract/common'
import { fill } from '../../web/citizen/texts/texts.ts'
import { citizenStatusLooks } from '../../web/ui/looks.ts'
import type { Visit } from '../helpers/chromium.ts'
import { aDocument, aPicture, CitizenSite, like } from '../helpers/citizen-site.ts'
import { Desk } from '../helpers/desk.ts'
import { codeOf, type Employee, password } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

const isoDay = (date: Date) => date.toISOString().slice(0, 10)
/** Of an address that names this run, so that each finds its own letters. */
const descriptionOf = (marker: string) =>
  `Открыл раздел «Мои услуги», нажал «Прикрепить», выбрал справка.pdf. Появилось «Файл не сохранен», пароль: qwerty123, метка ${marker}.`
/** What a telephone takes pictures in: named and typed as such, and none of the kinds that are taken. */
const aForeignPicture = { name: 'фото.heic', mimeType: 'image/heic', buffer: Buffer.from('not a picture') }

/** Days of the first answer and of the decision, as the confirmation names them: "24 ноября", "24 November". */
async function confirmedDates({ page }: Visit, confirmation: string): Promise<[string, string]> {
  await page.goto(confirmation)
  const times = await page.getByRole('list').locator('strong time').allInnerTexts()
  const days = times.map((text) => /\d{1,2}\s[а-яa-z]+/i.exec(text)?.[0].replace(/\s/, '\\s') ?? text)
  assert.equal(days.length, 2)
  return days as [string, string]
}

interface Way {
  marker: string
  lang: Lang
  script: boolean
  width: number
}
const ways: Way[] = [
  { marker: 'wide', lang: 'ru', script: true, width: 1280 },
  { marker: 'bare', lang: 'ru', script: false, width: 360 },
  { marker: 'narrow', lang: 'en', script: true, width: 360 },
  { marker: 'plain', lang: 'en', script: false, width: 360 },
]

suite('the whole job, from the form to the answer', () => {
  let stage: Stage
  let operator: Employee
  before(async () => {
    stage = await Stage.open()
    operator = await stage.employee('operator.anna', ['operator'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  for (const { marker, lang, script, width } of ways)
    test(`FORM-1, FORM-5, FORM-8, FORM-9, FORM-10, FORM-11, REG-5, REG-7, ASK-5: a citizen asks and reads the answer (${lang}, ${width} px, script ${script ? 'on' : 'off'})`, async () => {
      const email = `${marker}@example.org`
      const visit = await stage.visit({ viewport: { width, height: 800 }, javaScriptEnabled: script })
      const site = new CitizenSite(visit.page, lang)
      const { t, page } = site

      // Nothing filled in: the summary stands first, has the focus and leads to each field.
      await site.open('/')
      await page.getByRole('button', { name: t.home.write }).click()
      await site.continue()
      await site.summary.waitFor()
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'summary')
      assert.match(await page.title(), like(t.frame.errorTitle))
      await site.topicStep({ subject: 'Справка не сохраняется', topic: 'tech.upload', description: '', email })
      await site.field(t.form.phone).fill('12345')
      await site.continue()
      for (const text of [t.problems['description.required'], t.problems['phone.invalid'], t.problems['email.required']])
        await site.summary.getByRole('link', { name: text }).waitFor()
      await site.summary.getByRole('link', { name: t.problems['phone.invalid'] }).click()
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'phone')
      assert.equal(await site.field(t.form.phone).inputValue(), '12345', 'what was typed stays')

      await site.detailsStep({ subject: '', topic: 'tech.upload', description: descriptionOf(marker), email, name: 'Мария Пример', phone: '8 (916) 123 45 67' })
      // A file that is not taken says why and takes none of the others with it.
      await page.getByLabel(t.form.filesChoose).setInputFiles([aForeignPicture])
      if (!script) await site.button(t.form.filesAdd).click()
      await page
        .getByText(fill(t.problems['file.type'], { name: aForeignPicture.name }))
        .first()
        .waitFor()
      await site.filesStep([aPicture(), aDocument()], script)
      await site.heading(t.form.checkTitle).waitFor()
      await page.getByText(t.form.masking).waitFor()
      await page.getByText('Снимок экрана.png').waitFor()
      await page.getByText('справка.pdf').first().waitFor()

      // Back to one answer and forward again.
      await page.getByRole('link', { name: new RegExp(`^${t.form.change}.*${t.form.rowWhat}$`) }).click()
      await site.field(t.form.subject).fill('Не сохраняется скан справки')
      await site.continue()
      await site.filesStep([], script)
      await page.getByText('Не сохраняется скан справки').waitFor()

      // Pressed twice: one request, and the page of its number.
      await site.button(t.form.send).dblclick()
      const number = await site.numberShown()
      const confirmation = page.url()
      await page.reload()
      assert.equal(await site.numberShown(), number, 'the confirmation can be opened again')
      await site.open('/requests')
      assert.equal(await page.getByRole('link', { name: /скан справки/ }).count(), 1, 'a double press made one request')
      const pdf = await visit.context.request.get(`${confirmation}.pdf`)
      assert.equal(pdf.headers()['content-type'], 'application/pdf')

      const registered = await stage.notice(email, 'request.registered', lang)
      assert.match(registered.subject, new RegExp(number))
      const [first, due] = await confirmedDates(visit, confirmation)
      for (const date of [first, due]) assert.match(registered.text, new RegExp(date), 'both dates of the confirmation stand in the letter')
      assert.doesNotMatch(
        registered.text + registered.html,
        /916\D?\D?123|Мария|«Прикрепить»|метка|qwerty123/,
        'a letter carries the number, the dates and the subject only',
      )

      // The desk, with the door as it is: password and a code.
      const work = await stage.visit({ viewport: { width: 1440, height: 900 } })
      const desk = new Desk(work.page)
      if (marker === 'wide') await desk.signIn(operator.login, password, codeOf(operator.secret, 30))
      else await work.context.addCookies([...operator.browser.cookies].map(([name, value]) => ({ name, value, url: stage.server.url, httpOnly: true })))
      await desk.open('/inbox?view=unassigned')
      await desk.page
        .getByRole('row')
        .filter({ hasText: number })
        .getByRole('link', { name: /скан справки/ })
        .click()
      await desk.take()
      await desk.start()
      await desk.write('note', 'Проверил журнал: файл пришел пустым.')
      const dueDay = new Date(Date.now() + 24 * 3600_000)
      await desk.write('ask', 'Пришлите, пожалуйста, снимок экрана с сообщением.', isoDay(dueDay))

      // The letter leads here; a fresh browser needs the number and the code of a second letter.
      await stage.notice(email, 'request.info_needed', lang)
      const elsewhere = await stage.visit({ viewport: { width, height: 800 }, javaScriptEnabled: script })
      const own = new CitizenSite(elsewhere.page, lang)
      assert.equal((await own.page.goto(own.path(`/requests/${number}`)))?.status(), 404)
      assert.equal(await own.page.getByText(marker).count(), 0, 'a number alone opens nothing')
      await own.askCode(number.replaceAll('-', ' '))
      await own.giveCode(await stage.code(email, lang))
      await own.page.getByText('Пришлите, пожалуйста, снимок экрана с сообщением.').waitFor()
      assert.equal(await own.page.getByText('файл пришел пустым').count(), 0, 'a note stays inside')
      await own.page.getByText(`метка ${marker}`).waitFor()
      assert.equal(await own.page.getByText('qwerty123').count(), 0, 'a password is hidden from everybody, its owner too')
      await own.field(t.request.replyText).fill('Вот снимок, он сделан сегодня утром.')
      await own.page.getByLabel(t.request.replyFiles).setInputFiles([aPicture('ответ.png')])
      await own.button(t.request.replySend).click()
      await own.page.getByText(t.flash.replied).waitFor()

      // The open page of the operator shows it without a reload.
      await desk.page.getByText('Вот снимок, он сделан сегодня утром.').waitFor()
      await desk.page.getByRole('link', { name: 'ответ.png' }).waitFor()
      await desk.write('resolve', 'Файл принят вручную, загрузка исправлена.')

      await stage.notice(email, 'request.resolved', lang)
      await own.page.reload()
      await own.page.getByText('Файл принят вручную, загрузка исправлена.').first().waitFor()
      await own.page.getByText(citizenStatusLooks.answer_ready[lang], { exact: true }).first().waitFor()
      await own.page.locator('summary', { hasText: t.request.rate }).click()
      await own.page.getByRole('radio', { name: '4' }).check()
      await own.button(t.request.rateDo).click()
      await own.page.getByText(t.flash.rated).waitFor()
      await own.page.locator('summary', { hasText: t.request.reopen }).click()
      await own.field(t.request.reopenText).fill('Второй файл по-прежнему не грузится.')
      await own.button(t.request.reopenDo).click()
      await own.page.getByText(t.flash.reopened).waitFor()

      await desk.page.getByText('Второй файл по-прежнему не грузится.').waitFor()
      await desk.write('resolve', 'Исправили и второй файл.')
      await desk.page.getByText('Исправили и второй файл.').waitFor()
      // The words "answer sent" may still be those of the first answer: the page is asked until the second one is there.
      const helped = own.button(t.request.helpedYes)
      for (let asked = 0; asked < 40 && !(await helped.isVisible()); asked++) {
        await own.page.waitForTimeout(250)
        await own.page.reload()
      }
      await helped.click()
      await own.page.getByText(t.flash.closed).waitFor()
    })
})
