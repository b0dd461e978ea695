import assert from 'node:assert/strict'
import { Talker } from '../helpers/talker.ts'
import type { AtDesk } from './at-desk.ts'

const questions = {
  ru: 'Не приходит код для входа в личный кабинет, хотя номер телефона прежний',
  en: 'The sign-in code does not come though my number is the same',
}

/** The console of chats: the line, a talk from the first look to its end, what is refused, what is offered. */
export async function sweepChats({ stage, cast, walk, desk, page, close }: AtDesk): Promise<void> {
  const { url } = stage.server
  const { lang } = walk.look
  const dialog = page.getByRole('dialog')
  const submit = dialog.locator('button[type=submit]')
  const presence = async (state: string) => {
    const { status, body } = await cast.everything.browser.send('PUT', '/api/desk/presence', { json: { state, most: 1 } })
    assert.equal(status, 200, JSON.stringify(body))
  }
  const lastWord = () => page.getByRole('log').getByRole('article').last().waitFor()
  await presence('pause')
  await desk.open('/chats')
  await page.getByText(desk.t('chats.presence.pause')).waitFor()
  await walk.here('page chats/:id? empty')
  await desk.open('/chats/00000000-0000-7000-8000-000000000000')
  await page.getByText(desk.t('chats.not-found')).waitFor()
  await walk.here('page chats/:id? missing')

  // On line, so that at night too the talk is not made a request at once.
  await presence('online')
  const citizen = await Talker.waiting(url, questions[lang], lang)
  await desk.open('/chats')
  await page.getByRole('region', { name: desk.t('chats.offer-label') }).waitFor()
  await walk.here('page chats/:id?')
  await page.getByRole('link', { name: questions[lang] }).first().click()
  await lastWord()
  await walk.here('page chats/:id? waiting')
  await desk.button('chats.do.accept').click()
  await page.getByRole('textbox', { name: desk.t('chats.words.write') }).waitFor()
  await citizen.sendPicture('Снимок экрана с очень длинным названием (2).png', '123456')
  await page
    .getByText(desk.t('chats.event.secret-hidden'))
    .or(page.getByRole('link', { name: /Снимок/ }))
    .first()
    .waitFor()
  await walk.here('page chats/:id? talk')
  for (const mode of ['note', 'write'] as const) {
    await page.getByRole('tab', { name: desk.t(`chats.mode.${mode}`), exact: true }).click()
    await page.getByRole('textbox', { name: desk.t(`chats.words.${mode}`) }).fill(mode === 'note' ? 'Сверить номер.' : 'Сообщите код из SMS.')
    await walk.here(`compose chat ${mode}`)
    await page.getByRole('textbox', { name: desk.t(`chats.words.${mode}`) }).fill('')
  }
  if (walk.look.width < 1024) {
    for (const pane of ['list', 'side'] as const) {
      await page.getByText(desk.t(`chats.pane.${pane}`), { exact: true }).click()
      await walk.here(`pane ${pane} of a chat`)
    }
    await page.getByText(desk.t('chats.pane.talk'), { exact: true }).click()
  }

  await desk.button('chats.ready').click()
  await dialog.getByRole('listitem').first().waitFor()
  await walk.here('dialog ReadyAnswers')
  await dialog.getByRole('textbox').fill('гиппопотам квантовый')
  await page.waitForTimeout(500)
  await walk.here('dialog ReadyAnswers searched')
  await close()
  await desk.button('chats.do.transfer').click()
  await submit.click()
  await dialog.getByText(desk.t('chats.team-missing')).waitFor()
  await walk.here('dialog HandOverDialog')
  await dialog.getByRole('radio', { name: desk.t('tickets.assign-person') }).check()
  await walk.here('dialog HandOverDialog person')
  await close()
  await desk.button('chats.do.makeRequest').click()
  await dialog.getByRole('textbox').fill('Код')
  await submit.click()
  await walk.here('dialog MakeRequestDialog')
  await close()
  await desk.button('chats.do.end').click()
  await submit.click()
  await dialog.getByText(desk.t('chats.result-missing')).waitFor()
  await walk.here('dialog EndDialog')
  await dialog.getByRole('radio', { name: desk.t('chats.result.abuse') }).check()
  await dialog.getByText(desk.t('chats.warn-first')).waitFor()
  await walk.here('dialog EndDialog abuse')
  await dialog.getByRole('button', { name: desk.t('chats.do.warn') }).click()
  await desk.said('chats.done.warn').waitFor()
  await desk.button('chats.do.end').click()
  await dialog.getByRole('radio', { name: desk.t('chats.result.abuse') }).check()
  await dialog.getByRole('textbox').fill('Предупреждали, не помогло.')
  await walk.here('dialog EndDialog warned')
  await submit.click()
  await dialog.waitFor({ state: 'detached' })
  await desk.said('chats.done.end').waitFor()
  await walk.here('page chats/:id? ended')
  await desk.open('/chat-figures?days=7')
  await page.getByRole('table').waitFor()
  await walk.here('page chat-figures')

  await page
    .getByRole('banner')
    .getByRole('button', { name: desk.t('frame.presence.online') })
    .click()
  await page.getByRole('menu').waitFor()
  await walk.here('menu of presence')
  await close()
  await presence('offline')
}
