import { type Static, Type } from 'typebox'
import { Instant, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

/** What the desk tells an employee; the words are the desk's. */
export const staffEvents = ['assignment.new', 'sla.warning', 'sla.breached', 'delivery.trouble', 'delivery.healed'] as const
export const StaffNotice = Exactly({
  id: Uuid,
  at: Instant,
  event: OneOf(staffEvents),
  /** Of the request it is about. */
  number: Nullable(Type.String()),
  dueAt: Nullable(Instant),
  /** The alarm it is about. */
  alarm: Nullable(Type.String()),
  read: Type.Boolean(),
})
export type StaffNotice = Static<typeof StaffNotice>
export const ownNotices = route({
  method: 'GET',
  path: '/api/desk/notices',
  summary: 'What the desk has told this employee, the newest 30; unread are counted up to 100',
  reply: Exactly({ items: Type.Array(StaffNotice), unread: Type.Integer() }),
})
export const readOwnNotices = route({
  method: 'POST',
  path: '/api/desk/notices/read',
  summary: 'The notices up to this one are read',
  body: Exactly({ upTo: Uuid }),
  reply: Exactly({ unread: Type.Integer() }),
})

export const DemoMailLine = Exactly({ id: Uuid, at: Instant, to: Type.String(), subject: Type.String(), event: Type.String() })
export type DemoMailLine = Static<typeof DemoMailLine>
export const DemoMail = Exactly({ ...DemoMailLine.properties, text: Type.String(), html: Type.String() })
export type DemoMail = Static<typeof DemoMail>

export const listDemoMails = route({
  method: 'GET',
  path: '/api/demo/mails',
  summary: 'Demonstration only: every mail that was sent, newest first; 404 otherwise',
  reply: Type.Array(DemoMailLine),
})
export const readDemoMail = route({
  method: 'GET',
  path: '/api/demo/mails/:id',
  params: Exactly({ id: Uuid }),
  summary: 'Demonstration only: one mail as its reader sees it',
  reply: DemoMail,
})

/** A text message as a telephone shows it; `parts` is what it costs. */
export const DemoSms = Exactly({ id: Uuid, at: Instant, to: Type.String(), text: Type.String(), event: Type.String(), parts: Type.Integer() })
export type DemoSms = Static<typeof DemoSms>
export const listDemoMessages = route({
  method: 'GET',
  path: '/api/demo/messages',
  summary: 'Demonstration only: every text message that was sent, newest first; 404 otherwise',
  reply: Type.Array(DemoSms),
})
