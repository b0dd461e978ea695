import { aPicture, CitizenSite } from '../helpers/citizen-site.ts'
import type { Stage } from '../helpers/stage.ts'
import { sweepChat } from './chat-sweep.ts'
import { sweepFailures } from './failures-sweep.ts'
import { type Look, optionsOf } from './look.ts'
import type { Requests } from './states.ts'
import { type Screen, Walk } from './walk.ts'

/** A citizen's browser in one look; `own` lends the cookie that opens the requests, and its draft is dropped. */
export async function citizenWalk(stage: Stage, look: Look, { own }: Requests): Promise<{ walk: Walk; site: CitizenSite }> {
  await own.send('DELETE', '/api/draft')
  const visit = await stage.visit(optionsOf(look))
  visit.expected.push(/status of 50\d/)
  const cookies = [...own.cookies, ...(look.view ? [['view', look.view] as const] : [])]
  await visit.context.addCookies(cookies.map(([name, value]) => ({ name, value, url: stage.server.url })))
  return { walk: new Walk(visit.page, look), site: new CitizenSite(visit.page, look.lang) }
}

/** Every page of the citizen's site in one look, with everything that folds open, refused forms and failures. */
export async function sweepSite(stage: Stage, look: Look, requests: Requests): Promise<Screen[]> {
  const { walk, site } = await citizenWalk(stage, look, requests)
  const at = async (path: string, name: string) => {
    await site.open(path)
    await walk.here(name)
  }
  await at('/', 'home')
  await sweepForm(walk, site)
  const plain = script(look) ? await sweepPlainFiles(stage, look, site) : []
  await at('/', 'home-draft')
  await at('/requests?show=waiting', 'list-waiting')
  await at('/requests?show=all', 'list')
  for (const [state, number] of Object.entries(requests.numbers)) await at(`/requests/${number}`, `request-${state}`)
  await at(`/requests/${requests.numbers.accepted}/received`, 'received')
  await sweepRefusals(walk, site, requests)
  await sweepGuest(walk, site, requests)
  for (const page of ['view', 'help/writing', 'privacy', 'accessibility', 'offline', 'nowhere']) await at(`/${page}`, page.replace('/', '-'))
  await sweepHelp(walk, site)
  const chat = await sweepChat(stage, look, requests.staff)
  await sweepFailures(stage, walk, site, requests)
  return [...walk.screens, ...plain, ...chat]
}

const script = ({ script }: Look): boolean => script !== false

/** Files that come with the form itself, where no script sends them one by one, and one that is refused. */
async function sweepPlainFiles(stage: Stage, look: Look, { page, t }: CitizenSite): Promise<Screen[]> {
  const visit = await stage.visit(optionsOf({ ...look, script: false }))
  await visit.context.addCookies(await page.context().cookies())
  const plain = new CitizenSite(visit.page, look.lang)
  const walk = new Walk(visit.page, { ...look, script: false })
  await plain.open('/requests/new/files')
  await plain.page.getByLabel(t.form.filesChoose).setInputFiles([aProgram])
  await plain.button(t.form.filesAdd).click()
  await plain.summary.waitFor()
  await walk.here('files-refused')
  return walk.screens
}
const aProgram = { name: 'игра.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ12345') }

async function sweepForm(walk: Walk, site: CitizenSite): Promise<void> {
  const { page, t } = site
  await site.open('/requests/new/topic')
  await walk.here('topic')
  await site.continue()
  await walk.here('topic-errors')
  await site.field(t.form.subject).fill('много '.repeat(300))
  await site.continue()
  await walk.here('topic-too-long')
  await site.topicStep({ subject: 'Не открывается раздел', topic: 'tech.display', description: '', email: '' })
  await walk.here('details')
  await site.field(t.form.phone).fill('12')
  await site.continue()
  await site.summary.waitFor()
  await walk.here('details-errors')
  await site.field(t.form.description).fill('много '.repeat(4000))
  await site.continue()
  await site.summary.waitFor()
  await walk.here('details-too-long')
  await site.detailsStep({
    subject: '',
    topic: 'tech.display',
    description: 'Мой пароль: Тайна12345, раздел пустой, вижу белый экран.',
    email: 'looks@example.org',
  })
  await walk.here('files-none')
  await page.getByLabel(t.form.filesChoose).setInputFiles([aPicture(), aProgram])
  if (!script(walk.look)) await site.button(t.form.filesAdd).click()
  await page.getByRole('listitem').filter({ hasText: 'Снимок экрана.png' }).getByRole('button').waitFor()
  await walk.here('files')
  await site.continue()
  await site.heading(t.form.checkTitle).waitFor()
  await walk.here('check')
}

/** Articles: all, found, nothing found, one of them; who was not helped goes on to the form. */
async function sweepHelp(walk: Walk, site: CitizenSite): Promise<void> {
  const { page, t } = site
  await site.open('/help')
  await walk.here('help')
  await page.getByLabel(t.articles.ask).fill(walk.look.lang === 'ru' ? 'не приходит код' : 'the code does not arrive')
  await site.button(t.articles.find).click()
  await page.waitForURL(/q=/)
  await walk.here('help-found')
  await page.locator('.articles a').first().click()
  await walk.here('article')
  await site.button(t.articles.yes).click()
  await page.getByRole('status').filter({ hasText: t.flash['article-helped'] }).waitFor()
  await walk.here('article-helped')
  await site.open('/help?q=%D1%89%D1%83%D1%8A')
  await walk.here('help-nothing')
  for (const form of ['details', 'register']) {
    await site.open(`/help/form/${form}`)
    await walk.here(`help-form-${form}`)
  }
}

/** Forms of a request that are sent empty or wrong: the page comes again with the reason at the field. */
async function sweepRefusals(walk: Walk, site: CitizenSite, { numbers }: Requests): Promise<void> {
  const { t } = site
  const refused = async (state: keyof typeof numbers, form: string, button: string, folded?: string) => {
    await site.open(`/requests/${numbers[state]}`)
    if (folded) await site.page.locator('summary', { hasText: folded }).first().click()
    await site.button(button).click()
    await site.summary.or(site.page.locator('.field-error')).first().waitFor()
    await walk.here(`refused-${form}`)
  }
  await refused('waiting', 'reply', t.request.replySend)
  await refused('answered', 'reopen', t.request.reopenDo, t.request.reopen)
  await refused('answered', 'rate', t.request.rateDo, t.request.rate)
  await refused('extended', 'object', t.request.objectDo, t.request.object)
}

async function sweepGuest(walk: Walk, site: CitizenSite, { numbers }: Requests): Promise<void> {
  const { t } = site
  await site.open('/guest/status')
  await walk.here('guest')
  await site.button(t.guest.getCode).click()
  await walk.here('guest-errors')
  await site.askCode(numbers.accepted)
  await walk.here('guest-code')
  await site.giveCode('')
  await site.summary.waitFor()
  await walk.here('guest-code-errors')
}
