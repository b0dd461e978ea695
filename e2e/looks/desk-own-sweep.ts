import type { AtDesk } from './at-desk.ts'

/** One's own account, a proof that has grown old, and a request that is filed for somebody else. */
export async function sweepOwn({ stage, cast, walk, desk, page, close }: AtDesk): Promise<void> {
  const dialog = page.getByRole('dialog')
  const submit = dialog.locator('button[type=submit]')
  const proved = (ago: string) =>
    stage.server.sql('update staff_session set proved_at = now() - $1::interval where staff_id = $2 and proved_at is not null', [ago, cast.everything.id])
  await proved('0')
  await desk.open('/account')
  await desk.button('staff.save-password').waitFor()
  await page.locator('[aria-labelledby=own-factors] li').first().waitFor()
  await walk.here('page account')
  await desk.button('staff.save-password').click()
  await page.getByText(desk.t('staff.password-missing')).first().waitFor()
  await walk.here('page account missing')
  await page.locator('[aria-labelledby=own-factors] li button').first().click()
  await dialog.waitFor()
  await walk.here('dialog RemoveDialog')
  await close()
  await desk.button('staff.add-factor').click()
  await desk.button('staff.add-app').waitFor()
  await walk.here('page account adds')
  await desk.button('staff.add-app').click()
  await page.getByRole('img', { name: desk.t('staff.qr') }).waitFor()
  await walk.here('page account app')

  await desk.open('/account')
  await desk.button('staff.add-factor').click()
  await proved('10 minutes')
  await desk.button('staff.add-app').click()
  const code = dialog.getByRole('textbox', { name: desk.t('staff.code') })
  await code.waitFor()
  await walk.here('dialog StepUpDialog')
  await submit.click()
  await dialog.getByText(desk.t('staff.code-missing')).waitFor()
  await walk.here('dialog StepUpDialog missing')
  await code.fill('000000')
  await submit.click()
  await dialog.getByRole('alert').waitFor()
  await walk.here('dialog StepUpDialog refused')
  await close()
  await proved('0')

  await desk.open('/intake')
  await desk.button('tickets.intake-send').waitFor()
  await walk.here('page intake')
  await desk.button('tickets.intake-send').click()
  await page.getByRole('alert').waitFor()
  await walk.here('page intake refused')
  for (const [field, value] of [
    ['subject', 'Не приходит код для входа'],
    ['description', 'Звонит второй день: код из письма не приходит. Паспорт 4508 123456, папку «Спам» смотрел.'],
    ['phone', '+7 916 123-45-67'],
  ] as const)
    await page.getByLabel(desk.t(`tickets.intake.${field}`), { exact: true }).fill(value)
  await desk.button('tickets.intake-send').click()
  await desk.button('tickets.intake-again').waitFor()
  await walk.here('page intake receipt')
}
