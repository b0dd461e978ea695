import assert from 'node:assert/strict'
import { Talker } from '../helpers/talker.ts'
import type { AtDesk } from './at-desk.ts'

/** What the assistant could learn: a wording that waits and is edited, questions without an answer, figures, models. */
export async function sweepLearning({ stage, cast, walk, desk, page, close }: AtDesk): Promise<void> {
  const { url } = stage.server
  await desk.open('/learning/models')
  await desk.button('learning.learn').waitFor()
  await walk.here('page learning/:part? models')
  await desk.button('learning.learn').click()
  await page.getByRole('alert').waitFor()
  await walk.here('page learning/:part? nothing new')

  await cast.everything.browser.send('PUT', '/api/desk/presence', { json: { state: 'online', most: 1 } })
  const talker = await Talker.waiting(url, 'мурмурация скворцов над рекой, подскажите где посмотреть')
  const said = await cast.everything.browser.send('PUT', `/api/desk/chats/${talker.id}/corrections/2`, {
    json: { topic: 'two_factor', article: 'code-missing' },
  })
  assert.equal(said.status, 200, JSON.stringify(said.body))
  await desk.open('/learning')
  const edit = page.getByRole('button', { name: desk.t('learning.edit-this', { text: '' }) }).first()
  await edit.waitFor()
  await walk.here('page learning/:part?')
  await edit.click()
  await page.getByRole('textbox', { name: desk.t('learning.text') }).fill('')
  await desk
    .button('learning.take')
    .or(page.getByRole('button', { name: /^(Принять|Take over):/ }))
    .first()
    .click()
  await page.getByRole('alert').waitFor()
  await walk.here('page learning/:part? refused')
  await page.getByText(desk.t('learning.show.approved'), { exact: true }).click()
  await page.getByText(desk.t('learning.none.approved')).waitFor()
  await walk.here('page learning/:part? none')

  await desk.open('/learning/unknown')
  await desk
    .button('learning.make-article')
    .or(page.getByRole('button', { name: desk.t('learning.make-article-of', { text: '' }) }))
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await close()
  await walk.here('page learning/:part? unknown')
  await desk.open('/learning/quality')
  await page.getByRole('table').first().waitFor()
  await walk.here('page learning/:part? quality')
}
