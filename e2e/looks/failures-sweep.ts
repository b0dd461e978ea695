import assert from 'node:assert/strict'
import type { CitizenSite } from '../helpers/citizen-site.ts'
import type { Stage } from '../helpers/stage.ts'
import { type Look, optionsOf } from './look.ts'
import type { Requests } from './states.ts'
import { type Screen, Walk } from './walk.ts'

/** Every page that says that something went wrong, brought about for real. */
export async function sweepFailures(stage: Stage, walk: Walk, site: CitizenSite, { numbers }: Requests): Promise<void> {
  const { page, t } = site
  const failed = async (status: number, name: string = String(status)) => {
    assert.equal(walk.status(), status, name)
    await walk.here(name)
  }

  // A form on a page of nobody's.
  await page.goto('about:blank')
  await page.setContent(`<form method="post" action="${stage.server.url}${site.path('/view')}"><button>Go</button></form>`)
  await page.getByRole('button').click()
  await site.heading(t.errors['403']).waitFor()
  await failed(403)

  await site.open('/requests/new/details')
  await page.locator('#description').evaluate((field: HTMLTextAreaElement) => {
    field.value = 'я'.repeat(100_000)
  })
  await site.continue()
  await site.heading(t.errors['413']).waitFor()
  await failed(413)

  for (const number of Object.values(numbers).filter((one) => one !== numbers.accepted)) {
    if (walk.status() === 429) break
    await site.open('/guest/status')
    await site.field(t.guest.number).fill(number)
    await site.button(t.guest.getCode).click()
    await site.heading(t.guest.codeTitle).or(site.heading(t.errors['429'])).waitFor()
  }
  await failed(429)
  // The next look asks in the same browser.
  await stage.server.sql('delete from limit_window')
  await stage.server.sql(`update guest_access set created_at = created_at - interval '10 minutes'`)

  await stage.server.sql('alter table draft rename to draft_away')
  try {
    await site.open('/requests/new/details')
    await failed(500)
  } finally {
    await stage.server.sql('alter table draft_away rename to draft')
  }

  await stage.server.sql(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`)
  await stage.server.sql('create trigger refuse before insert on ticket for each row execute function refuse()')
  try {
    await site.open('/requests/new/check')
    await site.button(t.form.send).click()
    await page.getByText(t.form.notSent).waitFor()
    await failed(503, 'not-sent')
  } finally {
    await stage.server.sql('drop function refuse cascade')
  }
  await sweepAway(stage, walk, site)
}

/** The store does not answer, and what is known of the agency stays on the page. */
async function sweepAway(stage: Stage, walk: Walk, site: CitizenSite): Promise<void> {
  const load = () => site.page.goto(site.path('/requests/new/details'), { timeout: 60_000 })
  const giveBack = await stage.server.cutOffDatabase()
  try {
    await load()
    await site.heading(site.t.errors['503']).waitFor()
    assert.equal(walk.status(), 503)
    await site.page.getByRole('navigation').first().waitFor()
    await walk.here('503')
  } finally {
    giveBack()
  }
  for (let tries = 0; tries < 20 && walk.status() !== 200; tries++) await load()
  assert.equal(walk.status(), 200)
}

/** A page for when not even the agency's facts could be read since the start; all looks at once, because it needs such a start. */
export async function sweepOutage(stage: Stage, looks: readonly Look[]): Promise<Screen[]> {
  const screens: Screen[] = []
  const giveBack = await stage.server.cutOffDatabase()
  try {
    for (const look of looks) {
      const visit = await stage.visit(optionsOf(look))
      visit.expected.push(/status of 503/)
      const walk = new Walk(visit.page, look)
      await visit.page.goto(look.lang === 'en' ? '/en' : '/', { timeout: 60_000 })
      assert.equal(walk.status(), 503)
      assert.equal(await visit.page.getByRole('navigation').count(), 0)
      await walk.here('outage')
      screens.push(...walk.screens)
    }
  } finally {
    giveBack()
  }
  return screens
}
