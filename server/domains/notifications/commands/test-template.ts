import type { Lang } from '#contract/common'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { staffByEmail, staffEmail } from '#domains/staff/index'
import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { email } from '#platform/identifiers/index'
import { limit } from '#platform/limits'
import { allow, Refusal } from '#platform/refusal'
import { mayEditTemplates } from '../access.ts'
import { sampleFactsOf, sidesOf } from '../queries/templates.ts'

/** Test mails an hour of one editor. */
const MOST_TESTS = 5

/**
 * Mails a version, marked as a test and filled with sample values, by the same way as every notice. Only to employees: the own address, or one
 * that another employee has. No citizen is written to from here.
 */
export async function testTemplate(ctx: Ctx, event: NoticeEvent, version: number, { lang, to }: { lang: Lang; to?: string }): Promise<{ id: string }> {
  allow(mayEditTemplates(ctx.actor))
  const side = (await sidesOf(ctx, event, version))[lang]
  const staffId = await whose(ctx, to)
  await limit(ctx, `template-test:${ctx.actor.id}`, MOST_TESTS, 3600, 'template.test-wait')
  return change(ctx, async (tx) => {
    const { sms: _, push: __, ...words } = side
    const id = tx.notify({
      event,
      audience: 'staff',
      personId: staffId,
      channel: 'email',
      facts: { ...sampleFactsOf({ ...side, sms: null }, lang, ctx.app.config.http.publicUrl), testOf: { lang, ...words } },
      lane: Math.max(1, noticeEvents[event].lane) as 1 | 2,
    })
    tx.record('template.tested', { object: staffId }, { template: event, version, lang, notice: id })
    return { id }
  })
}

async function whose(ctx: Ctx, to: string | undefined): Promise<string> {
  if (!to?.trim()) {
    if (!(await staffEmail(ctx, ctx.actor.id!))) throw new Refusal('conflict', 'template.no-own-address')
    return ctx.actor.id!
  }
  const checked = email(to)
  const id = checked.ok ? await staffByEmail(ctx, checked.lookupKey) : null
  if (!id) throw new Refusal('unprocessable', 'template.not-staff')
  return id
}
