import { type Static, Type } from 'typebox'
import { Instant, Lang, Line, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

export const roles = ['operator', 'specialist', 'technician', 'supervisor', 'security_officer', 'mfc_clerk', 'editor', 'admin', 'auditor'] as const
export type Role = (typeof roles)[number]
/** Where work lands; the rule table in tickets routes topics to these (FORM-2). */
export const teams = ['first_line', 'documents', 'technical', 'security'] as const
export type Team = (typeof teams)[number]
export const factors = ['totp', 'passkey'] as const

export const Me = Exactly({
  id: Uuid,
  name: Type.String(),
  login: Type.String(),
  roles: Type.Array(OneOf(roles)),
  teams: Type.Array(OneOf(teams)),
  lang: Lang,
  idleUntil: Instant,
  endsAt: Instant,
  /** Last proof of a factor: step-up actions want one at most 5 minutes old. */
  provedAt: Instant,
})
export type Me = Static<typeof Me>
export const SignInStep = Exactly({ next: OneOf(['factor', 'enrol', 'desk']), factors: Type.Array(OneOf(factors)) })

const Password = Type.String({ minLength: 1, maxLength: 128 })
/** WebAuthn messages are shaped by the browser; @simplewebauthn checks them. */
const WebAuthn = Type.Record(Type.String(), Type.Any(), { additionalProperties: false })
const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

export const signIn = route({
  method: 'POST',
  path: '/api/staff/session',
  body: Exactly({ login: Line({ maxLength: 100 }), password: Password }),
  reply: SignInStep,
  summary: 'First step: password. No factor, no desk',
})
export const proveTotp = route({
  method: 'POST',
  path: '/api/staff/session/totp',
  body: Exactly({ code: Type.String({ maxLength: 20 }) }),
  reply: Me,
  summary: 'Second step: code of the authenticator app (also step-up)',
})
export const passkeyOptions = route({
  method: 'POST',
  path: '/api/staff/session/passkey-options',
  reply: WebAuthn,
  summary: 'Second step: challenge for a passkey',
})
export const provePasskey = route({
  method: 'POST',
  path: '/api/staff/session/passkey',
  body: WebAuthn,
  reply: Me,
  summary: 'Second step: answer of the passkey',
})
export const me = route({ method: 'GET', path: '/api/staff/session', reply: Me, summary: 'Who is signed in' })
export const signOut = route({ method: 'DELETE', path: '/api/staff/session', summary: 'Sign out here' })

/** One-time link of an invitation or of the first administrator: set a password, then a factor. */
export const readEnrolment = route({
  method: 'POST',
  path: '/api/staff/enrolment',
  body: Exactly({ token: Token }),
  reply: Exactly({ login: Type.String(), name: Type.String(), passwordSet: Type.Boolean() }),
  summary: 'What the one-time link is for',
})
export const enrolPassword = route({
  method: 'POST',
  path: '/api/staff/enrolment/password',
  body: Exactly({ token: Token, password: Password }),
  reply: SignInStep,
  summary: 'Set the own password; the session may then only add a factor',
})
export const startTotp = route({
  method: 'POST',
  path: '/api/staff/factors/totp',
  reply: Exactly({ id: Uuid, secret: Type.String(), uri: Type.String(), qrSvg: Type.String() }),
  status: 201,
  summary: 'Begin adding an authenticator app',
})
export const confirmTotp = route({
  method: 'POST',
  path: '/api/staff/factors/totp/:id/confirmation',
  params: Exactly({ id: Uuid }),
  body: Exactly({ code: Type.String({ maxLength: 20 }) }),
  reply: Me,
  summary: 'First code confirms the app',
})
export const startPasskey = route({ method: 'POST', path: '/api/staff/factors/passkey-options', reply: WebAuthn, summary: 'Begin adding a passkey' })
export const confirmPasskey = route({ method: 'POST', path: '/api/staff/factors/passkey', body: WebAuthn, reply: Me, status: 201, summary: 'Add the passkey' })

/** A second factor as its owner sees it. */
export const OwnFactor = Exactly({ id: Uuid, kind: OneOf(factors), addedAt: Instant, usedAt: Nullable(Instant) })
export type OwnFactor = Static<typeof OwnFactor>
export const ownFactors = route({ method: 'GET', path: '/api/staff/factors', reply: Type.Array(OwnFactor), summary: 'What confirms the own sign-in' })
export const removeFactor = route({
  method: 'DELETE',
  path: '/api/staff/factors/:id',
  params: Exactly({ id: Uuid }),
  reply: Type.Array(OwnFactor),
  summary: 'Remove an own factor after a fresh proof; the last one stays',
})
export const changePassword = route({
  method: 'PUT',
  path: '/api/staff/password',
  body: Exactly({ old: Password, password: Password }),
  summary: 'Change the own password: with the old one and a fresh proof of a factor; other sessions end',
})

/** Optional mails of the desk; a term that is broken is mailed in any case where an address is known. */
export const mailEvents = ['sla.warning', 'assignment.new'] as const
export const OwnMail = Exactly({ email: Nullable(Line({ maxLength: 320 })), events: Type.Array(OneOf(mailEvents), { uniqueItems: true }) })
export type OwnMail = Static<typeof OwnMail>
export const ownMail = route({ method: 'GET', path: '/api/staff/mail', reply: OwnMail, summary: 'Where the desk writes to this employee, and about what' })
export const setOwnMail = route({
  method: 'PUT',
  path: '/api/staff/mail',
  body: OwnMail,
  reply: OwnMail,
  summary: 'Set the own address and choices; another address takes a fresh proof of a factor',
})

export const Employee = Exactly({
  id: Uuid,
  name: Type.String(),
  login: Type.String(),
  roles: Type.Array(OneOf(roles)),
  teams: Type.Array(OneOf(teams)),
  lang: Lang,
  state: OneOf(['invited', 'active', 'blocked']),
  factors: Type.Array(OneOf(factors)),
  lastSeenAt: Nullable(Instant),
})
export type Employee = Static<typeof Employee>
const ById = Exactly({ id: Uuid })
export const listStaff = route({ method: 'GET', path: '/api/staff', reply: Type.Array(Employee), summary: 'All employees (administrator)' })
export const inviteStaff = route({
  method: 'POST',
  path: '/api/staff',
  status: 201,
  summary: 'Add an employee; answers the one-time link, shown once',
  body: Exactly({
    name: Line({ minLength: 2, maxLength: 200 }),
    login: Line({ minLength: 3, maxLength: 100 }),
    roles: Type.Array(OneOf(roles), { minItems: 1, uniqueItems: true }),
    teams: Type.Array(OneOf(teams), { uniqueItems: true }),
    lang: Lang,
  }),
  reply: Exactly({ employee: Employee, link: Type.String(), expiresAt: Instant }),
})
export const changeStaff = route({
  method: 'PATCH',
  path: '/api/staff/:id',
  params: ById,
  summary: 'Change roles, teams or language; sessions of that person end when rights change',
  body: Exactly({
    roles: Type.Optional(Type.Array(OneOf(roles), { minItems: 1, uniqueItems: true })),
    teams: Type.Optional(Type.Array(OneOf(teams), { uniqueItems: true })),
    lang: Type.Optional(Lang),
  }),
  reply: Employee,
})
export const blockStaff = route({
  method: 'POST',
  path: '/api/staff/:id/block',
  params: ById,
  body: Exactly({ reason: Line({ minLength: 3, maxLength: 300 }) }),
  reply: Employee,
  summary: 'Close the desk to this person at once',
})
export const unblockStaff = route({ method: 'DELETE', path: '/api/staff/:id/block', params: ById, reply: Employee, summary: 'Open the desk again' })
export const reinviteStaff = route({
  method: 'POST',
  path: '/api/staff/:id/invitation',
  params: ById,
  body: Exactly({ reason: Line({ minLength: 3, maxLength: 300 }) }),
  reply: Exactly({ employee: Employee, link: Type.String(), expiresAt: Instant }),
  summary: 'In person only: password and factors are dropped, a new one-time link is made',
})
