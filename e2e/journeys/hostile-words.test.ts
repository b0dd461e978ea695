import assert from 'node:assert/strict'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { Browser } from '../helpers/browser.ts'
import { aPicture, CitizenSite } from '../helpers/citizen-site.ts'
import { Desk } from '../helpers/desk.ts'
import { intake, newMarker } from '../helpers/intake.ts'
import type { Employee } from '../helpers/staff.ts'
import { Stage } from '../helpers/stage.ts'

/** Each would run, or leave an element with data-pwn behind, where its words became markup, an address or a template. */
const payloads = [
  '<script data-pwn>window.__pwn=1</script>',
  '"><script data-pwn>window.__pwn=1</script>',
  "'><img data-pwn src=x onerror=window.__pwn=1>",
  '<img data-pwn src=x onerror=alert(1)>',
  '<svg data-pwn onload=window.__pwn=1>',
  '<svg><script data-pwn>window.__pwn=1</script></svg>',
  '</textarea><script data-pwn>window.__pwn=1</script>',
  '</title><img data-pwn src=x onerror=window.__pwn=1>',
  '<iframe data-pwn srcdoc="<script>top.__pwn=1</script>">',
  '<a data-pwn href="javascript:window.__pwn=1">x</a>',
  '" autofocus onfocus=window.__pwn=1 data-pwn="',
  "' onmouseover=window.__pwn=1 data-pwn='",
  '<math><mi data-pwn xlink:href="javascript:window.__pwn=1">',
  '<details data-pwn open ontoggle=window.__pwn=1>',
  '<body data-pwn onload=window.__pwn=1>',
  '<style data-pwn>@import "//evil.example/x"</style>',
  '{{constructor.constructor("window.__pwn=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of another language
  '${window.__pwn=1}',
  '&lt;img data-pwn src=x onerror=window.__pwn=1&gt;',
  '<base data-pwn href="//evil.example/">',
]
const all = payloads.join('\n')

/** The small window of the chat. */
const ownFrame = '.window > iframe[src$="/chat?window=1"]'

async function nothingRan(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(
    (own) => ({
      ran: '__pwn' in window,
      elements: document.querySelectorAll('[data-pwn]').length,
      handlers: [...document.querySelectorAll('*')].filter((one) =>
        [...one.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)),
      ).length,
      frames: document.querySelectorAll(`iframe:not(${own}), base`).length,
    }),
    ownFrame,
  )
  assert.deepEqual(found, { ran: false, elements: 0, handlers: 0, frames: 0 }, where)
}

/** The same asked of a page as the server writes it, without the time that showing it takes. */
async function nothingIn(page: Page, path: string): Promise<void> {
  const html = await (await page.context().request.get(path)).text()
  const found = await page.evaluate(
    ([html, own]) => {
      const written = new DOMParser().parseFromString(html, 'text/html')
      const handlers = [...written.querySelectorAll('*')].filter((one) =>
        [...one.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)),
      )
      return [...written.querySelectorAll(`[data-pwn], iframe:not(${own}), base, script:not([src])`), ...handlers].map((one) => one.outerHTML)
    },
    [html, ownFrame] as const,
  )
  assert.deepEqual(found, [], path)
}

suite('words that want to be markup', () => {
  let stage: Stage
  let operator: Employee
  const citizen = () => new Browser(stage.server.url)
  let own: Browser
  const numbers: string[] = []
  before(async () => {
    stage = await Stage.open()
    operator = await stage.employee('operator.xss', ['operator', 'supervisor'])
    own = citizen()
    for (const payload of payloads) {
      const { status, body } = await own.send('POST', '/api/tickets', {
        json: intake(newMarker(), {
          subject: `Тема ${payload}`.slice(0, 150),
          description: `Описание, двадцать знаков. ${all}`,
          desiredOutcome: payload,
          name: `Имя ${payload}`,
          errorCode: payload.slice(0, 40),
          errorAt: payload.slice(0, 40),
        }),
      })
      assert.equal(status, 201, `${payload}: ${JSON.stringify(body)}`)
      numbers.push(body.number)
    }
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  test('C6: twenty payloads in every field of a request and of the talk about it stay words, on the site and at the desk', async () => {
    const work = await stage.atDesk(operator)
    const desk = new Desk(work.page)
    await desk.open('/inbox?view=all')
    await desk.page
      .getByText(payloads[0] as string)
      .first()
      .waitFor()
    await nothingRan(desk.page, 'list')
    await desk.request(numbers[0] as string)
    await desk.take()
    await desk.write('reply', `Ответ ${all}`)
    await desk.write('note', `Заметка ${all}`)

    const visit = await stage.visit()
    await visit.context.addCookies([...own.cookies].map(([name, value]) => ({ name, value, url: stage.server.url })))
    const site = new CitizenSite(visit.page)
    await site.open(`/requests/${numbers[0]}`)
    await site.field(site.t.request.replyText).fill(`Дополнение ${all}`)
    await site.page.getByLabel(site.t.request.replyFiles).setInputFiles([aPicture('<img data-pwn src=x onerror=alert(1)>.png')])
    await site.button(site.t.request.replySend).click()
    await site.page.getByText(site.t.flash.replied).waitFor()
    await nothingRan(site.page, 'conversation on the site')

    await desk.page.getByText('Дополнение').first().waitFor()
    for (const tab of ['deadline', 'history', 'delivery', 'others', 'citizen'] as const) {
      await desk.tab(`tickets.tab.${tab}`).click()
      await nothingRan(desk.page, `conversation at the desk, ${tab}`)
    }
    await desk.button('tickets.reveal', { field: desk.t('words.contact.name') }).click()
    await desk.page.getByRole('radio', { name: desk.t('tickets.purpose.call_back') }).check()
    await desk.page
      .getByRole('dialog')
      .getByRole('button', { name: desk.t('tickets.reveal', { field: desk.t('words.contact.name') }) })
      .click()
    await desk.page.getByText(`Имя ${payloads[0]}`, { exact: true }).waitFor()
    await nothingRan(desk.page, 'revealed name')

    for (const [at, number] of numbers.entries()) {
      for (const path of ['', '/received']) await nothingIn(site.page, `/requests/${number}${path}`)
      if (at % 4 !== 3) continue
      await desk.request(number)
      await nothingRan(desk.page, `desk, payload ${at}`)
    }
    await site.open('/requests?show=all')
    await nothingRan(site.page, 'list on the site')
  })

  test('C6: in a draft, in its errors and in every address the pages read, they stay words', async () => {
    const site = new CitizenSite((await stage.visit()).page)
    const { form } = site.t
    const fields = [form.subject, form.desiredOutcome, form.relatedNumber, form.name, form.phone, form.email]
    await site.open('/requests/new/topic')
    await site.topicStep({ subject: payloads[0] as string, topic: 'tech.display', description: '', email: '' })
    for (let from = 0; from < payloads.length; from += fields.length) {
      for (const [at, label] of fields.entries()) await site.field(label).fill(payloads[(from + at) % payloads.length] as string)
      await site.field(form.description).fill(all)
      await site.continue()
      await site.summary.waitFor()
      await nothingRan(site.page, `refused form, payloads from ${from}`)
      assert.equal(await site.field(form.name).inputValue(), payloads[(from + 3) % payloads.length])
    }
    for (const payload of payloads) {
      const typed = encodeURIComponent(payload)
      const queries = [`/view?from=${typed}`, `/requests/new/topic?topic=${typed}&error=${typed}&at=${typed}`, `/requests?q=${typed}&show=${typed}`]
      for (const path of [`/${typed}`, `/requests/${typed}`, `/guest/code/${typed}?until=${typed}`, ...queries]) await nothingIn(site.page, path)
    }
  })
})
