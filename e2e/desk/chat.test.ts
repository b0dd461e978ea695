import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { Console, presence } from '../helpers/console.ts'
import { pngOf } from '../helpers/intake.ts'
import { stopOf, tabTo } from '../helpers/keyboard.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { Talker } from '../helpers/talker.ts'

suite('chats at the desk', { timeout: 15 * 60_000 }, () => {
  let stage: Stage
  let anna: Employee
  let boris: Employee
  let petr: Employee
  let olga: Employee
  before(async () => {
    stage = await Stage.open()
    anna = await stage.employee('anna', ['operator'], ['first_line'])
    boris = await stage.employee('boris', ['operator'], ['first_line'])
    petr = await stage.employee('petr', ['specialist'], ['technical'])
    olga = await stage.employee('olga', ['supervisor'], ['first_line'])
  })
  afterEach(async (test) => {
    for (const one of [anna, boris, petr, olga]) await presence(one, 'offline')
    await stage.clear(test as TestContext)
  })
  after(() => stage?.close())

  const console = (who: Employee) => Console.of(stage, who)
  const waiting = (text: string) => Talker.waiting(stage.server.url, text)
  /** Takes the talk with this question out of the line, through the API. */
  const taken = async (who: Employee, talker: Talker) => {
    const { status, body } = await who.browser.send('POST', `/api/desk/chats/${talker.id}/acceptance`, { json: {} })
    assert.equal(status, 200, JSON.stringify(body))
  }

  test('CHAT-9, CHAT-4, CHAT-13: urgent first, an answer, files both ways, a specialist, the end with its summary, a rating', async () => {
    await presence(anna, 'online')
    const plain = await waiting('Где посмотреть мое заявление, подскажите оператора')
    const urgent = await waiting('Мне позвонил мошенник, и я продиктовал ему код из SMS')
    await urgent.act('POST', 'place', { email: 'urgent@example.org' })
    const desk = await console(anna)
    const line = desk.page.getByRole('region', { name: desk.t('chats.show.queue') }).getByRole('listitem')
    await line.nth(1).waitFor()
    assert.match(await line.first().innerText(), /мошенник/, 'the urgent one stands first though it came later')
    await isAccessible(desk.page, 'console with a line')

    await desk.page.keyboard.press('Alt+KeyN')
    await desk.answer.waitFor()
    await desk.inLog('мошенник').waitFor()
    assert.ok(await desk.answer.evaluate((field) => field === document.activeElement), 'who takes one may write at once')
    await desk.say('Здравствуйте. Закрываем вход, оставайтесь на связи.')
    const heard = await urgent.heard('Закрываем вход')
    assert.equal(heard.from, 'staff')
    await urgent.act('PUT', 'reading', { seq: heard.seq })
    await desk.page.getByRole('log').getByText(desk.t('chats.mark.read')).waitFor()

    await urgent.say('Вот мой пароль: qwertyУтес77')
    await desk.page.getByText(desk.t('chats.event.secret-hidden')).waitFor()
    assert.ok(!(await desk.page.content()).includes('qwerty'), 'a secret never comes to the desk')
    await urgent.sendPicture('снимок (2).png', 'Так выглядит экран')
    const link = desk.page.getByRole('log').getByRole('link', { name: 'снимок (2).png' })
    await link.waitFor()
    assert.equal((await desk.page.request.get((await link.getAttribute('href'))!)).status(), 200)
    await desk.page.locator('input[type=file]').setInputFiles({ name: 'памятка.png', mimeType: 'image/png', buffer: pngOf('памятка') })
    await desk.page
      .getByRole('list', { name: desk.t('tickets.files') })
      .getByText('памятка.png')
      .waitFor()
    await desk.say('Памятка, что делать дальше.')
    const withFile = await urgent.heard('Памятка')
    assert.equal((await urgent.file(withFile.files[0].id)).status, 200)

    await desk.page.getByRole('tab', { name: desk.t('chats.mode.note'), exact: true }).click()
    await desk.page.getByRole('textbox', { name: desk.t('chats.words.note') }).fill('Сверить входы за сутки.')
    await desk.button('chats.send.note').click()
    await desk.inLog('Сверить входы за сутки.').waitFor()
    assert.ok(!(await urgent.messages()).some((one) => one.kind === 'note' || one.text.includes('Сверить')), 'a note is for colleagues')

    await presence(petr, 'online')
    await desk.button('chats.do.transfer').click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption('technical')
    await dialog.getByRole('textbox').fill('Вход закрыт, нужен разбор.')
    await isAccessible(desk.page, 'hand-over')
    await dialog.locator('button[type=submit]').click()
    await desk.said('chats.done.transfer').waitFor()

    const his = await console(petr)
    await his.page
      .getByRole('button', { name: /Взять чат/ })
      .first()
      .click()
    await his.inLog('Вход закрыт, нужен разбор.').waitFor()
    await his.inLog('Сверить входы за сутки.').waitFor()
    await his.say('Вход открыт, все чужие сеансы закрыты.')
    await his.button('chats.do.end').click()
    const ending = his.page.getByRole('dialog')
    assert.equal(await ending.getByRole('textbox').inputValue(), 'Вход открыт, все чужие сеансы закрыты.')
    await ending.getByRole('radio', { name: his.t('chats.result.solved') }).check()
    await ending.locator('button[type=submit]').click()
    await his.said('chats.done.end').waitFor()
    await isAccessible(his.page, 'an ended talk')

    const over = await urgent.read()
    assert.deepEqual([over.state, over.result, over.summary.solution], ['ended', 'solved', 'Вход открыт, все чужие сеансы закрыты.'])
    assert.match((await stage.notice('urgent@example.org', 'chat.summary')).text, /чужие сеансы закрыты/)
    await urgent.act('PUT', 'rating', { score: 5 })
    const hers = await console(olga)
    await hers.open(`/chats/${urgent.id}`)
    await hers.page.getByText('Оценка 5 из 5').waitFor()
    const { body } = await urgent.browser.send('GET', '/api/chats')
    assert.ok(
      body.items.some(({ id }: { id: string }) => id === urgent.id),
      'the talk stays in the history of the citizen',
    )
    await taken(anna, plain)
    await plain.act('POST', 'end', {})
  })

  test('CHAT-12, ETIQ-6: words that come elsewhere change the count and the clock, never the focus or what is typed', async () => {
    await presence(anna, 'online')
    const [one, other] = [await waiting('Первый вопрос оператору про визит'), await waiting('Второй вопрос оператору про справку')]
    for (const talker of [one, other]) await taken(anna, talker)
    const desk = await console(anna)
    await desk.page.getByRole('link', { name: /Первый вопрос/ }).click()
    await desk.answer.fill('Набираю ответ и не хочу его потерять')
    await other.say('Вы там?')
    const card = desk.page.getByRole('listitem').filter({ hasText: 'Второй вопрос' })
    await card.getByText(/новое|новых/).waitFor()
    await card.getByText(/ждет \d/).waitFor()
    assert.ok(await desk.answer.evaluate((field) => field === document.activeElement))
    assert.equal(await desk.answer.inputValue(), 'Набираю ответ и не хочу его потерять')

    // The citizen leaves while the answer is typed: the words are kept to be read and copied.
    await one.act('POST', 'end', {})
    const unsent = desk.page.getByRole('textbox', { name: desk.t('chats.unsent-text') })
    await unsent.waitFor()
    assert.equal(await unsent.inputValue(), 'Набираю ответ и не хочу его потерять')
    await isAccessible(desk.page, 'an answer that was not sent')
    await card.getByRole('link').click()
    await desk.inLog('Вы там?').waitFor()
    await desk.say('Да, на связи.')
    await other.heard('Да, на связи.')

    // An end for abuse takes a warning first, and is judged by a supervisor.
    const ending = async () => {
      await desk.button('chats.do.end').click()
      await desk.page
        .getByRole('dialog')
        .getByRole('radio', { name: desk.t('chats.result.abuse') })
        .check()
    }
    await ending()
    await desk.button('chats.do.warn').click()
    await desk.said('chats.done.warn').waitFor()
    assert.ok((await other.messages()).some(({ event }) => event === 'warned'))
    await ending()
    await desk.page.getByRole('dialog').getByRole('textbox').fill('Предупреждали, не помогло.')
    await desk.page.getByRole('dialog').locator('button[type=submit]').click()
    await desk.said('chats.done.end').waitFor()
    const hers = await console(olga)
    await hers.page.getByText(hers.t('chats.show.ended'), { exact: true }).click()
    await hers.page.getByRole('link', { name: /Второй вопрос/ }).click()
    await hers.page.getByText(hers.t('chats.result.abuse'), { exact: true }).waitFor()
    await hers.button('chats.do.review-unfair').click()
    await hers.said('chats.done.review').waitFor()
    await hers.page.getByText(hers.t('chats.event.review-unfair')).waitFor()
    assert.ok((await other.messages()).some(({ event }) => event === 'review-unfair'))
  })

  test('CHAT-12: an answer to a talk that another one leads now is refused in words and stays in the field', async () => {
    await presence(anna, 'online')
    await presence(boris, 'online')
    const talker = await waiting('Вопрос оператору о записи в офис')
    await taken(anna, talker)
    const desk = await console(anna)
    desk.visit.expected.push(/status of 40[39]/)
    await desk.page.getByRole('link', { name: /записи в офис/ }).click()
    await desk.answer.fill('Ответ, который не должен пропасть')
    // Her line is cut, so that she does not hear of it.
    await desk.page.route(/\/api\/desk\/chats/, (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()))
    desk.visit.expected.push(/net::ERR_FAILED/)
    const { status, body } = await olga.browser.send('POST', `/api/desk/chats/${talker.id}/transfer`, { json: { staffId: boris.id } })
    assert.equal(status, 200, JSON.stringify(body))
    await desk.answer.press('Control+Enter')
    await desk.page.getByRole('alert').getByText(desk.t('problems.chat.not-yours')).waitFor()
    assert.equal(await desk.answer.inputValue(), 'Ответ, который не должен пропасть')
    assert.ok(!(await talker.messages()).some((one) => one.text.includes('не должен пропасть')))
    await talker.act('POST', 'end', {})
  })

  test('CHAT-9: a chat is offered politely, and the browser of who took it dies: nothing that was said is lost', async () => {
    await presence(anna, 'online')
    const desk = await console(anna)
    const talker = await waiting('Оператор, помогите с загрузкой файла')
    const offer = desk.page.getByRole('region', { name: desk.t('chats.offer-label') })
    await offer.waitFor()
    assert.ok(await desk.page.evaluate(() => !document.querySelector('[aria-label="Предложенный чат"]')?.contains(document.activeElement)), 'the focus stays')
    await isAccessible(desk.page, 'an offer')
    await offer.getByRole('button', { name: desk.t('chats.take'), exact: true }).click()
    await desk.say('Здравствуйте, смотрим.')
    await talker.heard('смотрим')
    await desk.visit.context.close()

    await talker.say('Спасибо, я жду и пишу дальше')
    const again = await console(anna)
    const card = again.page.getByRole('listitem').filter({ hasText: 'помогите с загрузкой' })
    await card.getByText(/нов/).waitFor()
    await card.getByRole('link').click()
    await again.inLog('Здравствуйте, смотрим.').waitFor()
    await again.inLog('Спасибо, я жду и пишу дальше').waitFor()
    await again.say('Вернулись к вам.')
    await talker.heard('Вернулись к вам.')
    await talker.act('POST', 'end', {})
  })

  test('WCAG 2.1.1, PHISH-4: from going on line to the end of a talk without a pointer', async () => {
    const desk = await console(boris)
    const { page } = desk
    await page.keyboard.press('Alt+KeyZ')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^На линии 0\/\d/ }).waitFor()
    const talker = await waiting('Оператора. Не приходит код для входа, номер прежний')
    await page.getByText('Не приходит код для входа').first().waitFor()
    await page.keyboard.press('Alt+KeyN')
    await desk.answer.waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')

    await page.keyboard.type('/')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('listitem').first().waitFor()
    await tabTo(page, /^Вставить/)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value?.length > 20)
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('Сообщите код из SMS. ')
    await page.getByRole('alert').getByText(desk.t('tickets.guard'), { exact: true }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Проверили отправку: код придет за минуту.')
    await page.keyboard.press('Control+Enter')
    await talker.heard('Проверили отправку')
    assert.ok(!(await talker.messages()).some((one) => one.text.includes('Сообщите код')), 'what asks for a code is never sent')
    assert.ok((await stopOf(page)).onScreen)

    await page.keyboard.press('Alt+KeyP')
    await page.keyboard.type('Перезвонить не просил.')
    await page.keyboard.press('Control+Enter')
    await desk.inLog('Перезвонить не просил.').waitFor()
    await page.keyboard.press('Alt+KeyU')
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+Enter')
    await dialog.waitFor()
    await tabTo(page, desk.t('chats.result.solved'))
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await desk.said('chats.done.end').waitFor()
    assert.equal((await talker.read()).result, 'solved')
    await isAccessible(page, 'after a keyboard walk')
  })
})
