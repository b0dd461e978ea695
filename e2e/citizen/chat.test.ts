import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { atChat, TalkPage, takenUp } from '../helpers/chat.ts'
import { aPicture, like } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('a talk of a citizen', () => {
  let stage: Stage
  let operator: Employee
  before(async () => {
    stage = await Stage.open()
    operator = await stage.employee('chat.anna', ['operator'], ['first_line', 'technical', 'documents', 'security'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  const visitor = async (options: Parameters<Stage['visit']>[0] = {}, lang: 'ru' | 'en' = 'ru') => {
    const visit = await stage.visit({ viewport: { width: 360, height: 740 }, ...options })
    visit.expected.push(/net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET)|WebSocket connection to/)
    return new TalkPage(visit.page, lang)
  }

  test('CHAT-1, CHAT-3, CHAT-10, CHAT-11, CHAT-13: question, ready answer, not helped, operator, answer, end, summary, rating', async () => {
    const talk = await visitor()
    const { page, words } = talk
    await talk.open('/chat')
    await isAccessible(page, 'beginning')
    // Guessed from twelve characters on, and chosen by nobody but the person.
    await talk.field(words.first).fill('Не приходит код для входа')
    await page.getByRole('group', { name: words.guess }).waitFor()
    assert.ok(await page.getByRole('radio', { name: words['guess.none'] }).isChecked())
    await isAccessible(page, 'topic guessed')
    await talk.field(words.first).press('Enter')
    await talk.item('Не приходит код для входа').first().waitFor()
    const id = talk.id()
    await talk.item(words['kind.greeting']).waitFor()
    await isAccessible(page, 'answered by the assistant')
    // The main button stands in the first screen.
    const box = await talk.button(words.send).boundingBox()
    assert.ok(box && box.y + box.height <= 740, JSON.stringify(box))
    await talk.log.getByRole('button', { name: words['option.not-helped'] }).click()
    await talk.log.getByRole('button', { name: words['option.not-helped'] }).waitFor({ state: 'detached' })
    await talk.button(words.call).first().click()
    await page.getByRole('heading', { name: like(words.place) }).waitFor()
    await isAccessible(page, 'in line')

    await atChat(operator, id, 'acceptance')
    await page.getByText(like(words['with.operator'])).waitFor()
    await talk.message.focus()
    await atChat(operator, id, 'messages', { text: 'Здравствуйте. Отправил новый код, проверьте почту.' })
    await talk.item('Отправил новый код').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'message', 'the focus stays in the field')
    // Plain words come over the socket and are drawn by the page itself.
    assert.equal(await talk.item('Отправил новый код').locator('[data-who]').innerText(), 'Оператор Сотрудник')
    await page.keyboard.type('Пришел.')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('Спасибо')
    await page.keyboard.press('Enter')
    await talk.arrived('Пришел.').waitFor()
    assert.equal(await talk.message.inputValue(), '')
    const { status } = await operator.browser.send('PUT', `/api/desk/chats/${id}/reading`, { json: { seq: 1000 } })
    assert.ok(status < 300)
    await isAccessible(page, 'with the operator')

    await atChat(operator, id, 'end', { result: 'solved', solution: 'Код отправлен заново' })
    await page.getByText('Код отправлен заново').waitFor()
    await page.getByText(words['result.solved']).waitFor()
    assert.equal(await talk.message.count(), 0)
    await isAccessible(page, 'ended')
    await page.locator('summary', { hasText: words.rate }).click()
    await page.getByRole('radio', { name: words['rate.5'] }).check()
    await talk.button(words['rate.do']).click()
    await page.getByText(like(words.rated.replace('{n}', '5'))).waitFor()

    // CHAT-6: found by a word, downloaded, and read again.
    await talk.open('/chats')
    await page.getByRole('searchbox').fill('новый код')
    await talk.button(words['list.find']).click()
    await page.getByRole('link', { name: 'Не приходит код для входа' }).waitFor()
    assert.ok(!page.url().includes('?'), 'what was looked for stands in no address')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: words['ended.txt'] }).first().click()])
    assert.match(String(await (await download.createReadStream()).toArray()), /Отправил новый код/)
  })

  test('R10: what was written and missed without a network arrives once, in order, when it is back', async () => {
    const talk = await visitor()
    const { page, words } = talk
    const id = await takenUp(operator, talk, 'Не открывается раздел с услугами')
    await page.getByText(like(words['with.operator'])).waitFor()
    await page.context().setOffline(true)
    await page.getByText(words['js.offline']).waitFor()
    await talk.say('первое без связи')
    await talk.message.fill('второе без связи')
    await talk.message.press('Enter')
    await talk.item('первое без связи').getByText(words['js.failed']).waitFor()
    await isAccessible(page, 'without a network')
    await atChat(operator, id, 'messages', { text: 'пропущенное' })
    await page.context().setOffline(false)
    await page.getByText(words['js.back']).waitFor()
    await talk.item('пропущенное').waitFor()
    await talk.arrived('второе без связи').waitFor()
    const said = (await talk.log.locator('[data-seq] .said').allInnerTexts()).filter((text) => /без связи/.test(text))
    assert.deepEqual(said, ['первое без связи', 'второе без связи'])
    await page.reload()
    const kept = (await talk.log.locator('[data-seq] .said').allInnerTexts()).filter((text) => /без связи/.test(text))
    assert.deepEqual(kept, said)
  })

  test('R10: an answer that was lost on the way is asked for again with the same key, and said once', async () => {
    const talk = await visitor()
    const { page } = talk
    await talk.begin('Сайт открывается медленно')
    const keys: string[] = []
    await page.route('**/say*', async (route) => {
      keys.push(new URLSearchParams(route.request().postData() ?? '').get('key') ?? '')
      if (keys.length > 1) return route.continue()
      // Taken by the server, and its answer lost.
      await route.fetch()
      return route.abort('connectionreset')
    })
    await talk.say('скажу один раз')
    await talk.item('скажу один раз').getByText(talk.words['js.failed']).waitFor()
    await talk.arrived('скажу один раз').waitFor()
    assert.equal(await talk.item('скажу один раз').count(), 1)
    assert.ok(keys.length >= 2 && new Set(keys).size === 1, keys.join(' '))
  })

  test('C12: where WebSocket is blocked the talk goes on by asking, and says so', async () => {
    const talk = await visitor()
    const { page, words } = talk
    await page.routeWebSocket(/api\/live/, (socket) => void socket.close())
    const id = await takenUp(operator, talk, 'Не сохраняется файл справки')
    await page.getByText(like(words['with.operator'])).waitFor()
    await page.getByText(words['js.polling']).waitFor()
    await atChat(operator, id, 'messages', { text: 'видно и без сокета' })
    await talk.item('видно и без сокета').waitFor({ timeout: 15_000 })
    await talk.say('и отсюда')
    await talk.arrived('и отсюда').waitFor()
  })

  test('CHAT-4, PHISH-4: files go with progress, a wrong one is refused in words, a secret is hidden and named', async () => {
    const talk = await visitor({ viewport: { width: 1280, height: 800 } })
    const { page, words, t } = talk
    await talk.begin('Не загружается снимок экрана')
    await page.locator('summary', { hasText: words.files }).click()
    await page
      .getByLabel(t.form.filesChoose)
      .setInputFiles([aPicture(), { name: 'игра.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ12345') }])
    await page.getByText(t.problems['file.type'].replace('{name}', 'игра.exe')).first().waitFor()
    await talk.kept('Снимок экрана.png').waitFor()
    await talk.say('Мой пароль: Тайна12345')
    await talk.item('Снимок экрана.png').getByRole('link').waitFor()
    await talk.item(like(words['event.secret-named'])).waitFor()
    assert.equal(await page.getByText('Тайна12345').count(), 0)
  })

  test('CHAT-4, CHAT-10, C22: a screenshot is pasted, Enter can begin a line, typed words survive a reload, and erasing leaves nothing in the browser', async () => {
    const talk = await visitor({ viewport: { width: 1280, height: 800 } })
    const { page, words } = talk
    const id = await talk.begin('Не открывается раздел с услугами')
    await talk.message.evaluate((field, base64) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], 'image.png', { type: 'image/png' }))
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, aPicture().buffer.toString('base64'))
    await talk.kept(words['files.screenshot']).waitFor()
    await page.getByRole('checkbox', { name: words.enter }).uncheck()
    await talk.message.fill('строка')
    await talk.message.press('Enter')
    await page.keyboard.type('вторая')
    assert.equal(await talk.message.inputValue(), 'строка\nвторая')
    await talk.button(words.send).click()
    await talk
      .item(/строка\s+вторая/)
      .getByRole('link')
      .waitFor()
    await talk.message.fill('еще не отправлено')
    await page.reload()
    assert.equal(await talk.message.inputValue(), 'еще не отправлено')
    assert.ok(!(await page.getByRole('checkbox', { name: words.enter }).isChecked()), 'the choice stays')

    await page.locator('summary', { hasText: words.wipe }).click()
    await talk.button(words['wipe.do']).click()
    await page.getByText(talk.t.flash['chat-wiped']).waitFor()
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0)
    assert.equal((await page.goto(`/chat/${id}`))?.status(), 404)
  })

  test('what the person opened, typed and chose stays while the talk goes on; what is said of the other side moves', async () => {
    const talk = await visitor({ viewport: { width: 1280, height: 800 } })
    const { page, words } = talk
    const id = await takenUp(operator, talk, 'Сайт открывается медленно')
    await page.getByText(like(words['with.operator'])).waitFor()
    await page.locator('summary', { hasText: words.make }).click()
    const subject = page.getByRole('textbox', { name: words['make.subject'] })
    await subject.fill('Медленно с утра')
    await atChat(operator, id, 'waiting')
    await page.getByText(words['state.waiting_citizen']).or(page.getByText(words['event.waiting'])).first().waitFor()
    await atChat(operator, id, 'topic', { topic: 'tech.upload' })
    await page.locator('summary', { hasText: talk.t.topics['tech.upload'] }).waitFor()
    assert.equal(await subject.inputValue(), 'Медленно с утра')
    assert.equal(await page.getByRole('combobox', { name: talk.t.form.topic }).inputValue(), 'tech.upload', 'what was not touched follows')
    assert.match((await page.evaluate(() => document.activeElement?.id)) ?? '', /request-subject/)
  })

  test('CHAT-1, CHAT-11: without scripts a talk is begun, answered, called to an operator, made a request of and erased', async () => {
    const talk = await visitor({ javaScriptEnabled: false })
    const { page, words } = talk
    const id = await talk.begin('Не приходит код для входа')
    await talk.say('Пробовал три раза')
    await talk.item('Пробовал три раза').waitFor()
    await talk.button(words.call).first().click()
    await page.getByText(words['state.queued']).waitFor()
    await atChat(operator, id, 'acceptance')
    await atChat(operator, id, 'messages', { text: 'Здравствуйте, смотрю' })
    await page.getByRole('link', { name: words.reload }).click()
    await talk.item('Здравствуйте, смотрю').waitFor()
    await talk.say('')
    await talk.summary.waitFor()
    await page.locator('summary', { hasText: words.wipe }).click()
    await talk.button(words['wipe.do']).click()
    await page.getByText(talk.t.flash['chat-wiped']).waitFor()
    assert.equal((await page.goto(`/chat/${id}`))?.status(), 404)
  })

  test('CHAT-2: a request is made of the talk, its number stands at the top', async () => {
    const talk = await visitor({}, 'en')
    const { page, words } = talk
    await talk.begin('I cannot upload the certificate')
    await page.locator('summary', { hasText: words.make }).click()
    await page.getByRole('textbox', { name: words['make.email'] }).fill('no at sign')
    await talk.button(words['make.do']).click()
    await page.getByText(talk.t.problems['email.invalid']).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'request-email', 'the focus leads to what is wrong')
    await page.getByRole('textbox', { name: words['make.email'] }).fill('chat.guest@example.org')
    await page.getByRole('textbox', { name: words['make.phone'] }).fill('+7 916 123-45-67')
    await talk.button(words['make.do']).click()
    await page.getByRole('heading', { name: words.request }).waitFor()
    const number = (
      await page
        .getByText(/^\d{2}-\d{4}-\d{4}-\d$/)
        .first()
        .innerText()
    ).trim()
    await isAccessible(page, 'request made')
    await page.getByRole('link', { name: words['request.open'] }).click()
    await page.getByText(number).first().waitFor()
  })

  test('the small window holds the same talk beside any page, tells what waits in its name, and folds by Escape', async () => {
    const talk = await visitor({ viewport: { width: 1280, height: 800 } })
    const { page, words } = talk
    const asked: string[] = []
    await talk.open('/privacy')
    page.on('request', (request) => asked.push(request.url()))
    await page.locator('.window > summary').click()
    const inside = page.frameLocator('.window iframe')
    await inside.getByRole('textbox', { name: words.first }).fill('Где посмотреть статус заявления')
    await inside.getByRole('button', { name: words.begin }).click()
    await inside.getByRole('log').getByText('Где посмотреть статус').first().waitFor()
    await isAccessible(page, 'window open')
    const frame = page.frames().find((one) => one.url().includes('window=1'))
    const id = /chat\/([0-9a-f-]{36})/.exec(frame?.url() ?? '')?.[1] as string
    await inside.getByRole('button', { name: words.call }).first().click()
    await inside.getByText(words['state.queued']).waitFor()
    await inside.getByRole('textbox', { name: words.message, exact: true }).press('Escape')
    assert.equal(await page.locator('.window').getAttribute('open'), null)
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SUMMARY')
    await atChat(operator, id, 'acceptance')
    await atChat(operator, id, 'messages', { text: 'Здравствуйте' })
    await page.locator('.window > summary').getByText(like(words['js.unread'])).waitFor()
    await page.locator('.window > summary').click()
    await inside.getByText('Здравствуйте').first().waitFor()
    await page.locator('.window > summary').getByText(words['frame.close']).waitFor()
  })

  test('WCAG 2.1.1: by keyboard alone a talk is begun, answered by a numbered button and ended', async () => {
    const talk = await visitor({}, 'en')
    const { page, words } = talk
    await talk.open('/chat')
    await talk.field(words.first).focus()
    await page.keyboard.type('The code for signing in does not come')
    await page.keyboard.press('Enter')
    await talk.log.waitFor()
    await talk.log.getByRole('button', { name: words['option.not-helped'] }).focus()
    await page.keyboard.press('Enter')
    await talk.item(like(words.pressed)).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'message', 'the button is gone, the focus goes on to the field')
    await page.locator('summary', { hasText: words.end }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(like(words['ended.at'])).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement === document.body), false, 'the focus is somewhere')
  })
})
