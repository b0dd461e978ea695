import type { Agency } from '#contract/agency'
import { MAIL_TROUBLE } from '#contract/notice-events'
import type { Ctx } from '#platform/ctx'
import { hotlineAt } from './hotline-hours.ts'
import { topicRules } from './topics.ts'

/** The agency's own facts, as every page shows them; all of them come from settings (GEN-1). */
export async function agencyFacts(ctx: Ctx): Promise<Agency> {
  const { agency, deadlines, intake, mail } = ctx.app.config
  const { open, changesAt } = hotlineAt(ctx.now, agency)
  const phone = (number: string, cost: 'free' | 'tariff') => ({ number, href: `tel:${number.replaceAll(/[^\d+]/g, '').replace(/^8/, '+7')}`, cost })
  return {
    name: { ru: agency.nameRu, en: agency.nameEn },
    domain: agency.domain,
    email: agency.email,
    address: { ru: agency.addressRu, en: agency.addressEn },
    phones: [phone(agency.phoneFree, 'free'), phone(agency.phoneCity, 'tariff')],
    zone: agency.zone,
    mode: ctx.app.mode,
    hotline: { open, changesAt: changesAt.toISOString(), hours: `${agency.hotlineOpensAt}-${agency.hotlineClosesAt}` },
    topics: Object.entries(topicRules).map(([id, rule]) => ({ id: id as keyof typeof topicRules, category: rule.category, priorityClass: rule.priorityClass })),
    terms: {
      urgent: deadlines.urgentWorkingDays,
      standard: deadlines.standardWorkingDays,
      complex: deadlines.complexWorkingDays,
      dataChange: deadlines.dataChangeWorkingDays,
      firstResponseHours: deadlines.firstResponseFormHours,
    },
    contactRequired: intake.contactRequired,
    mailWorks: (ctx.app.mode === 'demo' || mail.smtpUrl !== null) && !(await mailFails(ctx)),
  }
}

/** The sender's own word: it raises this fact after two failures in a row and takes it back when a letter goes out. */
const mailFails = async (ctx: Ctx): Promise<boolean> =>
  (await ctx.app.store.db.selectFrom('store_fact').select('name').where('name', '=', MAIL_TROUBLE).executeTakeFirst()) !== undefined
