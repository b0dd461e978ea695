import { type Agency, type Alarm, alarms } from '#contract/agency'
import { MAIL_TROUBLE, SMS_BREAKER, SMS_TROUBLE } from '#contract/notice-events'
import type { Ctx } from '#platform/ctx'
import { smsIsOn } from '#platform/sms-on'
import { hotlineAt } from './hotline-hours.ts'
import { topicRules } from './topics.ts'

/** The agency's own facts, as every page shows them; all of them come from settings (GEN-1). */
export async function agencyFacts(ctx: Ctx): Promise<Agency> {
  const { account, agency, deadlines, intake, mail } = ctx.app.config
  const standing = new Set<string>((await alarmsNow(ctx)).map(({ name }) => name))
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
    account: {
      recoveryHours: account.recoveryHours,
      coolDownHours: account.coolDownHours,
      contactHoldHours: account.contactHoldHours,
      deletionDays: account.deletionDays,
    },
    contactRequired: intake.contactRequired,
    mailWorks: (ctx.app.mode === 'demo' || mail.smtpUrl !== null) && !standing.has(MAIL_TROUBLE),
    smsWorks: smsIsOn(ctx.app) && !standing.has(SMS_TROUBLE) && !standing.has(SMS_BREAKER),
  }
}

/** Facts of the store that are there while something fails: whoever found out raised them, and takes them back. */
export async function alarmsNow({ app, now }: Ctx): Promise<Alarm[]> {
  const rows = await app.store.db.selectFrom('store_fact').select(['name', 'value', 'at']).where('name', 'in', alarms).orderBy('at').execute()
  return rows.flatMap(({ name, value, at }) => {
    const details = value as Record<string, unknown>
    const isOver = typeof details['until'] === 'string' && new Date(details['until']) <= now
    return isOver ? [] : [{ name: name as Alarm['name'], since: at.toISOString(), details }]
  })
}
