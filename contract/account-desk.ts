import { type Static, Type } from 'typebox'
import { accountFactors, accountStates, recoveryProofs } from './accounts.ts'
import { Instant, Line, NumberInPath, Uuid } from './common.ts'
import { Exactly, Nullable, OneOf, route } from './route.ts'

const OfTicket = Exactly({ number: NumberInPath })
const ById = Exactly({ id: Uuid })
const Reason = Line({ minLength: 3, maxLength: 300 })

/** What staff may do with the account now; the same questions the commands ask. */
export const accountActions = ['match', 'unlock', 'startRecovery', 'startRecoveryInPerson', 'endCoolDown', 'restrict', 'block', 'restore'] as const

/**
 * Marks of risk of a recovery, found when it starts (requirements, section 5).
 * unknown_device: no known device of the account; contact_changed, factor_added: within 72 h; several_accounts: this browser recovers more than one;
 * failed_match: name, INN and passport did not fit within a day; phishing_report: its owner reported suspicious activity within 7 days;
 * earlier_refused: a recovery in which a right proof was given was stopped, refused or ran out within 7 days.
 */
export const riskMarks = [
  'unknown_device',
  'contact_changed',
  'factor_added',
  'several_accounts',
  'failed_match',
  'phishing_report',
  'earlier_refused',
] as const

/** A recovery as staff see it: states, never secrets. */
export const RecoveryAtDesk = Exactly({
  id: Uuid,
  accountNumber: Type.String(),
  ticketNumber: Nullable(Type.String()),
  state: OneOf(['open', 'finished', 'refused', 'cancelled', 'expired']),
  startedBy: OneOf(['citizen', 'operator', 'mfc_clerk']),
  starter: Nullable(Type.String()),
  startedAt: Instant,
  expiresAt: Instant,
  notBefore: Nullable(Instant),
  given: Type.Array(OneOf(recoveryProofs)),
  risks: Type.Array(OneOf(riskMarks)),
  needsApproval: Type.Boolean(),
  approver: Nullable(Type.String()),
  can: Exactly({ approve: Type.Boolean(), refuse: Type.Boolean() }),
})
export type RecoveryAtDesk = Static<typeof RecoveryAtDesk>

export const AccountAtDesk = Exactly({
  /** Null: no account is known for this request yet. */
  account: Nullable(
    Exactly({
      citizenId: Uuid,
      number: Type.String(),
      state: OneOf(accountStates),
      identityLevel: Type.Integer(),
      /** How it is known that the request is about this account. */
      known: OneOf(['own', 'knowledge', 'office']),
      lockedUntil: Nullable(Instant),
      coolingUntil: Nullable(Instant),
      passwordDisabled: Type.Boolean(),
      factors: Type.Array(OneOf(accountFactors)),
      backupCodesLeft: Type.Integer(),
      contacts: Type.Array(Exactly({ kind: OneOf(['phone', 'email']), masked: Type.String() })),
      sessions: Type.Integer(),
      lastSignInAt: Nullable(Instant),
      recovery: Nullable(RecoveryAtDesk),
    }),
  ),
  triesLeft: Type.Integer(),
  can: Exactly(
    Object.fromEntries(accountActions.map((action) => [action, Type.Boolean()])) as Record<(typeof accountActions)[number], ReturnType<typeof Type.Boolean>>,
  ),
})
export type AccountAtDesk = Static<typeof AccountAtDesk>

/** Only from an open request: there is no way to look an account up by itself. */
export const readAccount = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/account',
  params: OfTicket,
  reply: AccountAtDesk,
  summary: 'State of the account this request is about; recorded as a look',
})
export const matchIdentity = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/identity-match',
  params: OfTicket,
  body: Exactly({
    surname: Line({ minLength: 1, maxLength: 100 }),
    name: Line({ minLength: 1, maxLength: 100 }),
    patronymic: Type.Optional(Line({ maxLength: 100 })),
    inn: Line({ minLength: 1, maxLength: 20 }),
    passport: Line({ minLength: 1, maxLength: 20 }),
  }),
  reply: Exactly({ match: Type.Boolean(), triesLeft: Type.Integer() }),
  summary: 'What the person said: match or no match, never which field; three tries a day over all employees (RECOV-3, K6)',
})
export const unlockAccount = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/account-unlock',
  params: OfTicket,
  body: Exactly({ reason: Reason }),
  reply: AccountAtDesk,
  summary: 'Open a locked sign-in; the owner is told (LOGIN-8)',
})
export const startRecoveryFor = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/recovery',
  params: OfTicket,
  body: Exactly({ reason: Reason, way: OneOf(['contacts', 'office']) }),
  status: 201,
  reply: AccountAtDesk,
  summary: 'Start a recovery: a link goes to the OLD contacts, the citizen sets the password (K4)',
})
export const endCoolDown = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/cool-down-end',
  params: OfTicket,
  body: Exactly({ reason: Reason }),
  reply: AccountAtDesk,
  summary: 'Passport shown in person: the limits end (office)',
})
export const recoveriesAtDesk = route({
  method: 'GET',
  path: '/api/desk/recoveries',
  query: Exactly({ show: Type.Optional(OneOf(['open', 'all'])) }),
  reply: Type.Array(RecoveryAtDesk),
  summary: 'Recoveries: those that wait for a second person first (supervisor, security)',
})
export const approveRecovery = route({
  method: 'POST',
  path: '/api/desk/recoveries/:id/approval',
  params: ById,
  body: Exactly({ reason: Reason }),
  reply: RecoveryAtDesk,
  summary: 'The second person agrees',
})
export const refuseRecovery = route({
  method: 'POST',
  path: '/api/desk/recoveries/:id/refusal',
  params: ById,
  body: Exactly({ reason: Reason }),
  reply: RecoveryAtDesk,
  summary: 'Refuse a recovery; the owner is told',
})
export const restrictAccount = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/account-restriction',
  params: OfTicket,
  body: Exactly({ reason: Reason }),
  reply: AccountAtDesk,
  summary: 'Suspicion: sensitive actions close, sessions end (security)',
})
export const blockAccount = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/account-block',
  params: OfTicket,
  body: Exactly({ reason: Reason }),
  reply: AccountAtDesk,
  summary: 'Close the account (security)',
})
export const restoreAccount = route({
  method: 'POST',
  path: '/api/desk/tickets/:number/account-restoration',
  params: OfTicket,
  body: Exactly({ reason: Reason }),
  reply: AccountAtDesk,
  summary: 'Open it again: another person than the one who closed it',
})
export const accountJournal = route({
  method: 'GET',
  path: '/api/desk/tickets/:number/account-journal',
  params: OfTicket,
  reply: Type.Array(
    Exactly({
      at: Instant,
      event: Type.String(),
      actor: OneOf(['guest', 'citizen', 'staff', 'system']),
      who: Nullable(Type.String()),
      details: Type.Record(Type.String(), Type.Any()),
    }),
  ),
  summary: 'All that happened with the account (supervisor, security)',
})
