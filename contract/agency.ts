import { type Static, Type } from 'typebox'
import { Instant } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'
import { categories, priorityClasses, topics } from './topics.ts'

const Both = Exactly({ ru: Type.String(), en: Type.String() })
export const Agency = Exactly({
  name: Both,
  /** Site name in the header, e.g. "Поддержка". */
  domain: Type.String(),
  email: Type.String(),
  address: Both,
  phones: Type.Array(Exactly({ number: Type.String(), href: Type.String(), cost: OneOf(['free', 'tariff']) })),
  zone: Type.String(),
  /** 'demo': a demonstration banner on every page; 'setup': being set up; 'production'. */
  mode: OneOf(['demo', 'setup', 'production']),
  hotline: Exactly({ open: Type.Boolean(), changesAt: Nullable(Instant), hours: Type.String() }),
  topics: Type.Array(Exactly({ id: OneOf(topics), category: OneOf(categories), priorityClass: OneOf(priorityClasses) })),
  terms: Exactly({ urgent: Type.Integer(), standard: Type.Integer(), complex: Type.Integer(), dataChange: Type.Integer(), firstResponseHours: Type.Integer() }),
  /** Times around an account, for the pages that explain them before anybody signs in. */
  account: Exactly({ recoveryHours: Type.Integer(), coolDownHours: Type.Integer(), contactHoldHours: Type.Integer(), deletionDays: Type.Integer() }),
  contactRequired: OneOf(['both', 'any']),
  mailWorks: Type.Boolean(),
  /** Whether codes can go by text message now; if not, other ways are offered. */
  smsWorks: Type.Boolean(),
})
export type Agency = Static<typeof Agency>
export const readAgency = route({ method: 'GET', path: '/api/agency', reply: Agency, summary: "The agency's own facts" })

/** What staff should know before people ask: gateways that fail, the budget of text messages used up, too few codes entered. */
export const alarms = ['mail.trouble', 'mail-in.trouble', 'sms.trouble', 'sms.breaker', 'sms.entered-low', 'llm.trouble', 'codes.late', 'notices.late'] as const
export const Alarm = Exactly({ name: OneOf(alarms), since: Instant, details: Type.Record(Type.String(), Type.Any()) })
export type Alarm = Static<typeof Alarm>
export const readAlarms = route({ method: 'GET', path: '/api/desk/alarms', reply: Type.Array(Alarm), summary: 'Alarms that stand now' })
