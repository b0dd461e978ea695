import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, afterEach, before, suite, type TestContext, test } from 'node:test'
import type { Lang } from '#contract/common'
import { CitizenSite } from '../helpers/citizen-site.ts'
import { Stage } from '../helpers/stage.ts'

/** Ends the processes that serve the connections of a postmaster; it cannot start new ones while it is stopped. */
function endBackends(postmaster: number): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, parent] = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      if (Number(parent) === postmaster && /opora_app/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) process.kill(Number(pid), 'SIGTERM')
    } catch {
      // Gone between the listing and the look.
    }
  }
}

suite('when something breaks', () => {
  let stage: Stage
  before(async () => {
    stage = await Stage.open()
  })
  afterEach((test) => stage?.clear(test as TestContext))
  after(() => stage?.close())

  /** The error page names a code and the time; its report carries both into the form, where they can be seen before sending. */
  async function reports(site: CitizenSite): Promise<string> {
    const { errors } = site.t
    const value = (name: string) =>
      site.page
        .getByRole('definition')
        .and(site.page.locator(`dt:text-is("${name}") + dd`))
        .innerText()
    const code = (await value(errors.code)).trim()
    assert.match(code, /^[\w-]{6,40}$/)
    assert.match(await value(errors.time), /\d\d:\d\d/)
    return code
  }

  for (const lang of ['ru', 'en'] satisfies Lang[])
    test(`TECH-1: a page that is not there (${lang}) says so with a code and a time, and the report carries both`, async () => {
      const site = new CitizenSite((await stage.visit()).page, lang)
      const answer = await site.page.goto(site.path('/nowhere/at/all'))
      assert.equal(answer?.status(), 404)
      await site.heading(site.t.errors['404']).waitFor()
      const code = await reports(site)
      await site.page.getByRole('link', { name: site.t.errors.report }).click()
      await site.topicStep({ subject: 'Страница не найдена', topic: 'tech.display', description: '', email: '' })
      assert.equal(await site.field(site.t.form.errorCode).inputValue(), code)
      assert.match(await site.field(site.t.form.errorAt).inputValue(), /\d\d:\d\d/)
    })

  test('TECH-1, ASVS 16.5: a failure in the service shows a code that stands in the log, and nothing of its inside', async () => {
    const visit = await stage.visit()
    visit.expected.push(/status of 500/)
    const site = new CitizenSite(visit.page)
    await site.open('/requests/new/topic')
    await site.topicStep({ subject: 'Проверка ошибки', topic: 'tech.display', description: '', email: '' })
    await stage.server.sql('alter table draft rename to draft_away')
    try {
      const answer = await site.page.goto('/requests/new/details')
      assert.equal(answer?.status(), 500)
      await site.heading(site.t.errors['500']).waitFor()
      const code = await reports(site)
      const text = await site.page.content()
      assert.doesNotMatch(text, /relation|draft_away|postgres|node_modules|\.ts\b/i)
      assert.ok(stage.server.output.includes(code), 'the code stands in the log')
      await stage.server.sql('alter table draft_away rename to draft')
      await site.page.getByRole('link', { name: site.t.errors.repeat }).click()
      await site.heading(site.t.form.detailsTitle).waitFor()
    } finally {
      await stage.server.sql('alter table if exists draft_away rename to draft')
    }
  })

  test('REG-6, FORM-7: storage that refuses a request says so at the button, keeps everything, and the next press sends it once', async () => {
    const visit = await stage.visit()
    visit.expected.push(/status of 503/)
    const site = new CitizenSite(visit.page)
    await site.fillForm({
      subject: 'Не сохраняется заявление',
      topic: 'tech.upload',
      description: 'Нажал «Сохранить», страница не ответила совсем.',
      email: 'reg6@example.org',
    })
    await stage.server.sql(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`)
    await stage.server.sql('create trigger refuse before insert on ticket for each row execute function refuse()')
    await site.button(site.t.form.send).click()
    await site.page
      .getByRole('alert')
      .getByText(/[A-Z0-9]{4}-[A-Z0-9]{4}/)
      .waitFor()
    await site.page.getByText('страница не ответила совсем').waitFor()
    await stage.server.sql('drop trigger refuse on ticket')
    await site.send()
    await site.open('/requests')
    assert.equal(await site.page.getByRole('link', { name: /Не сохраняется заявление/ }).count(), 1)
  })

  test('TECH-1, REL-1: without its database the site still answers with a page, and comes back by itself', async () => {
    const visit = await stage.visit()
    visit.expected.push(/status of 50\d/)
    const site = new CitizenSite(visit.page)
    await site.open('/requests/new/topic')
    await site.topicStep({ subject: 'Проверка базы', topic: 'tech.display', description: '', email: '' })
    // Stopped, not ended: its keeper starts a dead one again faster than a page loads.
    const postmaster = stage.server.postmaster() ?? 0
    process.kill(postmaster, 'SIGSTOP')
    endBackends(postmaster)
    const load = async () => (await site.page.goto('/requests/new/details', { timeout: 40_000 }))?.status()
    try {
      assert.equal(await load(), 503)
      await site.page
        .getByText(/[A-Z0-9]{4}-[A-Z0-9]{4}/)
        .first()
        .waitFor()
    } finally {
      process.kill(postmaster, 'SIGCONT')
    }
    let status: number | undefined
    for (const deadline = Date.now() + 30_000; status !== 200 && Date.now() < deadline; ) status = await load()
    await site.heading(site.t.form.detailsTitle).waitFor()
  })
})
