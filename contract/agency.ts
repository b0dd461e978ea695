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
  contactRequired: OneOf(['both', 'any']),
  mailWorks: Type.Boolean(),
})
export type Agency = Static<typeof Agency>
export const readAgency = route({ method: 'GET', path: '/api/agency', reply: Agency, summary: "The agency's own facts" })
