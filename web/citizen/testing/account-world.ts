import type { Me, Recovery } from '#contract/accounts'
import type { AccountEvent, AccountView, ContactChange } from '#contract/my-account'
import type { OwnNotices } from '#contract/own-notices'

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = (day: string, time: string): string => `2026-11-${day}T${time}:00.000Z`

export const ids = {
  registration: id(701),
  recovery: id(702),
  unlock: id(703),
  code: id(704),
  change: id(705),
  phone: id(706),
  email: id(707),
  app: id(708),
  session: id(709),
}
export const codeSent = { expiresAt: at('20', '11:15'), resendAt: at('20', '11:06') }
export const token = 'a'.repeat(43)

export const me: Me = {
  number: '1234-5678-901',
  shortName: 'Вера О.',
  level: 'full',
  state: 'active',
  lang: 'ru',
  idleUntil: at('20', '11:35'),
  endsAt: at('20', '23:05'),
  provedAt: at('20', '11:00'),
  ways: ['totp', 'password', 'passkey', 'backup_code', 'code'],
  channels: ['sms', 'email'],
  checkData: false,
}

export const change: ContactChange = {
  id: ids.change,
  kind: 'phone',
  state: 'requested',
  masked: '+7 000 ***-**-01',
  replaces: '+7 000 ***-**-67',
  requestedAt: at('20', '11:00'),
  expiresAt: at('21', '11:00'),
  effectiveAt: null,
  wants: ['new', 'old'],
}

export const account: AccountView = {
  number: me.number,
  state: 'active',
  identityLevel: 2,
  createdAt: at('01', '09:00'),
  profile: { name: 'О*** В*** И***', birthDate: null, snils: '***-***-*** 01', inn: null, passport: '** ** ***901' },
  contacts: [
    { id: ids.phone, kind: 'phone', masked: '+7 000 ***-**-67', provedAt: at('01', '09:00'), removable: true },
    { id: ids.email, kind: 'email', masked: 'в***@example.org', provedAt: at('02', '09:00'), removable: false },
  ],
  changes: [change],
  factors: [
    { id: ids.app, kind: 'totp', label: null, createdAt: at('02', '09:00'), lastUsedAt: at('19', '09:00') },
    { id: id(720), kind: 'passkey', label: 'phone', createdAt: at('03', '09:00'), lastUsedAt: null },
  ],
  smsFactor: false,
  backupCodesLeft: 7,
  savedCode: false,
  passwordAt: at('01', '09:00'),
  coolDown: { until: at('23', '11:00'), closed: ['contact.change', 'factor.remove'] },
  deleteAt: null,
  openRequests: 2,
  lang: 'ru',
  zone: 'Europe/Moscow',
  settings: { reminders: true },
  identities: [],
}

export const recovery: Recovery = {
  id: ids.recovery,
  step: 'first-proof',
  given: [],
  offers: ['email'],
  contacts: [],
  notBefore: null,
  expiresAt: at('21', '11:05'),
  reason: null,
}
/** The same recovery at each step that a person can meet. */
export const recoveries: Record<string, Recovery> = {
  first: recovery,
  second: {
    ...recovery,
    step: 'second-proof',
    given: ['email'],
    offers: ['phone', 'saved_code', 'totp', 'passkey', 'backup_code', 'office'],
    contacts: [{ kind: 'phone', masked: '+7 000 ***-**-67' }],
  },
  wait: { ...recovery, step: 'wait', given: ['email', 'knowledge'], offers: [], notBefore: at('21', '10:00') },
  approval: { ...recovery, step: 'approval', given: ['email', 'knowledge'], offers: [] },
  password: { ...recovery, step: 'password', given: ['email', 'phone'], offers: [] },
  refused: { ...recovery, step: 'refused', offers: [], reason: 'cancelled' },
}

export const events: AccountEvent[] = [
  { at: at('20', '11:00'), event: 'account.signed-in', by: 'me', role: null, details: { factor: 'totp' } },
  { at: at('19', '11:00'), event: 'account.backup-code-used', by: 'me', role: null, details: { left: 7 } },
  { at: at('18', '11:00'), event: 'account.opened-at-desk', by: 'staff', role: 'operator', details: {} },
  { at: at('17', '11:00'), event: 'account.sign-in-failed', by: 'somebody', role: null, details: {} },
  { at: at('16', '11:00'), event: 'account.not-known-to-these-pages', by: 'system', role: null, details: { kind: 'odd' } },
]

export const sessions = [
  { id: id(731), here: true, browser: 'Firefox', system: 'Windows', by: 'totp', createdAt: at('20', '11:00'), seenAt: at('20', '11:05') },
  { id: ids.session, here: false, browser: 'Chrome', system: 'Android', by: 'passkey', createdAt: at('19', '08:00'), seenAt: at('19', '09:00') },
] as const

/** Notices of each kind: unread with its proof, one that did not go, and a code whose text is gone. */
export const notices: OwnNotices = {
  items: [
    {
      id: id(761),
      at: at('20', '10:30'),
      event: 'request.resolved',
      group: 'requests',
      title: 'Ответ по обращению 26-1234-5678-1 готов',
      text: 'Решение: выписка выслана. Полный ответ на странице обращения.',
      number: '26-1234-5678-1',
      chatId: null,
      isRead: false,
      ways: [
        { channel: 'email', state: 'sent', to: 'v***@example.org', queuedAt: at('20', '10:30'), sentAt: at('20', '10:31'), nextAt: null, answer: null },
        { channel: 'push', state: 'delivered', to: '', queuedAt: at('20', '10:30'), sentAt: at('20', '10:30'), nextAt: null, answer: null },
        { channel: 'sms', state: 'queued', to: '', queuedAt: at('20', '10:30'), sentAt: null, nextAt: at('21', '06:00'), answer: 'quiet' },
        { channel: 'inapp', state: 'delivered', to: '', queuedAt: at('20', '10:30'), sentAt: at('20', '10:30'), nextAt: null, answer: null },
      ],
    },
    {
      id: id(762),
      at: at('19', '09:00'),
      event: 'auth.code',
      group: 'account',
      title: 'Ваш код',
      text: null,
      number: null,
      chatId: null,
      isRead: true,
      ways: [{ channel: 'email', state: 'failed', to: 'v***@example.org', queuedAt: at('19', '09:00'), sentAt: null, nextAt: null, answer: '550' }],
    },
  ],
  next: id(762),
  unread: 1,
  known: { from: 'help@agency.example', smsSender: 'AGENCY', host: 'help.agency.example' },
}
