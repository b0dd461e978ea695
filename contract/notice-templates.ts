import { type Static, Type } from 'typebox'
import { Instant, Lang, Line, Words } from './common.ts'
import { type NoticeEvent, noticeEvents } from './notice-events.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'
import { Expected } from './tickets.ts'

/** Characters; of a text message parts, counted with sample values. */
export const templateLimits = { subject: 120, body: 2000, smsParts: 2, pushTitle: 50, pushText: 120 } as const

/** Longer than allowed is told field by field, with everything else that is wrong. */
export const TemplateSide = Exactly({
  subject: Line({ maxLength: 1000 }),
  body: Words({ maxLength: 20000 }),
  /** Null where the event goes by no text message. */
  sms: Nullable(Words({ maxLength: 2000 })),
  /** Null for staff. */
  push: Nullable(Exactly({ title: Line({ maxLength: 1000 }), text: Line({ maxLength: 1000 }) })),
})
export type TemplateSide = Static<typeof TemplateSide>
export const TemplateSides = Exactly({ ru: TemplateSide, en: TemplateSide })
export type TemplateSides = Static<typeof TemplateSides>

const events = Object.keys(noticeEvents) as NoticeEvent[]
const Event = OneOf(events)
const channels = ['inapp', 'email', 'push', 'sms', 'statuspage'] as const
const Channels = Type.Array(OneOf(channels))

export const TemplateLine = Exactly({
  event: Event,
  audience: OneOf(['citizen', 'staff']),
  channels: Channels,
  optionalChannels: Channels,
  mandatory: Type.Boolean(),
  /** What the event is called in lists. */
  name: Exactly({ ru: Type.String(), en: Type.String() }),
  /** Of what is sent now. */
  subjects: Exactly({ ru: Type.String(), en: Type.String() }),
  /** The newest version; 0: nobody has touched the default. */
  version: Type.Integer(),
  /** What is sent; 0: the default. */
  releasedVersion: Type.Integer(),
  changedAt: Nullable(Instant),
})
export type TemplateLine = Static<typeof TemplateLine>

/** What may stand in a text, and whether a mail or text message must have it. */
export const Placeholder = Exactly({
  name: Type.String(),
  /** Where it may not stand: people's words, codes and links are kept out of subjects. */
  inSubject: Type.Boolean(),
  inMail: OneOf(['needed', 'may']),
  inSms: OneOf(['needed', 'may', 'no']),
  sample: Exactly({ ru: Type.String(), en: Type.String() }),
})
export type Placeholder = Static<typeof Placeholder>
export const TemplateVersion = Exactly({
  version: Type.Integer(),
  at: Instant,
  author: Nullable(Type.String()),
  /** Written by who asks: somebody else has to release it. */
  own: Type.Boolean(),
  releasedAt: Nullable(Instant),
  releasedBy: Nullable(Type.String()),
  ...TemplateSides.properties,
})
export type TemplateVersion = Static<typeof TemplateVersion>
export const Template = Exactly({
  ...TemplateLine.properties,
  placeholders: Type.Array(Placeholder),
  default: TemplateSides,
  /** Newest first. */
  versions: Type.Array(TemplateVersion),
})
export type Template = Static<typeof Template>

export const TemplatePreview = Exactly({
  subject: Type.String(),
  /** The text part of the mail, whole. */
  text: Type.String(),
  sms: Nullable(Exactly({ text: Type.String(), parts: Type.Integer(), units: Type.Integer() })),
  push: Nullable(Exactly({ title: Type.String(), text: Type.String() })),
})
export type TemplatePreview = Static<typeof TemplatePreview>

const ByEvent = Exactly({ event: Event })
const Version = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const ByVersion = Exactly({ event: Event, version: Version })
const InLang = Exactly({ lang: Lang })
const Done = Exactly({ event: Event, version: Type.Integer() })

export const listTemplates = route({
  method: 'GET',
  path: '/api/desk/notice-templates',
  reply: Exactly({ items: Type.Array(TemplateLine), mayEdit: Type.Boolean() }),
  summary: 'Every event with the texts that are sent now',
})
export const readTemplate = route({
  method: 'GET',
  path: '/api/desk/notice-templates/:event',
  params: ByEvent,
  reply: Template,
  summary: 'The texts of one event: default, versions, what may stand in them',
})
export const saveTemplate = route({
  method: 'PUT',
  path: '/api/desk/notice-templates/:event',
  params: ByEvent,
  body: Exactly({ ...TemplateSides.properties, expected: Expected }),
  reply: Done,
  summary: 'Keep a new version, not yet sent',
})
export const releaseTemplate = route({
  method: 'POST',
  path: '/api/desk/notice-templates/:event/release',
  params: ByEvent,
  body: Exactly({ version: Version, expected: Expected }),
  reply: Done,
  summary: 'Send this version from now on: a new one by a second person; the default or one that was sent before by any editor',
})
export const previewTemplate = route({
  method: 'GET',
  path: '/api/desk/notice-templates/:event/versions/:version/preview',
  params: ByVersion,
  query: InLang,
  reply: TemplatePreview,
  summary: 'A version filled with sample values',
})
export const templateMail = route({
  method: 'GET',
  path: '/api/desk/notice-templates/:event/versions/:version/mail',
  params: ByVersion,
  query: InLang,
  answers: 'bytes',
  summary: 'The same as the mail looks, for a frame without rights',
})
export const testTemplate = route({
  method: 'POST',
  path: '/api/desk/notice-templates/:event/versions/:version/test',
  params: ByVersion,
  body: Exactly({ lang: Lang, to: Type.Optional(Line({ maxLength: 320 })) }),
  reply: Exactly({ id: Type.String() }),
  status: 202,
  summary: 'Mail it, marked as a test, to the own address or to that of another employee; five an hour',
})
