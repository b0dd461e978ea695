import { choice, integer, text, zone } from './settings.ts'

/** A time of day, 24 hours, such as 09:00. */
const clock = (of: { env: string; default: string }) => text({ ...of, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, shape: 'a time of day such as 09:00' })

/**
 * Whose service this is. The defaults are samples for the demo: a made-up name, numbers of a code that no operator has,
 * a domain that can never exist. A production start refuses every one of them (production.ts).
 */
export const agency = {
  nameRu: text({ env: 'AGENCY_NAME_RU', default: 'Ведомство «Образец»' }),
  nameEn: text({ env: 'AGENCY_NAME_EN', default: 'Sample Agency' }),
  domain: text({ env: 'AGENCY_DOMAIN', default: 'agency.example', pattern: /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u, shape: 'a domain such as portal.ru' }),
  phoneFree: text({ env: 'AGENCY_PHONE_FREE', default: '8 800 000-00-01', pattern: /^[+\d][\d ()-]{5,}$/, shape: 'a telephone number' }),
  phoneCity: text({ env: 'AGENCY_PHONE_CITY', default: '8 495 000-00-01', pattern: /^[+\d][\d ()-]{5,}$/, shape: 'a telephone number' }),
  email: text({ env: 'AGENCY_EMAIL', default: 'help@agency.example', pattern: /^[^@\s]+@[^@\s]+$/, shape: 'an e-mail address' }),
  addressRu: text({ env: 'AGENCY_ADDRESS_RU', default: '000000, город Примерный, улица Образцовая, дом 1' }),
  addressEn: text({ env: 'AGENCY_ADDRESS_EN', default: '1 Obraztsovaya Street, Primerny, 000000' }),
  /** Dates in the law's sense (registered on, due on) are dates in this zone. */
  zone: zone({ env: 'AGENCY_ZONE', default: 'Europe/Moscow' }),
  /** Office hours on a working day: a term ends at closing, and on a shortened day an hour earlier. */
  opensAt: clock({ env: 'AGENCY_OPENS_AT', default: '09:00' }),
  closesAt: clock({ env: 'AGENCY_CLOSES_AT', default: '18:00' }),
  hotlineOpensAt: clock({ env: 'HOTLINE_OPENS_AT', default: '08:00' }),
  hotlineClosesAt: clock({ env: 'HOTLINE_CLOSES_AT', default: '20:00' }),
}

const workingDays = (env: string, days: number) => integer({ env, default: days, min: 1, max: 90, unit: 'working days' })
const clockHours = (env: string, hours: number) => integer({ env, default: hours, min: 1, max: 240, unit: 'hours by the clock' })

export const deadlines = {
  /** When a request that came after closing counts as registered: at once, or on the next working day as many regulations say. */
  registrationPolicy: choice({ env: 'REGISTRATION_POLICY', default: 'instant', of: ['instant', 'nextWorkingDayIfClosed'] as const }),
  /** Where a term in calendar days goes when it ends on a day off. Earlier is safe: it is never late by either reading of the law. */
  endRule: choice({ env: 'END_RULE', default: 'previousWorkingDay', of: ['previousWorkingDay', 'nextWorkingDay'] as const }),
  urgentWorkingDays: workingDays('URGENT_WORKING_DAYS', 1),
  standardWorkingDays: workingDays('STANDARD_WORKING_DAYS', 5),
  complexWorkingDays: workingDays('COMPLEX_WORKING_DAYS', 10),
  /** K3: the procedure of changing personal data. */
  dataChangeWorkingDays: workingDays('DATA_CHANGE_WORKING_DAYS', 5),
  /** All extensions of one request together; a longer need is a new decision, not another extension. */
  extensionLimitWorkingDays: integer({ env: 'EXTENSION_LIMIT_WORKING_DAYS', default: 5, min: 0, max: 30, unit: 'working days in all' }),
  /** The first answer in writing, by the channel through which the request came. Nights and weekends count. */
  firstResponseFormHours: clockHours('FIRST_RESPONSE_FORM_HOURS', 24),
  firstResponseEmailHours: clockHours('FIRST_RESPONSE_EMAIL_HOURS', 24),
  firstResponsePhoneHours: clockHours('FIRST_RESPONSE_PHONE_HOURS', 24),
  firstResponseOfficeHours: clockHours('FIRST_RESPONSE_OFFICE_HOURS', 24),
  firstResponseChatMinutes: integer({ env: 'FIRST_RESPONSE_CHAT_MINUTES', default: 5, min: 1, max: 1440, unit: 'minutes by the clock' }),
  /** How long a citizen may say that an answer did not help; then the request closes. */
  reopenWorkingDays: workingDays('REOPEN_WORKING_DAYS', 10),
}

export const intake = {
  /** Which contacts a form asks for: the phone and the mail, or one of them is enough for people who lack the other. */
  contactRequired: choice({ env: 'CONTACT_REQUIRED', default: 'both', of: ['both', 'any'] as const }),
  /** Requests from one network address in an hour: people behind one office's address pass, a script does not. */
  perAddressPerHour: integer({ env: 'INTAKE_PER_ADDRESS_PER_HOUR', default: 60, min: 1, max: 100_000_000, unit: 'requests an hour' }),
  /** An unsent form is kept this long after the last key press, then erased. */
  draftDays: integer({ env: 'DRAFT_DAYS', default: 14, min: 1, max: 90, unit: 'days' }),
}

export const chat = {
  /** An answer of a person is promised within this; the figures say how often it held (CHAT-12, CHAT-14). */
  targetMinutes: integer({ env: 'CHAT_TARGET_MINUTES', default: 5, min: 1, max: 240, unit: 'minutes' }),
  /** Whoever waits longer for a person gets a request with a number and a date; who keeps the place waits on (CHAT-12). */
  waitMinutes: integer({ env: 'CHAT_WAIT_MINUTES', default: 10, min: 1, max: 240, unit: 'minutes' }),
  /** A talk in which the citizen or the assistant was last heard so long ago ends by itself with its summary. */
  idleMinutes: integer({ env: 'CHAT_IDLE_MINUTES', default: 30, min: 5, max: 1440, unit: 'minutes' }),
  /** When we wait for the citizen, one reminder goes after this. */
  remindMinutes: integer({ env: 'CHAT_REMIND_MINUTES', default: 5, min: 1, max: 240, unit: 'minutes' }),
}

export const signIn = {
  /** A desk left alone locks after this, so that a passer-by finds nothing. */
  staffIdleMinutes: integer({ env: 'STAFF_IDLE_MINUTES', default: 15, min: 1, max: 120, unit: 'minutes' }),
  /** However busy, staff sign in again after a shift. */
  staffTotalMinutes: integer({ env: 'STAFF_TOTAL_MINUTES', default: 480, min: 10, max: 1440, unit: 'minutes' }),
  /** Life of the one-time link for a new employee: a working day and the night before it. Longer helps people on leave, shorter helps when the link goes astray. */
  staffInviteHours: integer({ env: 'STAFF_INVITE_HOURS', default: 24, min: 1, max: 168, unit: 'hours' }),
  /** Life of the code that opens a guest's request. Longer helps slow mail, shorter helps against guessing. */
  guestCodeMinutes: integer({ env: 'GUEST_CODE_MINUTES', default: 10, min: 2, max: 60, unit: 'minutes' }),
  /** Wrong tries after which a code is dead: 5 of a million numbers are one chance in 200,000. */
  guestCodeTries: integer({ env: 'GUEST_CODE_TRIES', default: 5, min: 1, max: 10, unit: 'tries' }),
  /** The same browser asks for the same number again only after this. */
  guestCodeResendSeconds: integer({ env: 'GUEST_CODE_RESEND_SECONDS', default: 60, min: 10, max: 3600, unit: 'seconds' }),
  /** Codes for one request within an hour, so that nobody's inbox can be flooded. */
  guestCodesPerHour: integer({ env: 'GUEST_CODES_PER_HOUR', default: 3, min: 1, max: 20, unit: 'codes an hour' }),
  /** How long a guest reads an opened request before a new code is asked. */
  guestSessionMinutes: integer({ env: 'GUEST_SESSION_MINUTES', default: 60, min: 5, max: 1440, unit: 'minutes' }),
}
