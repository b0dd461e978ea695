import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { isAccessible } from '../helpers/accessible.ts'
import { Desk } from '../helpers/desk.ts'
import { tabTo } from '../helpers/keyboard.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { Talker } from '../helpers/talker.ts'

suite('the assistant learns from people', { timeout: 5 * 60_000 }, () => {
  let stage: Stage
  let anna: Employee
  let ella: Employee
  before(async () => {
    stage = await Stage.open()
    anna = await stage.employee('anna', ['operator'], ['first_line'])
    ella = await stage.employee('ella', ['editor'], [])
  })
  afterEach((test) => stage.clear(test as TestContext))
  after(() => stage?.close())

  const question = 'голубь не приносит шифр для кабинета'

  test('CHAT-3, CHAT-11: an operator corrects in one press, an editor takes it over by keyboard and publishes, the same question is then answered', async () => {
    const { url } = stage.server
    await anna.browser.send('PUT', '/api/desk/presence', { json: { state: 'online', most: 4 } })
    const talker = await Talker.waiting(url, question)
    const first = (await talker.messages()).find((one) => one.from === 'assistant' && one.kind !== 'greeting')
    assert.notEqual(first?.article?.id, 'code-missing')

    const desk = new Desk((await stage.atDesk(anna)).page)
    await desk.open(`/chats/${talker.id}`)
    const teach = desk.page.getByRole('region', { name: desk.t('chats.teach'), exact: true })
    await teach.getByText(question).last().waitFor()
    await teach.getByRole('combobox', { name: desk.t('chats.teach-other') }).selectOption('two_factor')
    await teach.getByRole('button', { name: desk.t('chats.teach-say'), exact: true }).click()
    await teach.getByRole('button', { name: desk.t('chats.teach-undo'), exact: true }).click()
    await desk.said('chats.teach-undone').waitFor()
    await teach.getByRole('combobox', { name: desk.t('chats.teach-other') }).selectOption('two_factor')
    await teach.getByRole('button', { name: desk.t('chats.teach-say'), exact: true }).click()
    await teach.getByRole('button', { name: desk.t('chats.teach-undo'), exact: true }).waitFor()
    // What was said of the first press may still stand there.
    await desk.said('chats.teach-done').last().waitFor()
    await isAccessible(desk.page, 'a talk with a correction')

    const ellas = new Desk((await stage.atDesk(ella)).page)
    const { page } = ellas
    await ellas.open('/learning')
    await page.getByRole('listitem').getByText(question, { exact: true }).waitFor()
    await isAccessible(page, 'wordings')
    await ellas.page.getByRole('button', { name: ellas.t('learning.edit-this', { text: question }) }).click()
    await page.getByRole('combobox', { name: ellas.t('learning.article') }).selectOption('code-missing')
    // By keys alone: mark all, take the marked over.
    await page.locator('body').click({ position: { x: 1, y: 1 } })
    await tabTo(page, ellas.t('learning.mark-all', { shown: 1, all: 1 }))
    await page.keyboard.press('Space')
    await tabTo(page, ellas.t('learning.take-marked', { count: 1 }))
    await page.keyboard.press('Enter')
    await page.getByText(ellas.t('learning.none.proposed')).waitFor()

    await page.getByRole('link', { name: ellas.t('learning.part.models'), exact: true }).click()
    await page.getByText(ellas.t('learning.fresh', { count: 1 })).waitFor()
    await ellas.button('learning.learn').click()
    await page.getByText(ellas.t('learning.is-live')).waitFor()
    await page.getByText(ellas.t('learning.fresh', { count: 0 })).waitFor()
    await isAccessible(page, 'models')

    const again = await Talker.open(url, question)
    const answer = (await again.messages()).at(-1)!
    const articles = [answer.article?.id, ...answer.options.map((one: { id: string }) => one.id.replace('article-', ''))]
    assert.ok(articles.includes('code-missing'), JSON.stringify(answer))

    await ellas.button('learning.use-shipped').click()
    await ellas.said('learning.is-chosen').waitFor()
  })
})
