import { randomUUID } from 'node:crypto'
import type { AccountAtDesk, RecoveryAtDesk } from '#contract/account-desk'

const id = randomUUID()
export const recovery: RecoveryAtDesk = {
  id,
  accountNumber: '4821-0937-516',
  ticketNumber: '26-1234-5678-1',
  state: 'open',
  startedBy: 'operator',
  starter: 'Смирнова Анна',
  startedAt: '2026-11-24T07:40:00.000Z',
  expiresAt: '2026-11-26T07:40:00.000Z',
  notBefore: '2026-11-25T07:40:00.000Z',
  given: ['knowledge', 'email'],
  risks: ['unknown_device', 'contact_changed'],
  needsApproval: true,
  approver: null,
  can: { approve: true, refuse: true },
}
export const recoveries: RecoveryAtDesk[] = [
  recovery,
  {
    ...recovery,
    id: randomUUID(),
    accountNumber: '7719-0264-380',
    ticketNumber: null,
    startedBy: 'citizen',
    starter: null,
    notBefore: null,
    risks: [],
    needsApproval: false,
    can: { approve: false, refuse: true },
  },
]
const none = {
  match: false,
  unlock: false,
  startRecovery: false,
  startRecoveryInPerson: false,
  endCoolDown: false,
  restrict: false,
  block: false,
  restore: false,
}
/** Nobody knows yet whose account it is; and an account that is locked and being recovered. */
export const unknownAccount: AccountAtDesk = { account: null, triesLeft: 3, can: { ...none, match: true } }
export const account: AccountAtDesk = {
  account: {
    citizenId: randomUUID(),
    number: '4821-0937-516',
    state: 'recovery_pending',
    identityLevel: 2,
    known: 'knowledge',
    lockedUntil: '2026-11-24T09:15:00.000Z',
    coolingUntil: null,
    passwordDisabled: true,
    factors: ['totp', 'passkey'],
    backupCodesLeft: 7,
    contacts: [
      { kind: 'phone', masked: '+7 000 ***-**-67' },
      { kind: 'email', masked: 'и***@example.org' },
    ],
    sessions: 2,
    lastSignInAt: '2026-11-20T07:40:00.000Z',
    recovery,
  },
  triesLeft: 2,
  can: { ...none, unlock: true, startRecovery: true, restrict: true, block: true },
}
export const accountJournal = [
  { at: '2026-11-24T07:40:00.000Z', event: 'account.recovery-started', actor: 'staff', who: 'Смирнова Анна', details: {} },
  { at: '2026-11-24T07:10:00.000Z', event: 'account.locked', actor: 'guest', who: null, details: {} },
]
