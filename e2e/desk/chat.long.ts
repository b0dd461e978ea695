import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import { Console, presence } from '../helpers/console.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'
import { Talker } from '../helpers/talker.ts'

suite('a chat whose operator is gone', { timeout: 5 * 60_000 }, () => {
  let stage: Stage
  let anna: Employee
  let boris: Employee
  before(async () => {
    stage = await Stage.open()
    anna = await stage.employee('anna', ['operator'], ['first_line'])
    boris = await stage.employee('boris', ['operator'], ['first_line'])
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  // The rule alone, with the time as an argument, is in routing/dispatcher.test.ts.
  test('R14, CHAT-9: who does not come back within a minute gives the talk back to the line, with all that was said', async () => {
    await presence(anna, 'online')
    const hers = await Console.of(stage, anna)
    const talker = await Talker.waiting(stage.server.url, 'Оператор, пропала справка из кабинета')
    await hers.page.keyboard.press('Alt+KeyN')
    await hers.say('Здравствуйте, ищем справку.')
    await hers.visit.context.close()
    await talker.say('Жду, спасибо')
    await presence(boris, 'online')
    const his = await Console.of(stage, boris)
    const back = his.inLine('пропала справка')
    await back.waitFor({ timeout: 120_000 })
    await back.getByRole('button').click()
    await his.inLog('Здравствуйте, ищем справку.').waitFor()
    await his.inLog('Жду, спасибо').waitFor()
    await his.page.getByText(his.t('chats.event.gone')).waitFor()
    await his.say('Нашли, она снова в кабинете.')
    await talker.heard('Нашли, она снова')
  })
})
