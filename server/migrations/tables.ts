/* Made by tools/tables.ts from the migrations; not edited by hand. */
import type { ColumnType, Generated } from 'kysely'

export interface AccountTable {
  citizen_id: string
  number: ColumnType<number, number | string, number | string>
  version: Generated<number>
  state: string
  closed_by: string | null
  identity_level: Generated<number>
  profile: Buffer | null
  password_hash: string | null
  password_at: Date | null
  password_is_long: Generated<boolean>
  failures: Generated<number>
  failed_at: Date | null
  lockouts: Generated<number>
  locked_until: Date | null
  failures_in_row: Generated<number>
  recovery_id: string | null
  recovery_until: Date | null
  cooling_until: Date | null
  recovery_code_hash: Buffer | null
  sms_factor: Generated<boolean>
  delete_at: Date | null
  settings: ColumnType<unknown, string | undefined, string>
  created_at: Date
  seen_at: Date | null
}

export interface AccountChallengeTable {
  id: string
  challenge: Buffer
  expires_at: Date
}

export interface AccountCodeTable {
  id: string
  citizen_id: string | null
  purpose: string
  about_id: string
  contact_id: string | null
  channel: string
  code_mac: Buffer
  attempts_left: number
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface AccountCountTable {
  key: Buffer
  at: Date
}

export interface AccountDeviceTable {
  citizen_id: string
  id: string
  token_hash: Buffer
  about: Buffer
  created_at: Date
  seen_at: Date
  failures: Generated<number>
  failed_at: Date | null
  lockouts: Generated<number>
  locked_until: Date | null
  forgotten_at: Date | null
}

export interface AccountFactorTable {
  citizen_id: string
  id: string
  kind: string
  secret: Buffer
  label: Buffer | null
  lookup: Buffer | null
  totp_step: ColumnType<number, number | string | undefined, number | string>
  sign_count: ColumnType<number, number | string | undefined, number | string>
  created_at: Date
  confirmed_at: Date | null
  last_used_at: Date | null
}

export interface AccountIdentityTable {
  provider: string
  subject_lookup: Buffer
  citizen_id: string
  linked_at: Date
  subject: Buffer | null
}

export interface AccountRecoveryTable {
  id: string
  citizen_id: string | null
  session_id: string | null
  started_by: string
  started_by_id: string | null
  ticket_id: string | null
  state: string
  proofs: Generated<string[]>
  risks: Generated<string[]>
  not_before: Date | null
  needs_approval: Generated<boolean>
  approved_by: string | null
  approved_at: Date | null
  refused_by: string | null
  cancel_hash: Buffer | null
  link_hash: Buffer | null
  created_at: Date
  expires_at: Date
  ended_at: Date | null
  challenge: Buffer | null
  challenge_until: Date | null
  typed_kind: string | null
  contact_id: string | null
  tries: Generated<number>
  known_since: Date | null
}

export interface AccountRegistrationTable {
  id: string
  session_id: string
  kind: string
  value: Buffer
  lookup: Buffer
  lang: string
  zone: string
  created_at: Date
  expires_at: Date
  proved_at: Date | null
  finished_at: Date | null
}

export interface AccountSessionTable {
  token_hash: Buffer
  id: string
  citizen_id: string
  device_id: string | null
  level: string
  about: Buffer
  factor: string
  created_at: Date
  seen_at: Date
  proved_at: Date | null
  ends_at: Date
  ended_at: Date | null
  challenge: Buffer | null
  challenge_until: Date | null
  proved_by: string | null
}

export interface AccountUnlockTable {
  id: string
  session_id: string
  citizen_id: string | null
  created_at: Date
  expires_at: Date
  finished_at: Date | null
}

export interface ArticleTable {
  id: string
  topic: string
  state: string
  version: number
  published_version: number | null
  review_on: string
  changed_at: Date
  edition: ColumnType<number, number | string | undefined, number | string>
}

export interface ArticleVersionTable {
  article_id: string
  version: number
  topic: string
  ru: ColumnType<unknown, string, string>
  en: ColumnType<unknown, string, string>
  at: Date
  author_id: string | null
  published_at: Date | null
}

export interface ArticleVoteTable {
  article_id: string
  version: number
  lang: string
  helpful: boolean
  votes: Generated<number>
}

export interface AssistantModelTable {
  version: string
  at: Date
  by_id: string | null
  wordings: number
  state: string
  verdict: ColumnType<unknown, string, string>
  took_ms: number
  file: Buffer | null
  edition: ColumnType<number, number | string | undefined, number | string>
}

export interface AttachmentTable {
  owner_id: string
  id: string
  ticket_id: string | null
  message_id: string | null
  uploaded_by: string
  type: string
  bytes: number
  scan: string
  meta: Buffer
  file_key: Buffer
  created_at: Date
  chat_id: string | null
}

export interface BackupCodeTable {
  citizen_id: string
  id: string
  mac: Buffer
  created_at: Date
  used_at: Date | null
}

export interface CalendarYearTable {
  year: number
  status: string
  days: ColumnType<unknown, string, string>
  source: string
  loaded_at: Date
}

export interface ChatTable {
  citizen_id: string
  id: string
  number: ColumnType<number, number | string, number | string>
  state: string
  session_id: string | null
  account: boolean
  lang: string
  zone: string
  topic: string | null
  topic_chosen: Generated<boolean>
  guesses: Generated<string[]>
  priority_class: string
  team: string
  misses: Generated<number>
  reason: string | null
  holder_id: string | null
  last_seq: Generated<number>
  citizen_read_seq: Generated<number>
  staff_read_seq: Generated<number>
  opened_at: Date
  last_at: Date
  waiting_since: Date | null
  queued_at: Date | null
  first_answer_at: Date | null
  reminded_at: Date | null
  place_kept_at: Date | null
  email: Buffer | null
  ended_at: Date | null
  result: string | null
  summary: Buffer | null
  ticket_id: string | null
  ticket_number: ColumnType<number | null, number | string | null, number | string | null>
  rating: number | null
  rating_comment: Buffer | null
  warned_at: Date | null
  reviewed_at: Date | null
  reviewed_by: string | null
  review: string | null
  joined_to: string | null
  joined_seq: number | null
  sign_in_asked_at: Date | null
  proved_at: Date | null
}

export interface ChatMessageTable {
  citizen_id: string
  chat_id: string
  seq: number
  id: string
  at: Date
  author: string
  author_id: string | null
  kind: string
  body: Buffer | null
  facts: ColumnType<unknown, string | undefined, string>
  stems: ColumnType<string[] | null, bigint[] | string[] | null, bigint[] | string[] | null>
}

export interface CitizenTable {
  id: string
  wrapped_key: Buffer | null
  key_id: number | null
  lang: string
  zone: string
  created_at: Date
  erased_at: Date | null
  belongs_to: string | null
}

export interface ContactTable {
  citizen_id: string
  kind: string
  lookup: Buffer
  value: Buffer
  proved_at: Date | null
  created_at: Date
  id: string | null
  sign_in_since: Date | null
  sign_in_until: Date | null
}

export interface ContactChangeTable {
  citizen_id: string
  id: string
  state: string
  kind: string
  old_contact_id: string | null
  new_value: Buffer
  new_lookup: Buffer
  requested_at: Date
  expires_at: Date
  new_confirmed_at: Date | null
  old_confirmed_at: Date | null
  effective_at: Date | null
  cancel_hash: Buffer | null
  ended_at: Date | null
  old_is_lost: Generated<boolean>
}

export interface DeadAddressTable {
  citizen_id: string
  kind: string
  lookup: Buffer
  value: Buffer
  code: string
  at: Date
}

export interface DeliveryIncidentTable {
  id: string
  alarm: string
  code: string
  started_at: Date
  told_at: Date | null
  ended_at: Date | null
  touched: number | null
}

export interface DraftTable {
  session_id: string
  fields: Buffer
  saved_at: Date
  expires_at: Date
}

export interface ExtensionTable {
  citizen_id: string
  ticket_id: string
  id: string
  reason: string
  working_days: number
  new_due_at: Date
  text: Buffer
  asked_by: string
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  granted: boolean | null
}

export interface GuestAccessTable {
  id: string
  session_id: string
  citizen_id: string | null
  ticket_id: string | null
  code_mac: Buffer
  attempts_left: number
  created_at: Date
  expires_at: Date
  used_at: Date | null
  number_mac: Buffer | null
}

export interface GuestGrantTable {
  session_id: string
  citizen_id: string
  ticket_id: string
  by: string
  at: Date
}

export interface GuestSessionTable {
  id: string
  token_hash: Buffer
  citizen_id: string | null
  created_at: Date
  expires_at: Date
  of_talk: Generated<boolean>
}

export interface IdempotencyTable {
  scope: string
  key: string
  body_mac: Buffer
  reply: ColumnType<unknown | null, string | null, string | null>
  at: Date
}

export interface JournalTable {
  id: string
  at: Date
  actor_kind: string
  actor_id: string | null
  subject_id: string | null
  object_id: string | null
  event: string
  details: ColumnType<unknown, string, string>
  request_id: string
  mac: Buffer
}

export interface LimitWindowTable {
  key: string
  starts_at: Date
  taken: number
}

export interface MailInTable {
  id: string
  received_at: Date
  source: string
  mac: Buffer
  state: string
  reason: string | null
  tries: Generated<number>
  next_at: Date
  bytes: number
  envelope: Buffer
  raw: Buffer | null
  summary: Buffer | null
  file_key: Buffer | null
  citizen_id: string | null
  ticket_id: string | null
  message_id: string | null
  proved: boolean | null
  decided_by: string | null
  decided_at: Date | null
}

export interface MessageTable {
  citizen_id: string
  ticket_id: string
  id: string
  at: Date
  author_kind: string
  author_id: string | null
  kind: string
  body: Buffer
  hash: Buffer | null
  stems: ColumnType<string[] | null, bigint[] | string[] | null, bigint[] | string[] | null>
  mail: string | null
}

export interface NoticeTable {
  person_id: string
  id: string
  created_at: Date
  event: string
  audience: string
  channel: string
  ticket_id: string | null
  facts: ColumnType<unknown, string, string>
  secret: Buffer | null
  lane: Generated<number>
  state: Generated<string>
  attempts: Generated<number>
  next_at: Date
  expires_at: Date | null
  sent_at: Date | null
  answer: string | null
  sealed: Buffer | null
  message_ref: string | null
  read_at: Date | null
  leases: Generated<number>
  delivered_at: Date | null
  parts: number | null
}

export interface NoticeChoiceTable {
  citizen_id: string
  channels: ColumnType<unknown, string | undefined, string>
  quiet_from: Generated<string>
  quiet_to: Generated<string>
  changed_at: Date
}

export interface NoticeTemplateTable {
  event: string
  version: number
  released_version: number | null
  changed_at: Date
  edition: ColumnType<number, number | string | undefined, number | string>
}

export interface NoticeTemplateVersionTable {
  event: string
  version: number
  ru: ColumnType<unknown, string, string>
  en: ColumnType<unknown, string, string>
  at: Date
  author_id: string
  released_by: string | null
  released_at: Date | null
}

export interface NumberBlockTable {
  year: number
  next_sequence: number
}

export interface PresenceTable {
  staff_id: string
  state: string
  since: Date
  most: number
  seen_at: Date
  missed: Generated<number>
  busy_at: Date | null
}

export interface PushSubscriptionTable {
  id: string
  citizen_id: string
  endpoint_mac: Buffer
  sealed: Buffer
  lang: string
  created_at: Date
  last_ok_at: Date | null
  gone_at: Date | null
}

export interface SchemaMigrationTable {
  number: number
  name: string
  sha256: string
  applied_at: Generated<Date>
}

export interface ServiceKeyTable {
  name: string
  version: number
  key_id: number
  wrapped: Buffer
  created_at: Generated<Date>
}

export interface SmsPartTable {
  message_id: string
  person_id: string | null
  notice_id: string | null
  lease: number | null
  at: Date
  status: string | null
  status_at: Date | null
}

export interface StaffTable {
  id: string
  login: string
  name: Buffer
  password_hash: string | null
  roles: string[]
  teams: string[]
  lang: string
  state: string
  failures: Generated<number>
  failed_at: Date | null
  lockouts: Generated<number>
  locked_until: Date | null
  invite_hash: Buffer | null
  invite_expires_at: Date | null
  created_at: Date
  last_seen_at: Date | null
  version: Generated<number>
  email: Buffer | null
  email_mac: Buffer | null
  mail_events: Generated<string[]>
  mailed_upto: string | null
  mailed_at: Date | null
}

export interface StaffFactorTable {
  id: string
  staff_id: string
  kind: string
  secret: Buffer
  totp_step: ColumnType<number, number | string | undefined, number | string>
  sign_count: ColumnType<number, number | string | undefined, number | string>
  created_at: Date
  confirmed_at: Date | null
  last_used_at: Date | null
}

export interface StaffSessionTable {
  token_hash: Buffer
  id: string
  staff_id: string
  level: string
  created_at: Date
  seen_at: Date
  proved_at: Date | null
  ends_at: Date
  ended_at: Date | null
  challenge: Buffer | null
  challenge_until: Date | null
}

export interface StoreFactTable {
  name: string
  value: ColumnType<unknown, string, string>
  at: Generated<Date>
}

export interface TicketTable {
  citizen_id: string
  id: string
  number: ColumnType<number, number | string, number | string>
  version: Generated<number>
  status: string
  topic: string
  category: string
  kind: string
  priority_class: string
  channel: string
  lang: string
  citizen_zone: string
  team: string
  holder_id: string | null
  subject: Buffer
  received_at: Date
  registered_on: string
  first_response_by: Date
  first_response_at: Date | null
  due_at: Date
  previous_due_at: Date | null
  due_provisional: boolean
  due_why: ColumnType<unknown, string, string>
  next_mark_at: Date | null
  extended_days: Generated<number>
  reply_by: Date | null
  reminded_at: Date | null
  reopen_by: Date | null
  reopened: Generated<number>
  resolved_at: Date | null
  ended_at: Date | null
  escalated_at: Date | null
  objected_at: Date | null
  merged_into: string | null
  rating: number | null
  rating_comment: Buffer | null
  first_response_late_at: Date | null
  citizen_read_at: Date | null
}

export interface TicketAccountTable {
  ticket_id: string
  citizen_id: string
  matched_by: string
  way: string
  matched_at: Date
}

export interface WordingTable {
  id: string
  citizen_id: string | null
  chat_id: string | null
  seq: number | null
  body: Buffer | null
  topic: string
  article_id: string | null
  guess: ColumnType<unknown, string, string>
  state: string
  proposed_at: Date
  proposed_by: string
  decided_at: Date | null
  decided_by: string | null
  edition: ColumnType<number, number | string | undefined, number | string>
}

export interface WorkTable {
  kind: string
  id: string
  team: string
  lang: string
  priority_class: string
  wanted_id: string | null
  queued_at: Date
  entered_at: Date
  line_at: Date
  state: string
  holder_id: string | null
  taken_at: Date | null
  offered_to: string | null
  offered_until: Date | null
  passed: ColumnType<unknown, string | undefined, string>
  done_at: Date | null
  how: string | null
}

export interface WorkStretchTable {
  id: string
  kind: string
  work_id: string
  team: string
  holder_id: string
  entered_at: Date
  taken_at: Date
  ended_at: Date
}

export interface Tables {
  account: AccountTable
  account_challenge: AccountChallengeTable
  account_code: AccountCodeTable
  account_count: AccountCountTable
  account_device: AccountDeviceTable
  account_factor: AccountFactorTable
  account_identity: AccountIdentityTable
  account_recovery: AccountRecoveryTable
  account_registration: AccountRegistrationTable
  account_session: AccountSessionTable
  account_unlock: AccountUnlockTable
  article: ArticleTable
  article_version: ArticleVersionTable
  article_vote: ArticleVoteTable
  assistant_model: AssistantModelTable
  attachment: AttachmentTable
  backup_code: BackupCodeTable
  calendar_year: CalendarYearTable
  chat: ChatTable
  chat_message: ChatMessageTable
  citizen: CitizenTable
  contact: ContactTable
  contact_change: ContactChangeTable
  dead_address: DeadAddressTable
  delivery_incident: DeliveryIncidentTable
  draft: DraftTable
  extension: ExtensionTable
  guest_access: GuestAccessTable
  guest_grant: GuestGrantTable
  guest_session: GuestSessionTable
  idempotency: IdempotencyTable
  journal: JournalTable
  limit_window: LimitWindowTable
  mail_in: MailInTable
  message: MessageTable
  notice: NoticeTable
  notice_choice: NoticeChoiceTable
  notice_template: NoticeTemplateTable
  notice_template_version: NoticeTemplateVersionTable
  number_block: NumberBlockTable
  presence: PresenceTable
  push_subscription: PushSubscriptionTable
  schema_migration: SchemaMigrationTable
  service_key: ServiceKeyTable
  sms_part: SmsPartTable
  staff: StaffTable
  staff_factor: StaffFactorTable
  staff_session: StaffSessionTable
  store_fact: StoreFactTable
  ticket: TicketTable
  ticket_account: TicketAccountTable
  wording: WordingTable
  work: WorkTable
  work_stretch: WorkStretchTable
}
