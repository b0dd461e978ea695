import { type Static, type TObject, Type } from 'typebox'
import { Instant, Lang, Line, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

/** The machine `account` of the requirements. */
export const accountStates = ['active', 'soft_locked', 'recovery_pending', 'cooling_down', 'restricted', 'blocked', 'password_disabled', 'deleted'] as const
export const accountFactors = ['totp', 'passkey'] as const
/** What the second step can be answered with. */
export const signInSteps = ['totp', 'passkey', 'backup_code', 'code'] as const

/** A telephone or an address as people type it; the server makes it comparable. */
export const ContactTyped = Line({ minLength: 1, maxLength: 254 })
export const Password = Type.String({ minLength: 1, maxLength: 512 })
export const CodeTyped = Type.String({ minLength: 1, maxLength: 64 })
/** WebAuthn messages are shaped by the browser; @simplewebauthn checks them. */
export const WebAuthn = Type.Record(Type.String(), Type.Any(), { additionalProperties: false })
/** Part of a link in a message. */
export const LinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const ById = Exactly({ id: Uuid })

/** A code is on its way, or would be: the answer is the same whether anybody has this contact (C19). */
export const CodeSent = Exactly({ id: Uuid, expiresAt: Instant, resendAt: Instant })
export type CodeSent = Static<typeof CodeSent>

/** `signed-in`: the browser has its session. `factor`: one of `ways` is needed, the one used last first; `channels`: where a code can go, the better one first. `enrol`: came by a backup code, add a factor now. */
export const SignInAnswer = Exactly({
  next: OneOf(['signed-in', 'factor', 'enrol']),
  ways: Type.Array(OneOf(signInSteps)),
  channels: Type.Array(OneOf(['sms', 'email'])),
})
export type SignInAnswer = Static<typeof SignInAnswer>

/** A step of signing in. */
const step = <const P extends `/api/account/${string}`, const B extends TObject>(path: P, body: B, summary: string) =>
  route({ method: 'POST', path, body, reply: SignInAnswer, summary })

// Registration: a code to the contact, then the name and a password. Whether the contact has an account is told only to who has entered its code.
export const register = route({
  method: 'POST',
  path: '/api/account/registrations',
  body: Exactly({ contact: ContactTyped }),
  status: 202,
  reply: CodeSent,
  summary: 'Begin to register: a code goes to this telephone or address',
})
export const resendRegistrationCode = route({
  method: 'POST',
  path: '/api/account/registrations/:id/code',
  params: ById,
  status: 202,
  reply: CodeSent,
  summary: 'Send the code of a registration again',
})
export const proveRegistration = route({
  method: 'POST',
  path: '/api/account/registrations/:id/proof',
  params: ById,
  body: Exactly({ code: CodeTyped }),
  reply: Exactly({ next: OneOf(['details', 'has-account']), contact: Type.String() }),
  summary: 'The code of a registration; whoever has an account already is told so now',
})
export const finishRegistration = route({
  method: 'POST',
  path: '/api/account/registrations/:id/account',
  params: ById,
  body: Exactly({
    surname: Line({ minLength: 1, maxLength: 100 }),
    name: Line({ minLength: 1, maxLength: 100 }),
    patronymic: Type.Optional(Line({ maxLength: 100 })),
    password: Password,
  }),
  status: 201,
  reply: SignInAnswer,
  summary: 'Make the account and sign in',
})

export const signIn = step('/api/account/session', Exactly({ login: ContactTyped, password: Password }), 'First step: telephone or address, and password')
export const passkeySignInOptions = route({
  method: 'POST',
  path: '/api/account/passkey-session-options',
  reply: Exactly({ id: Uuid, options: WebAuthn }),
  summary: 'Sign in by passkey alone: the challenge',
})
export const passkeySignIn = step('/api/account/passkey-session', Exactly({ id: Uuid, answer: WebAuthn }), 'Sign in by passkey alone: the answer')

const Me = Exactly({
  /** Eleven digits: XXXX-XXXX-XXX. */
  number: Type.String(),
  /** Name and first letter of the surname: enough to see whose session this is. */
  shortName: Type.String(),
  level: OneOf(['enrol', 'full']),
  state: OneOf(accountStates),
  lang: Lang,
  idleUntil: Instant,
  endsAt: Instant,
  provedAt: Instant,
  /** Ways of proving oneself again before a sensitive change. */
  ways: Type.Array(OneOf([...signInSteps, 'password'] as const)),
  /** Where a code can go when it is one of them. */
  channels: Type.Array(OneOf(['sms', 'email'])),
  /** RECOV-6: after a recovery the page "check your data" comes first until it was answered. */
  checkData: Type.Boolean(),
})
export const me = route({ method: 'GET', path: '/api/account/session', reply: Me, summary: 'Who is signed in' })
export type Me = Static<typeof Me>
export const signOut = route({ method: 'DELETE', path: '/api/account/session', summary: 'Sign out here' })

// Second step; on a full session the same calls prove oneself again (step-up).
export const proveTotp = step('/api/account/session/totp', Exactly({ code: CodeTyped }), 'Second step: code of the authenticator app')
export const passkeyOptions = route({
  method: 'POST',
  path: '/api/account/session/passkey-options',
  reply: WebAuthn,
  summary: 'Second step: challenge for a passkey',
})
export const provePasskey = step('/api/account/session/passkey', Exactly({ answer: WebAuthn }), 'Second step: answer of the passkey')
export const proveBackupCode = step('/api/account/session/backup-code', Exactly({ code: CodeTyped }), 'Second step: one of the ten backup codes, once')
export const sendSignInCode = route({
  method: 'POST',
  path: '/api/account/session/code',
  body: Exactly({ channel: OneOf(['sms', 'email']) }),
  status: 202,
  reply: CodeSent,
  summary: 'Second step: send a code to a contact of the account',
})
export const proveSignInCode = step('/api/account/session/code-proof', Exactly({ id: Uuid, code: CodeTyped }), 'Second step: the code that was sent')
export const provePassword = step('/api/account/session/password', Exactly({ password: Password }), 'Prove oneself again by the password')

// A locked account is opened by its owner's code (LOGIN-4).
export const startUnlock = route({
  method: 'POST',
  path: '/api/account/unlocks',
  body: Exactly({ login: ContactTyped }),
  status: 202,
  reply: CodeSent,
  summary: 'Ask for a code that opens a locked sign-in',
})
export const finishUnlock = route({
  method: 'POST',
  path: '/api/account/unlocks/:id/proof',
  params: ById,
  body: Exactly({ code: CodeTyped }),
  summary: 'The code: sign-in is open again',
})

// Recovery (RECOV): two proofs, then a new password; nothing changes before.
export const recoveryProofs = ['email', 'phone', 'saved_code', 'totp', 'passkey', 'backup_code', 'knowledge', 'office'] as const
export const recoverySteps = ['first-proof', 'second-proof', 'wait', 'approval', 'password', 'done', 'refused'] as const
export const Recovery = Exactly({
  id: Uuid,
  step: OneOf(recoverySteps),
  given: Type.Array(OneOf(recoveryProofs)),
  /** What may be given next; before the first proof it is the code alone, for everybody. */
  offers: Type.Array(OneOf(recoveryProofs)),
  /** Masked contacts that a code can go to, once the first proof was given. */
  contacts: Type.Array(Exactly({ kind: OneOf(['email', 'phone']), masked: Type.String() })),
  notBefore: Nullable(Instant),
  expiresAt: Instant,
  /** Why it was refused, a code of the texts. */
  reason: Nullable(Type.String()),
})
export type Recovery = Static<typeof Recovery>
export const startRecovery = route({
  method: 'POST',
  path: '/api/account/recoveries',
  body: Exactly({ contact: ContactTyped }),
  status: 202,
  reply: CodeSent,
  summary: 'Forgot the password: a code goes to this contact if it belongs to an account (RECOV-2)',
})
export const readRecovery = route({ method: 'GET', path: '/api/account/recoveries/:id', params: ById, reply: Recovery, summary: 'How far a recovery is' })
export const sendRecoveryCode = route({
  method: 'POST',
  path: '/api/account/recoveries/:id/code',
  params: ById,
  body: Exactly({ channel: Type.Optional(OneOf(['sms', 'email'])) }),
  status: 202,
  reply: CodeSent,
  summary: 'Send the code again, or one to the other contact',
})
export const proveRecovery = route({
  method: 'POST',
  path: '/api/account/recoveries/:id/proofs',
  params: ById,
  body: Exactly({ kind: OneOf(['email', 'phone', 'saved_code', 'totp', 'backup_code']), code: CodeTyped }),
  reply: Recovery,
  summary: 'One proof of a recovery',
})
export const recoveryPasskeyOptions = route({
  method: 'POST',
  path: '/api/account/recoveries/:id/passkey-options',
  params: ById,
  reply: WebAuthn,
  summary: 'Challenge for a passkey as proof',
})
export const proveRecoveryPasskey = route({
  method: 'POST',
  path: '/api/account/recoveries/:id/passkey',
  params: ById,
  body: Exactly({ answer: WebAuthn }),
  reply: Recovery,
  summary: 'A passkey as proof',
})
export const finishRecovery = route({
  method: 'PUT',
  path: '/api/account/recoveries/:id/password',
  params: ById,
  body: Exactly({ password: Password }),
  reply: Exactly({ coolDownUntil: Nullable(Instant) }),
  summary: 'The new password; all sessions end, ordinary sign-in follows',
})
export const openRecoveryLink = route({
  method: 'POST',
  path: '/api/account/recovery-links',
  body: Exactly({ token: LinkToken }),
  reply: Recovery,
  summary: 'The link that was sent to an own contact after an employee started a recovery',
})
/** Cancel links of recoveries and of changes of contacts: no sign-in, one purpose. */
export const readCancelLink = route({
  method: 'POST',
  path: '/api/account/cancel-links',
  body: Exactly({ token: LinkToken }),
  reply: Exactly({ what: OneOf(['recovery', 'contact']), at: Instant, open: Type.Boolean() }),
  summary: 'What a cancel link would stop',
})
export const useCancelLink = route({
  method: 'POST',
  path: '/api/account/cancellations',
  body: Exactly({ token: LinkToken }),
  reply: Exactly({ what: OneOf(['recovery', 'contact']) }),
  summary: 'It was not me: stop it',
})
/** Plain rules and what is wrong with a password, before it is set; nothing is kept. */
export const checkPassword = route({
  method: 'POST',
  path: '/api/account/password-check',
  body: Exactly({ password: Password }),
  reply: Exactly({
    min: Type.Integer(),
    max: Type.Integer(),
    composition: Type.Boolean(),
    problems: Type.Array(Exactly({ code: Type.String(), details: Type.Optional(Type.Record(Type.String(), Type.Any())) })),
  }),
  summary: 'What is wrong with a new password',
})
