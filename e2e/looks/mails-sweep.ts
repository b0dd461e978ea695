import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Employee } from '../helpers/staff.ts'
import type { Stage } from '../helpers/stage.ts'
import { type Look, looksRight, optionsOf } from './look.ts'

/** One of each kind of mail: a link, none, one that stops something, long words, a code, one to staff, a list to staff. */
export const kindsOfMail = ['request.registered', 'auth.locked', 'recovery.started', 'breach.notice', 'auth.code', 'sla.breached', 'staff.digest'] as const

/** Mails as their readers see them, in one language, width and colour: axe, one heading, nothing beside the screen, what is pressed is large enough. */
export async function sweepMails(stage: Stage, who: Employee, look: Look, events: readonly string[]): Promise<number> {
  const visit = await stage.visit(optionsOf(look))
  const { page } = visit
  for (const event of events) {
    const mail = await who.browser.send('GET', `/api/desk/notice-templates/${event}/versions/0/mail?lang=${look.lang}`)
    assert.equal(mail.status, 200, event)
    await page.setContent(mail.bytes.toString())
    await looksRight(page, look, `mail ${event}`)
    await isPressable(page, `${look.name} ${event}`)
  }
  return events.length
}

/** Links that stand by themselves are 44 px high at least (WCAG 2.5.5); a code is no smaller than 24 px. */
export async function isPressable(page: Page, where: string): Promise<void> {
  const low = await page.evaluate(() =>
    [...document.querySelectorAll('a')].filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 120)),
  )
  assert.deepEqual(low, [], where)
}
