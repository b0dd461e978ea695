import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { CitizenSite } from '../helpers/citizen-site.ts'
import { Desk } from '../helpers/desk.ts'
import { type Employee, invited } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

suite('the knowledge base', () => {
  let stage: Stage
  let editor: Employee
  let operator: Employee
  before(async () => {
    stage = await Stage.open()
    const admin = await stage.admin
    editor = await invited(admin, 'editor1', ['editor'])
    operator = await invited(admin, 'reader1', ['operator'])
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(() => stage.close())

  test('CHAT-11, HOT-8: an editor writes and publishes an article, a citizen finds it in the help; a text that asks for a code stays in the field', async () => {
    const desk = new Desk((await stage.atDesk(editor)).page)
    const { page } = desk
    await desk.open('/knowledge')
    await desk.button('knowledge.new').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: desk.t('knowledge.name') }).fill('voice-mail')
    await dialog.getByRole('button', { name: desk.t('knowledge.begin') }).click()
    const side = (lang: 'ru' | 'en') => page.getByRole('group', { name: desk.t(`knowledge.lang.${lang}`) })
    const field = (lang: 'ru' | 'en', name: 'title' | 'text' | 'asked') => side(lang).getByRole('textbox', { name: desk.t(`knowledge.field.${name}`) })
    await field('ru', 'title').fill('Автоответчик просит код')
    await field('ru', 'text').fill('Сообщите нам код из SMS.')
    await field('ru', 'asked').fill('робот по телефону спрашивает цифры')
    await field('en', 'title').fill('Voice mail asks for a code')
    await field('en', 'text').fill('Hang up. We never ask for a code.')
    await page.getByRole('combobox', { name: desk.t('knowledge.column.topic') }).selectOption('phishing_report')
    await desk.button('knowledge.save').click()
    await page.getByRole('alert').waitFor()
    assert.match(await page.getByRole('alert').innerText(), /Сообщите нам код из SMS/)
    assert.equal(await field('ru', 'text').inputValue(), 'Сообщите нам код из SMS.')
    await isAccessible(page, 'a refused article')
    await field('ru', 'text').fill('Положите трубку. Мы никогда не спрашиваем код.')
    await desk.button('knowledge.save').click()
    const publish = page.getByRole('button', { name: desk.t('knowledge.publish', { version: 1 }) })
    await publish.waitFor()
    await publish.click()
    await page.getByText(desk.t('knowledge.shown')).waitFor()

    const { page: phone } = await stage.visit({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    const site = new CitizenSite(phone, 'ru')
    await site.open('/help')
    await phone.getByLabel(site.t.articles.ask).fill('робот по телефону спрашивает цифры')
    await site.button(site.t.articles.find).click()
    await phone.getByRole('link', { name: 'Автоответчик просит код' }).click()
    await phone.getByText('Положите трубку.').waitFor()
    await site.button(site.t.articles.no).click()
    await phone.getByText(site.t.flash['article-not-helped']).waitFor()

    await desk.open('/knowledge/voice-mail')
    await desk.button('knowledge.withdraw').click()
    await page.getByText(desk.t('knowledge.not-shown')).waitFor()
    const gone = await phone.goto(`${stage.server.url}/help/voice-mail`)
    assert.equal(gone?.status(), 404)
  })

  test('C3: an operator reads the articles and finds no button to change them', async () => {
    const desk = new Desk((await stage.atDesk(operator)).page)
    await desk.open('/knowledge/code-missing')
    await desk.page.getByText(desk.t('knowledge.shown')).waitFor()
    assert.equal(await desk.button('knowledge.save').count(), 0)
    assert.equal(await desk.button('knowledge.withdraw').count(), 0)
  })
})
