import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { TalkPage } from '../helpers/chat.ts'
import { aPicture, like } from '../helpers/citizen-site.ts'
import { Console, presence } from '../helpers/console.ts'
import { pngOf } from '../helpers/intake.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

/** Everything that a person wrote or read in a log, in order; a mark or a time is left out. */
const words = (log: TalkPage['log']) => log.locator('.said').allInnerTexts()

suite('two citizens, two operators and a supervisor talk', { timeout: 10 * 60_000 }, () => {
  let stage: Stage
  let anna: Employee
  let petr: Employee
  let olga: Employee
  before(async () => {
    stage = await Stage.open()
    anna = await stage.employee('anna', ['operator'], ['first_line', 'security'])
    petr = await stage.employee('petr', ['specialist'], ['technical'])
    olga = await stage.employee('olga', ['supervisor'], ['first_line'])
    for (const one of [anna, petr]) await presence(one, 'online')
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  test('CHAT-1, CHAT-4, CHAT-6, CHAT-9, CHAT-11, CHAT-13, R10: question, ready answer, line, files, a killed server, hand-over, end, mail, rating, history', async () => {
    const brokenLine = /net::ERR_|WebSocket connection to|Failed to load resource: the server responded with a status of 50\d/
    const citizen = async (lang: 'ru' | 'en', width: number) => {
      const visit = await stage.visit({ viewport: { width, height: 740 } })
      visit.expected.push(brokenLine)
      return new TalkPage(visit.page, lang)
    }
    const [vera, john] = [await citizen('ru', 360), await citizen('en', 1280)]

    // The assistant answers John, and that was enough.
    await john.begin('The code for signing in does not come')
    await john.log.getByRole('button', { name: john.words['option.helped'] }).click()
    await john.page.getByText(john.words['result.helped']).waitFor()

    // He asks for something else and waits; Vera comes after him and is served first.
    await john.begin('Where can I see my request? An operator, please')
    await john.page.getByText(john.words['state.queued']).waitFor()
    await vera.begin('Мне позвонили мошенники, я продиктовала код из SMS')
    await vera.page.getByText(vera.words['state.queued']).waitFor()
    await vera.page.getByRole('heading', { name: like(vera.words.place) }).waitFor()
    await vera.page.getByRole('textbox', { name: vera.words['place.email'] }).fill('vera@example.org')
    await vera.button(vera.words['place.keep']).click()

    const hers = await Console.of(stage, anna)
    hers.visit.expected.push(brokenLine)
    await hers.page.keyboard.press('Alt+KeyN')
    await hers.inLog('продиктовала код').waitFor()
    await hers.say('Здравствуйте. Закрываем вход, оставайтесь здесь.')
    await vera.item('Закрываем вход').waitFor()

    // Files both ways.
    await vera.page.locator('summary', { hasText: vera.words.files }).click()
    await vera.page.getByLabel(vera.t.form.filesChoose).setInputFiles(aPicture('звонок.png'))
    await vera.kept('звонок.png').waitFor()
    await vera.say('Вот номер, с которого звонили')
    await hers.page.getByRole('log').getByRole('link', { name: 'звонок.png' }).waitFor()
    await hers.page.locator('input[type=file]').setInputFiles({ name: 'памятка.png', mimeType: 'image/png', buffer: pngOf('памятка') })
    await hers.page
      .getByRole('list', { name: hers.t('tickets.files') })
      .getByText('памятка.png')
      .waitFor()
    await hers.say('Памятка, что делать дальше.')
    const link = vera.log.getByRole('link', { name: 'памятка.png' })
    await link.waitFor()
    assert.equal((await vera.page.request.get((await link.getAttribute('href'))!)).status(), 200)

    // The service dies with both sides in the middle of a sentence, and both go on when it is back.
    await vera.message.fill('Пишу, пока сервер')
    await hers.answer.fill('Отвечаю, пока сервер лежит')
    await stage.server.kill()
    await vera.message.fill('Пишу, пока сервер лежит')
    await vera.message.press('Enter')
    await vera.item('Пишу, пока сервер лежит').getByText(vera.words['js.failed']).waitFor()
    await hers.page.keyboard.press('Control+Enter')
    await stage.server.start()
    await vera.arrived('Пишу, пока сервер лежит').waitFor()
    await hers.inLog('Пишу, пока сервер лежит').waitFor()
    if (await hers.answer.inputValue()) await hers.page.keyboard.press('Control+Enter')
    await vera.item('Отвечаю, пока сервер лежит').waitFor()
    await hers.inLog('Отвечаю, пока сервер лежит').waitFor()
    for (const said of ['Пишу, пока сервер лежит', 'Отвечаю, пока сервер лежит'])
      assert.deepEqual([await vera.item(said).count(), await hers.inLog(said).count()], [1, 1], said)

    // A specialist goes on, with everything that was said before his eyes.
    await hers.button('chats.do.transfer').click()
    const dialog = hers.page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption('technical')
    await dialog.getByRole('textbox').fill('Вход закрыт, сверить сеансы.')
    await dialog.locator('button[type=submit]').click()
    await hers.said('chats.done.transfer').waitFor()
    const his = await Console.of(stage, petr)
    await his.page
      .getByRole('button', { name: /Взять чат/ })
      .first()
      .click()
    for (const said of ['продиктовала код', 'Отвечаю, пока сервер лежит', 'Вход закрыт, сверить сеансы.']) await his.inLog(said).waitFor()
    await his.say('Чужие сеансы закрыты, вход открыт.')
    await vera.item('Чужие сеансы закрыты').waitFor()

    // Anna is free again and takes John.
    await hers.page.keyboard.press('Alt+KeyN')
    await hers.inLog('Where can I see my request').waitFor()
    await hers.say('Good afternoon. It stands under "My requests".')
    await john.item('It stands under').waitFor()

    // What the citizen sees is the order of the record, for her and for the specialist.
    const seen = await words(vera.log)
    await vera.page.reload()
    await vera.item('Чужие сеансы закрыты').waitFor()
    assert.deepEqual(
      (await words(vera.log)).filter((one) => seen.includes(one)),
      seen,
    )

    await his.button('chats.do.end').click()
    const ending = his.page.getByRole('dialog')
    await ending.getByRole('radio', { name: his.t('chats.result.solved') }).check()
    await ending.locator('button[type=submit]').click()
    await his.said('chats.done.end').waitFor()
    await vera.page.getByText(vera.words['result.solved']).waitFor()
    assert.match((await stage.notice('vera@example.org', 'chat.summary')).text, /Чужие сеансы закрыты, вход открыт/)
    await vera.page.locator('summary', { hasText: vera.words.rate }).click()
    await vera.page.getByRole('radio', { name: vera.words['rate.5'] }).check()
    await vera.button(vera.words['rate.do']).click()
    await vera.page.getByText(like(vera.words.rated.replace('{n}', '5'))).waitFor()

    const supervisor = await Console.of(stage, olga)
    await supervisor.open(`/chats/${vera.id()}`)
    await supervisor.page.getByText('Оценка 5 из 5').waitFor()
    await vera.open('/chats')
    await vera.page.getByRole('link', { name: /продиктовала код/ }).waitFor()
    await john.open('/chats')
    await john.page.getByRole('link', { name: /Where can I see/ }).waitFor()
    await john.page.getByRole('link', { name: /The code for signing in/ }).waitFor()
    assert.equal(await john.page.getByRole('link', { name: /продиктовала/ }).count(), 0)
  })
})
