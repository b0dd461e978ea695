import { choice, flag, integer, list, text, url } from './settings.ts'

/** Accounts of citizens: section 5 of the requirements, each number a setting. */
export const account = {
  /** A citizen's session left alone ends after this (ASVS 7.3.1). */
  idleMinutes: integer({ env: 'ACCOUNT_IDLE_MINUTES', default: 30, min: 5, max: 240, unit: 'minutes' }),
  totalMinutes: integer({ env: 'ACCOUNT_TOTAL_MINUTES', default: 720, min: 30, max: 1440, unit: 'minutes' }),
  /** From the password to the second factor: long enough to look for the phone. */
  halfMinutes: integer({ env: 'ACCOUNT_HALF_MINUTES', default: 10, min: 5, max: 30, unit: 'minutes' }),
  /** A session opened by a backup code only adds a factor and reads (security notes, 3.6). */
  enrolMinutes: integer({ env: 'ACCOUNT_ENROL_MINUTES', default: 15, min: 5, max: 60, unit: 'minutes' }),
  /** How old the last proof may be before a sensitive change (ASVS 7.5.1). */
  freshMinutes: integer({ env: 'ACCOUNT_FRESH_MINUTES', default: 5, min: 1, max: 30, unit: 'minutes' }),
  /** Characters of a password that stands alone, and of one beside a second factor (NIST 800-63B-4). */
  passwordMin: integer({ env: 'PASSWORD_MIN', default: 15, min: 8, max: 64, unit: 'characters' }),
  passwordMinWithFactor: integer({ env: 'PASSWORD_MIN_WITH_FACTOR', default: 12, min: 8, max: 64, unit: 'characters' }),
  /** Demands letters of both cases and digits. Against today's advice, for agencies whose rules still ask for it. */
  passwordComposition: flag({ env: 'PASSWORD_COMPOSITION', default: false }),
  /** Wrong tries within the window until the first lock, which then doubles up to the longest. */
  failures: integer({ env: 'ACCOUNT_FAILURES', default: 5, min: 3, max: 20, unit: 'tries' }),
  failureWindowMinutes: integer({ env: 'ACCOUNT_FAILURE_WINDOW_MINUTES', default: 15, min: 1, max: 120, unit: 'minutes' }),
  firstLockMinutes: integer({ env: 'ACCOUNT_FIRST_LOCK_MINUTES', default: 15, min: 1, max: 120, unit: 'minutes' }),
  longestLockMinutes: integer({ env: 'ACCOUNT_LONGEST_LOCK_MINUTES', default: 1440, min: 15, max: 10_080, unit: 'minutes' }),
  /** Failures in a row after which a password is no longer taken from unknown devices. */
  hardLimit: integer({ env: 'ACCOUNT_HARD_LIMIT', default: 100, min: 20, max: 1000, unit: 'tries' }),
  /** Tries of one network address (IPv6: one /64) in five minutes, whatever is tried. */
  triesPerAddress: integer({ env: 'ACCOUNT_TRIES_PER_ADDRESS', default: 60, min: 5, max: 100_000, unit: 'tries in five minutes' }),
  codeMinutes: integer({ env: 'CODE_MINUTES', default: 10, min: 2, max: 60, unit: 'minutes' }),
  codeTries: integer({ env: 'CODE_TRIES', default: 5, min: 1, max: 10, unit: 'tries' }),
  codeResendSeconds: integer({ env: 'CODE_RESEND_SECONDS', default: 60, min: 10, max: 3600, unit: 'seconds' }),
  /** Codes to one contact, and asked for by one network address. */
  codesPerHour: integer({ env: 'CODES_PER_HOUR', default: 5, min: 1, max: 50, unit: 'codes an hour' }),
  codesPerDay: integer({ env: 'CODES_PER_DAY', default: 10, min: 1, max: 200, unit: 'codes a day' }),
  codesPerAddressPerHour: integer({ env: 'CODES_PER_ADDRESS_PER_HOUR', default: 30, min: 1, max: 100_000, unit: 'codes an hour' }),
  /** Messages of recoveries to one contact, whoever asks (C18). */
  recoveryMessagesPerHour: integer({ env: 'RECOVERY_MESSAGES_PER_HOUR', default: 3, min: 1, max: 20, unit: 'messages an hour' }),
  recoveryHours: integer({ env: 'RECOVERY_HOURS', default: 24, min: 1, max: 72, unit: 'hours' }),
  /** Delay of a recovery that rests on knowledge, and of one with marks of risk. */
  recoveryDelayHours: integer({ env: 'RECOVERY_DELAY_HOURS', default: 24, min: 24, max: 168, unit: 'hours' }),
  coolDownHours: integer({ env: 'COOL_DOWN_HOURS', default: 72, min: 0, max: 336, unit: 'hours' }),
  contactHoldHours: integer({ env: 'CONTACT_HOLD_HOURS', default: 72, min: 1, max: 336, unit: 'hours' }),
  /** Tries of one person's name, INN and passport in a day, over all employees. */
  matchTriesPerDay: integer({ env: 'MATCH_TRIES_PER_DAY', default: 3, min: 1, max: 20, unit: 'tries a day' }),
  registrationHours: integer({ env: 'REGISTRATION_HOURS', default: 24, min: 1, max: 168, unit: 'hours' }),
  /** Time to change one's mind after asking to be erased. */
  deletionDays: integer({ env: 'DELETION_DAYS', default: 14, min: 1, max: 60, unit: 'days' }),
}

/** Text messages: what leaves, and how much at most, so that nobody earns by making us send (SMS pumping). */
export const sms = {
  /**
   * smpp://user:password@host:2775 (smpps:// over TLS), or an HTTP gateway: `POST {to, text, id}` as JSON. Empty: nothing leaves, the
   * demonstration shows messages on a page.
   */
  gatewayUrl: url({ env: 'SMS_URL', default: null, protocols: ['https', 'http', 'smpp', 'smpps'], secret: true }),
  /** Sender that telephones show, by SMPP: a name of at most 11 Latin letters and digits, or a number. */
  from: text<string>({ env: 'SMS_FROM', default: 'Agency', pattern: /^(\+?\d{3,15}|[A-Za-z0-9 ._-]{1,11})$/, shape: 'a name of at most 11 signs or a number' }),
  gatewayToken: text<string | null>({ env: 'SMS_TOKEN', default: null, secret: true }),
  /** The name that telephones show as the sender, as registered with the operators; told to people, so that they know our messages. */
  sender: text<string | null>({ env: 'SMS_SENDER', default: null, pattern: /^[\w .-]{1,16}$/, shape: 'up to 16 letters and digits' }),
  /** Beginnings of numbers that codes go to, separated by commas: mobile numbers of the country alone. */
  prefixes: text<string>({ env: 'SMS_PREFIXES', default: '+79', pattern: /^\+\d{1,6}(,\+\d{1,6})*$/, shape: 'beginnings such as +79, separated by commas' }),
  perNumberPerHour: integer({ env: 'SMS_PER_NUMBER_PER_HOUR', default: 3, min: 1, max: 50, unit: 'messages an hour' }),
  perNumberPerDay: integer({ env: 'SMS_PER_NUMBER_PER_DAY', default: 6, min: 1, max: 200, unit: 'messages a day' }),
  /** Numbers that differ in their last two digits only. */
  perRangePerHour: integer({ env: 'SMS_PER_RANGE_PER_HOUR', default: 20, min: 1, max: 10_000, unit: 'messages an hour' }),
  /** All messages; beyond it the breaker opens and other ways of signing in are offered. */
  budgetPerHour: integer({ env: 'SMS_BUDGET_PER_HOUR', default: 1000, min: 1, max: 1_000_000, unit: 'messages an hour' }),
  /** Share of sent codes that must be entered; below it staff are warned. */
  enteredPercent: integer({ env: 'SMS_ENTERED_PERCENT', default: 60, min: 0, max: 100, unit: 'percent' }),
}

/** Web push to browsers and the installed app. What goes out holds nothing personal. */
export const push = {
  /** Off: no browser is asked, and nothing is called. The services of the large browsers stand outside the country. */
  on: flag({ env: 'PUSH', default: true }),
  /** Hosts of push services that may be called; `*.` stands for any beginning. Browsers hand in addresses, and no other is taken. */
  hosts: list<string>({
    env: 'PUSH_HOSTS',
    default: ['fcm.googleapis.com', 'updates.push.services.mozilla.com', '*.notify.windows.com', '*.push.apple.com'],
  }),
  /** A VAPID pair as base64url. Neither: one is made once and kept sealed in the store. A new pair ends all subscriptions. */
  vapidPublic: text<string | null>({ env: 'PUSH_VAPID_PUBLIC', default: null, pattern: /^[\w-]{87}$/, shape: 'a public key as 87 signs of base64url' }),
  vapidPrivate: text<string | null>({
    env: 'PUSH_VAPID_PRIVATE',
    default: null,
    secret: true,
    pattern: /^[\w-]{43}$/,
    shape: 'a private key as 43 signs of base64url',
  }),
}

/** Signing in by an outside provider of identity, for agencies that have one. */
export const oidc = {
  /** JSON, or the path of a file with it: see oidc-providers.ts. Empty: nobody is offered it. */
  list: text<string | null>({ env: 'OIDC_PROVIDERS', default: null }),
  /** Whose law holds: `ru` refuses providers of foreign owners (149-FZ, article 8). */
  countryProfile: choice({ env: 'COUNTRY_PROFILE', default: 'ru', of: ['ru', 'none'] as const }),
}
