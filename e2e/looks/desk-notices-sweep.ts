import type { AtDesk } from './at-desk.ts'

/** What the agency sends, and whether it arrives: texts of notices, a version that waits, the board of delivery. */
export async function sweepNotices({ walk, desk, page }: AtDesk): Promise<void> {
  await desk.open('/templates')
  await page.getByRole('table').waitFor()
  await walk.here('page templates')
  await page.getByRole('textbox', { name: desk.t('templates.find') }).fill('гиппопотам')
  await page.getByText(desk.t('templates.none')).waitFor()
  await walk.here('page templates none')

  await desk.open('/templates/request.extended')
  await page.frameLocator('iframe').getByRole('heading').waitFor()
  await walk.here('page templates/:event')
  const field = page.getByRole('group', { name: desk.t('templates.lang.ru') }).getByRole('textbox', { name: desk.t('templates.field.body') })
  const text = await field.inputValue()
  await field.fill('Пришлите код из сообщения')
  await desk.button('templates.save').click()
  await page.getByRole('alert').waitFor()
  await walk.here('page templates/:event refused')
  await field.fill(`${text} Вопросы: в карточке обращения.`)
  await desk.button('templates.save').click()
  await page.getByText(desk.t('templates.own-version')).waitFor()
  await page.frameLocator('iframe').getByRole('heading').waitFor()
  await walk.here('page templates/:event draft')

  await desk.open('/deliveries')
  await page.getByRole('heading', { name: desk.t('deliveries.incidents') }).waitFor()
  await page.getByRole('heading', { name: desk.t('deliveries.extensions') }).waitFor()
  await page.waitForLoadState('networkidle')
  await walk.here('page deliveries')

  await desk.open('/letters')
  await page.getByText(desk.t('letters.none.quarantine')).waitFor()
  await walk.here('page letters')
}
