import { aPicture, CitizenSite } from '../helpers/citizen-site.ts'
import type { Employee } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { keepsSpacedText, type Look, looksRight, optionsOf } from './look.ts'
import { requestsInStates } from './states.ts'

/** Every page of the citizen's site in one look, with everything that folds open. */
export async function sweepSite(stage: Stage, staff: Employee, look: Look): Promise<number> {
  const { own, numbers } = await requestsInStates(stage, staff, look.lang)
  const visit = await stage.visit(optionsOf(look))
  await visit.context.addCookies([...own.cookies].map(([name, value]) => ({ name, value, url: stage.server.url })))
  const site = new CitizenSite(visit.page, look.lang)
  const { page } = site
  let seen = 0
  const here = async (name: string) => {
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await looksRight(page, look, name)
    if (look.width < 1000) await keepsSpacedText(page, `${look.name} ${name}`)
    seen++
  }
  const at = async (path: string, name: string) => {
    await site.open(path)
    await here(name)
  }
  await at('/', 'home')
  await at('/requests/new/topic', 'topic')
  await site.continue()
  await here('topic-errors')
  await site.topicStep({ subject: 'Не открывается раздел', topic: 'tech.display', description: '', email: '' })
  await here('details')
  await site.field(site.t.form.phone).fill('12')
  await site.continue()
  await site.summary.waitFor()
  await here('details-errors')
  await site.detailsStep({
    subject: '',
    topic: 'tech.display',
    description: 'Мой пароль: Тайна12345, раздел пустой, вижу белый экран.',
    email: 'looks@example.org',
  })
  await page
    .getByLabel(site.t.form.filesChoose)
    .setInputFiles([aPicture(), { name: 'игра.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ12345') }])
  await page.getByRole('listitem').filter({ hasText: 'Снимок экрана.png' }).getByRole('button').waitFor()
  await here('files')
  await site.continue()
  await here('check')
  await at('/requests?show=all', 'list')
  for (const [state, number] of Object.entries(numbers)) await at(`/requests/${number}`, `request-${state}`)
  await at(`/requests/${numbers['accepted']}/received`, 'received')
  await at('/guest/status', 'guest')
  await site.button(site.t.guest.getCode).click()
  await here('guest-errors')
  await site.askCode(numbers['accepted'] ?? '')
  await here('guest-code')
  for (const [path, name] of [
    ['/view', 'view'],
    ['/help/writing', 'writing'],
    ['/privacy', 'privacy'],
    ['/accessibility', 'accessibility'],
    ['/nowhere', 'not-found'],
  ] as const)
    await at(path, name)
  return seen
}
