import { Type } from 'typebox'
import { Day, Instant, Line, NumberInPath, Uuid, Words } from './common.ts'
import { DeskTicket, declineReasons, extensionReasons, Person, revealFields, revealPurposes } from './desk-shapes.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'
import { teams } from './staff.ts'
import { channels, Expected, FileView, Intake, Receipt, type scanStates } from './tickets.ts'
import { categories, priorityClasses, topics } from './topics.ts'

export * from './desk-shapes.ts'

const ByNumber = Exactly({ number: NumberInPath })
const Done = Exactly({ version: Type.Integer() })
const text = Words({ minLength: 1, maxLength: 20000 })
const fileIds = Type.Optional(Type.Array(Uuid, { maxItems: 10, uniqueItems: true }))
const act = <const P extends string, B extends Record<string, import('typebox').TSchema>>(path: P, summary: string, body: B) =>
  route({
    method: 'POST',
    path: `/api/desk/tickets/:number/${path}` as const,
    params: ByNumber,
    body: Exactly({ ...body, expected: Expected }),
    reply: Done,
    summary,
  })

export const deskTicket = route({
  method: 'GET',
  path: '/api/desk/tickets/:number',
  params: ByNumber,
  reply: DeskTicket,
  summary: 'One request with everything the asker may see; the look is recorded',
})
export const deskEvents = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/events',
  params: ByNumber,
  query: Exactly({ after: Type.Integer({ minimum: 0 }) }),
  summary: 'What changed after version N',
  reply: Exactly({
    version: Type.Integer(),
    events: Type.Array(Exactly({ version: Type.Integer(), event: Type.String(), at: Instant, actor: Nullable(Type.String()) })),
  }),
})
/** Joining a similar request is the citizen's choice on the form; the desk merges. */
const { addTo: _, ...onBehalf } = Intake.properties
export const deskIntake = route({
  method: 'POST',
  path: '/api/desk/tickets',
  status: 201,
  summary: 'File a request for a citizen who calls, writes or comes',
  body: Exactly({ ...onBehalf, channel: OneOf(channels) }),
  reply: Exactly({ number: Type.String(), version: Type.Integer(), receipt: Receipt }),
})
export const takeTicket = act('holder', 'Take it: one winner', {})
export const assignTicket = act('assignment', 'Give it to a colleague or to a team', { staffId: Type.Optional(Uuid), team: Type.Optional(OneOf(teams)) })
export const startTicket = act('start', 'Begin work', {})
export const replyToCitizen = act('replies', 'Write to the citizen; the first reply stops the first-response clock', { text, fileIds })
export const writeNote = act('notes', 'Internal note: the citizen never sees it', { text, fileIds })
export const askCitizen = act('questions', 'Ask the citizen; the clock keeps running', { text, replyBy: Day })
export const askExternal = act('inquiries', 'Ask another body; the class becomes complex', {
  body: Line({ minLength: 2, maxLength: 200 }),
  text: Type.Optional(Words({ maxLength: 5000 })),
})
export const recordExternalReply = act('inquiry-answers', 'The other body answered', { text })
export const extendTerm = act('extensions', 'Move the due date: two reasons only, before the date (SLA-5). A specialist asks, a supervisor grants', {
  reason: OneOf(extensionReasons),
  workingDays: Type.Integer({ minimum: 1, maximum: 30 }),
  text,
})
export const previewExtension = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/extension-preview',
  params: ByNumber,
  query: Exactly({ workingDays: Type.Integer({ minimum: 1, maximum: 30 }) }),
  reply: Exactly({ newDueAt: Instant, provisional: Type.Boolean() }),
  summary: 'The date an extension would give',
})
export const decideExtension = act('extension-decisions', 'Grant or refuse what a specialist asked', {
  id: Uuid,
  grant: Type.Boolean(),
  text: Type.Optional(Words({ maxLength: 2000 })),
})
export const reclassify = act('classification', 'Correct topic, category or class; the due date is counted anew from registration', {
  topic: Type.Optional(OneOf(topics)),
  category: Type.Optional(OneOf(categories)),
  priorityClass: Type.Optional(OneOf(priorityClasses)),
})
export const escalate = act('escalation', 'A supervisor watches', { text })
export const resolveTicket = act('resolution', 'Answer in writing', { text, fileIds })
export const declineTicket = act('refusal', 'Decline: reason, ground, how to appeal', {
  reason: OneOf(declineReasons),
  ground: Line({ minLength: 3, maxLength: 500 }),
  text,
})
export const transferTicket = act('transfer', 'Pass on to the competent body', { body: Line({ minLength: 2, maxLength: 200 }), text })
export const mergeTicket = act('merger', 'Merge into another request of the same citizen', { into: NumberInPath })
export const reopenByStaff = act('reopening', 'Return to work (supervisor)', { text })

export const revealContact = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/reveals',
  params: ByNumber,
  summary: 'Show one value: recorded, seen by the citizen',
  body: Exactly({ field: OneOf(revealFields), purpose: OneOf(revealPurposes), note: Type.Optional(Line({ maxLength: 300 })) }),
  reply: Exactly({ value: Type.String(), hideAfterSeconds: Type.Integer() }),
})
export const uploadDeskFile = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/files',
  params: ByNumber,
  form: 'multipart',
  status: 201,
  summary: 'Upload files for the next message',
  reply: Exactly({ files: Type.Array(FileView), problems: Type.Array(Exactly({ name: Type.String(), code: Type.String() })) }),
})
export const deskFile = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/files/:fileId',
  params: Exactly({ number: NumberInPath, fileId: Uuid }),
  answers: 'bytes',
  summary: 'One attached file; recorded',
})
export const colleagues = route({
  method: 'GET',
  path: '/api/desk/colleagues',
  reply: Type.Array(Exactly({ ...Person.properties, teams: Type.Array(OneOf(teams)), roles: Type.Array(Type.String()), load: Type.Integer() })),
  summary: 'To whom work can be given',
})
export const resendNotice = route({
  method: 'POST',
  path: '/api/desk/notices/:id/resend',
  params: Exactly({ id: Uuid }),
  body: Exactly({ by: Type.Optional(OneOf(['email', 'sms', 'push'])) }),
  summary: 'Send a notice again (TECH-5), by another channel when one is named',
  status: 202,
  reply: Exactly({ id: Uuid }),
})
export const eraseCitizen = route({
  method: 'POST',
  path: '/api/desk/citizens/:id/erasure',
  params: Exactly({ id: Uuid }),
  body: Exactly({ ground: Line({ minLength: 3, maxLength: 300 }) }),
  summary: 'Erase a person: the data key is dropped, words find nothing (security officer)',
})

export const CalendarYear = Exactly({
  year: Type.Integer(),
  status: OneOf(['official', 'provisional']),
  working: Type.Integer(),
  shortened: Type.Integer(),
  source: Type.String(),
})
export const readCalendar = route({ method: 'GET', path: '/api/calendar', reply: Type.Array(CalendarYear), summary: 'Loaded years of the production calendar' })
export const loadCalendarYear = route({
  method: 'POST',
  path: '/api/calendar',
  status: 201,
  summary: 'Load a year (own JSON or xmlcalendar XML): open due dates are counted anew, an earlier promise stays',
  body: Exactly({
    text: Type.String({ maxLength: 200000 }),
    status: OneOf(['official', 'provisional']),
    source: Line({ maxLength: 300 }),
    apply: Type.Boolean(),
  }),
  reply: Exactly({ year: CalendarYear, later: Type.Integer(), earlier: Type.Integer(), kept: Type.Integer(), applied: Type.Boolean() }),
})
export type ScanState = (typeof scanStates)[number]
