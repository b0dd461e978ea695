import { type Static, Type } from 'typebox'
import { accountFactors, accountStates, CodeSent, CodeTyped, ContactTyped, Password, signInSteps, WebAuthn } from './accounts.ts'
import { Instant, Lang, Line, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

const ById = Exactly({ id: Uuid })
/** Actions that stay closed for a while after a recovery or a change of factors or contacts. */
export const cooledActions = [
  'contact.change',
  'factor.remove',
  'data.change',
  'delegate.add',
  'document.download',
  'external.sign-in',
  'account.delete',
] as const

export const ContactView = Exactly({
  id: Uuid,
  kind: OneOf(['phone', 'email']),
  masked: Type.String(),
  provedAt: Nullable(Instant),
  /** Whether it may be removed: the last one may not. */
  removable: Type.Boolean(),
})
export const FactorView = Exactly({
  id: Uuid,
  kind: OneOf(accountFactors),
  label: Nullable(Type.String()),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
})
export const ContactChange = Exactly({
  id: Uuid,
  kind: OneOf(['phone', 'email']),
  state: OneOf(['requested', 'new_confirmed', 'pending_hold']),
  masked: Type.String(),
  replaces: Nullable(Type.String()),
  requestedAt: Instant,
  expiresAt: Instant,
  /** When it takes effect if nobody objects. */
  effectiveAt: Nullable(Instant),
  /** Codes still asked: to the new contact, to the old one. */
  wants: Type.Array(OneOf(['new', 'old'])),
})
export type ContactChange = Static<typeof ContactChange>
/** Values masked; each is shown by `revealProfile`. */
export const ProfileView = Exactly({
  name: Nullable(Type.String()),
  birthDate: Nullable(Type.String()),
  snils: Nullable(Type.String()),
  inn: Nullable(Type.String()),
  passport: Nullable(Type.String()),
})
export const profileFields = ['name', 'birthDate', 'snils', 'inn', 'passport'] as const
export const AccountView = Exactly({
  number: Type.String(),
  state: OneOf(accountStates),
  identityLevel: Type.Integer(),
  createdAt: Instant,
  profile: ProfileView,
  contacts: Type.Array(ContactView),
  changes: Type.Array(ContactChange),
  factors: Type.Array(FactorView),
  smsFactor: Type.Boolean(),
  backupCodesLeft: Type.Integer(),
  savedCode: Type.Boolean(),
  passwordAt: Nullable(Instant),
  coolDown: Nullable(Exactly({ until: Instant, closed: Type.Array(OneOf(cooledActions)) })),
  deleteAt: Nullable(Instant),
  /** Requests without an answer yet: they end unanswered when the account is erased. */
  openRequests: Type.Integer(),
  lang: Lang,
  zone: Type.String(),
  settings: Exactly({ reminders: Type.Boolean() }),
  identities: Type.Array(Exactly({ provider: Type.String(), name: Type.String(), linkedAt: Instant })),
})
export type AccountView = Static<typeof AccountView>
export const myAccount = route({ method: 'GET', path: '/api/account', reply: AccountView, summary: 'My account: level, contacts, factors, what is under way' })
export const changeSettings = route({
  method: 'PATCH',
  path: '/api/account/settings',
  body: Exactly({
    lang: Type.Optional(Lang),
    zone: Type.Optional(Type.String({ maxLength: 40, pattern: '^[A-Za-z_+/-]+[0-9]*$' })),
    reminders: Type.Optional(Type.Boolean()),
  }),
  summary: 'Language, time zone, reminders',
})
export const revealProfile = route({
  method: 'POST',
  path: '/api/account/profile/reveals',
  body: Exactly({ field: OneOf(profileFields) }),
  reply: Exactly({ value: Nullable(Type.String()) }),
  summary: 'One value of my profile in full (after a fresh proof)',
})
/** Only what is empty yet: a value that stands is changed with documents, by a request. */
export const fillProfile = route({
  method: 'POST',
  path: '/api/account/profile',
  body: Exactly({
    birthDate: Type.Optional(Line({ maxLength: 20 })),
    snils: Type.Optional(Line({ maxLength: 20 })),
    inn: Type.Optional(Line({ maxLength: 20 })),
    passport: Type.Optional(Line({ maxLength: 20 })),
  }),
  summary: 'Fill empty fields of my profile',
})

export const SessionView = Exactly({
  id: Uuid,
  here: Type.Boolean(),
  browser: Type.String(),
  system: Type.String(),
  by: OneOf([...signInSteps, 'password', 'oidc'] as const),
  createdAt: Instant,
  seenAt: Instant,
})
export const mySessions = route({ method: 'GET', path: '/api/account/sessions', reply: Type.Array(SessionView), summary: 'Where I am signed in' })
export const endSession = route({
  method: 'DELETE',
  path: '/api/account/sessions/:id',
  params: ById,
  summary: 'End one session; its sockets end within seconds',
})
export const endOtherSessions = route({ method: 'DELETE', path: '/api/account/sessions', summary: 'End all sessions but this one' })
export const forgetDevices = route({ method: 'DELETE', path: '/api/account/devices', summary: 'No browser is a known one any more' })

export const changePassword = route({
  method: 'PUT',
  path: '/api/account/password',
  body: Exactly({ password: Password }),
  summary: 'A new password, after a fresh proof; other sessions end',
})
export const startTotp = route({
  method: 'POST',
  path: '/api/account/factors/totp',
  status: 201,
  reply: Exactly({ id: Uuid, secret: Type.String(), uri: Type.String(), qrSvg: Type.String() }),
  summary: 'Begin adding an authenticator app',
})
export const confirmTotp = route({
  method: 'POST',
  path: '/api/account/factors/totp/:id/confirmation',
  params: ById,
  body: Exactly({ code: CodeTyped }),
  reply: FactorView,
  summary: 'First code confirms the app',
})
export const startPasskey = route({ method: 'POST', path: '/api/account/factors/passkey-options', reply: WebAuthn, summary: 'Begin adding a passkey' })
export const confirmPasskey = route({
  method: 'POST',
  path: '/api/account/factors/passkey',
  body: Exactly({ label: Type.Optional(Line({ maxLength: 60 })), answer: WebAuthn }),
  status: 201,
  reply: FactorView,
  summary: 'Add the passkey',
})
export const removeFactor = route({ method: 'DELETE', path: '/api/account/factors/:id', params: ById, summary: 'Remove a factor, after a fresh proof' })
export const switchSmsFactor = route({
  method: 'PUT',
  path: '/api/account/factors/sms',
  body: Exactly({ on: Type.Boolean() }),
  summary: 'Codes by text message in place of the app: weaker, off unless switched on',
})
export const newBackupCodes = route({
  method: 'POST',
  path: '/api/account/backup-codes',
  status: 201,
  reply: Exactly({ codes: Type.Array(Type.String()) }),
  summary: 'Ten new backup codes, shown once; the old ones end',
})
export const newRecoveryCode = route({
  method: 'POST',
  path: '/api/account/recovery-code',
  status: 201,
  reply: Exactly({ code: Type.String() }),
  summary: 'A new saved recovery code, shown once; the old one ends',
})

export const changeContact = route({
  method: 'POST',
  path: '/api/account/contact-changes',
  body: Exactly({ value: ContactTyped, replaces: Type.Optional(Uuid), oldIsLost: Type.Optional(Type.Boolean()) }),
  status: 201,
  reply: ContactChange,
  summary: 'Add or replace a contact: code to the new, notice and code to the old; 72 h where the old is lost',
})
export const sendContactCode = route({
  method: 'POST',
  path: '/api/account/contact-changes/:id/code',
  params: ById,
  body: Exactly({ to: OneOf(['new', 'old']) }),
  status: 202,
  reply: CodeSent,
  summary: 'Send a code of a change of contact again',
})
export const proveContact = route({
  method: 'POST',
  path: '/api/account/contact-changes/:id/proof',
  params: ById,
  body: Exactly({ to: OneOf(['new', 'old']), code: CodeTyped }),
  reply: Exactly({ state: OneOf(['requested', 'new_confirmed', 'pending_hold', 'active']), change: Nullable(ContactChange) }),
  summary: 'A code of a change of contact',
})
export const holdContact = route({
  method: 'POST',
  path: '/api/account/contact-changes/:id/hold',
  params: ById,
  reply: ContactChange,
  summary: 'The old contact is lost: take effect after 72 h unless somebody objects',
})
export const cancelContactChange = route({ method: 'DELETE', path: '/api/account/contact-changes/:id', params: ById, summary: 'Take a change of contact back' })
export const sendCheckCode = route({
  method: 'POST',
  path: '/api/account/contacts/:id/code',
  params: ById,
  status: 202,
  reply: CodeSent,
  summary: 'A code to a contact of mine, to see whether messages arrive there',
})
export const checkContact = route({
  method: 'POST',
  path: '/api/account/contacts/:id/proof',
  params: ById,
  body: Exactly({ code: CodeTyped }),
  summary: 'The code arrived: a contact that refused messages is used again',
})
export const removeContact = route({ method: 'DELETE', path: '/api/account/contacts/:id', params: ById, summary: 'Remove a contact; the last one stays' })

const Page = Exactly({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) })
/** What happened with my account, and who looked at my data: every opening by staff with time, role and purpose. */
export const AccountEvent = Exactly({
  at: Instant,
  event: Type.String(),
  by: OneOf(['me', 'staff', 'system', 'somebody']),
  role: Nullable(Type.String()),
  details: Type.Record(Type.String(), Type.Any()),
})
export type AccountEvent = Static<typeof AccountEvent>
export const myEvents = route({
  method: 'GET',
  path: '/api/account/events',
  query: Page,
  reply: Exactly({ items: Type.Array(AccountEvent), page: Type.Integer(), pages: Type.Integer() }),
  summary: 'What happened with my account, newest first',
})
export const AccountLook = Exactly({ at: Instant, role: Type.String(), what: Type.String(), purpose: Nullable(Type.String()), number: Nullable(Type.String()) })
export type AccountLook = Static<typeof AccountLook>
export const myViews = route({
  method: 'GET',
  path: '/api/account/views',
  query: Page,
  reply: Exactly({ items: Type.Array(AccountLook), page: Type.Integer(), pages: Type.Integer() }),
  summary: 'Who looked at my data, newest first',
})
export const exportJson = route({ method: 'GET', path: '/api/account/export.json', answers: 'bytes', summary: 'Everything kept about me, as JSON' })
export const exportPdf = route({ method: 'GET', path: '/api/account/export.pdf', answers: 'bytes', summary: 'Everything kept about me, as PDF' })
export const askDeletion = route({
  method: 'POST',
  path: '/api/account/deletion',
  status: 201,
  reply: Exactly({ deleteAt: Instant }),
  summary: 'Erase my account, after a fresh proof; 14 days to take it back',
})
export const takeDeletionBack = route({ method: 'DELETE', path: '/api/account/deletion', summary: 'Do not erase my account' })
export const blockMyself = route({ method: 'POST', path: '/api/account/block', summary: 'It was not me: close my account at once, end all sessions' })
/** RECOV-6: yes, all is right; a mismatch files an urgent request (POST /api/account/mismatch in the requests' contract). */
export const dataIsRight = route({ method: 'POST', path: '/api/account/data-check', summary: 'My data is right' })

/** Guests' requests joined to the account: those opened in this browser whose contact the account has proved. */
export const Joinable = Exactly({ number: Type.String(), subject: Type.String(), receivedAt: Instant })
export const joinableRequests = route({
  method: 'GET',
  path: '/api/account/joinable-requests',
  reply: Type.Array(Joinable),
  summary: 'Requests I sent as a guest that can become mine',
})
export const joinRequest = route({
  method: 'POST',
  path: '/api/account/joined-requests',
  body: Exactly({ number: Type.String({ pattern: '^(\\d{11}|\\d{2}-\\d{4}-\\d{4}-\\d)$' }) }),
  summary: 'Make a guest request mine',
})
export const reportMismatch = route({
  method: 'POST',
  path: '/api/account/mismatch',
  body: Exactly({ text: Type.Optional(Type.String({ maxLength: 2000 })) }),
  status: 201,
  reply: Exactly({ number: Type.String() }),
  summary: 'My data is wrong: an urgent request, by one button (RECOV-6)',
})
