/**
 * What is told to whom, by which channel (requirements, section 7). `mandatory` cannot be switched off by the reader.
 * Lanes: 0 codes, 1 security, 2 the rest; a code overtakes (R3). The words are in server/domains/notifications/texts.<lang>.json.
 */
export const noticeEvents = {
  'request.registered': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: false, lane: 2 },
  'request.in_progress': { audience: 'citizen', channels: ['inapp', 'push'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'request.info_needed': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'request.info_reminder': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: ['sms'], mandatory: false, lane: 2 },
  'request.extended': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'request.transferred': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: [], mandatory: true, lane: 2 },
  'request.resolved': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'request.declined': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: [], mandatory: true, lane: 2 },
  'request.closed': { audience: 'citizen', channels: ['inapp'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'request.reopened': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: [], mandatory: false, lane: 2 },
  'request.overdue': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'request.withdrawn': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: [], mandatory: false, lane: 2 },
  'chat.operator_replied': { audience: 'citizen', channels: ['inapp', 'push'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'chat.summary': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: [], mandatory: true, lane: 2 },
  'call.scheduled': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'call.live': { audience: 'citizen', channels: ['inapp', 'push'], optionalChannels: [], mandatory: true, lane: 2 },
  'video.invited': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: [], mandatory: false, lane: 2 },
  'mfc.booked': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'mfc.reminder': { audience: 'citizen', channels: ['inapp', 'push'], optionalChannels: ['sms', 'email'], mandatory: false, lane: 2 },
  'mfc.changed': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'mfc.cancelled': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'mfc.act_ready': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: [], mandatory: true, lane: 2 },
  'auth.code': { audience: 'citizen', channels: ['sms'], optionalChannels: ['email'], mandatory: true, lane: 0 },
  'auth.locked': { audience: 'citizen', channels: ['sms', 'email'], optionalChannels: ['push'], mandatory: true, lane: 1 },
  'auth.unlocked': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: ['push'], mandatory: true, lane: 1 },
  'auth.new_device': { audience: 'citizen', channels: ['email', 'push', 'inapp'], optionalChannels: ['sms'], mandatory: true, lane: 1 },
  'recovery.started': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: ['push'], mandatory: true, lane: 1 },
  'recovery.link': { audience: 'citizen', channels: ['email'], optionalChannels: [], mandatory: true, lane: 1 },
  'recovery.completed': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: ['push'], mandatory: true, lane: 1 },
  'recovery.rejected': { audience: 'citizen', channels: ['email', 'inapp'], optionalChannels: ['sms'], mandatory: true, lane: 1 },
  'factor.changed': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: ['push'], mandatory: true, lane: 1 },
  'backup_code.used': { audience: 'citizen', channels: ['email', 'inapp', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 1 },
  'contact.change_requested': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: [], mandatory: true, lane: 1 },
  'contact.changed': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: [], mandatory: true, lane: 1 },
  'account.deletion_asked': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: [], mandatory: true, lane: 1 },
  'account.deletion_taken_back': { audience: 'citizen', channels: ['sms', 'email', 'inapp'], optionalChannels: [], mandatory: true, lane: 1 },
  'data_change.received': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: ['push'], mandatory: true, lane: 2 },
  'data_change.approved': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'data_change.rejected': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: ['sms'], mandatory: true, lane: 2 },
  'service.status_changed': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: ['push', 'sms'], mandatory: false, lane: 2 },
  'service.document_ready': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: ['push', 'sms'], mandatory: true, lane: 2 },
  'incident.announced': { audience: 'citizen', channels: ['statuspage', 'inapp'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'incident.resolved': { audience: 'citizen', channels: ['statuspage', 'inapp'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'security.report_received': { audience: 'citizen', channels: ['inapp', 'email', 'push'], optionalChannels: ['sms'], mandatory: true, lane: 1 },
  'security.measures_taken': { audience: 'citizen', channels: ['inapp', 'email', 'sms'], optionalChannels: ['push'], mandatory: true, lane: 1 },
  'breach.notice': { audience: 'citizen', channels: ['email', 'inapp'], optionalChannels: ['sms'], mandatory: true, lane: 1 },
  'privacy.answer': { audience: 'citizen', channels: ['inapp', 'email'], optionalChannels: [], mandatory: true, lane: 2 },
  'sla.warning': { audience: 'staff', channels: ['inapp'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'sla.breached': { audience: 'staff', channels: ['inapp', 'email'], optionalChannels: [], mandatory: true, lane: 2 },
  'assignment.new': { audience: 'staff', channels: ['inapp'], optionalChannels: ['email'], mandatory: false, lane: 2 },
  'staff.digest': { audience: 'staff', channels: ['email'], optionalChannels: [], mandatory: true, lane: 2 },
  'delivery.trouble': { audience: 'staff', channels: ['inapp'], optionalChannels: [], mandatory: true, lane: 1 },
  'delivery.healed': { audience: 'staff', channels: ['inapp'], optionalChannels: [], mandatory: true, lane: 1 },
} as const satisfies Record<string, NoticeRule>

export type NoticeChannel = 'inapp' | 'email' | 'push' | 'sms' | 'statuspage'
export interface NoticeRule {
  audience: 'citizen' | 'staff'
  channels: readonly NoticeChannel[]
  optionalChannels: readonly NoticeChannel[]
  mandatory: boolean
  lane: 0 | 1 | 2
}
export type NoticeEvent = keyof typeof noticeEvents
export const isNoticeEvent = (event: string): event is NoticeEvent => Object.hasOwn(noticeEvents, event)

/** Where the secret of a notice (a code, as JSON `{ code }`) is bound to: the notice's own id is not known yet when it is sealed. */
export const noticeSecretPlace = (personId: string) => ({ table: 'notice', column: 'secret', id: personId })

/** Names of the store's facts that are there while mail, text messages or push fail. */
export const MAIL_TROUBLE = 'mail.trouble'
export const SMS_TROUBLE = 'sms.trouble'
/** There while the mailbox that citizens write to cannot be read. */
export const MAIL_IN_TROUBLE = 'mail-in.trouble'
export const PUSH_TROUBLE = 'push.trouble'
export const troubleOf = { email: MAIL_TROUBLE, sms: SMS_TROUBLE, push: PUSH_TROUBLE } as const
export const LLM_TROUBLE = 'llm.trouble'
/** There while a code, or any other notice, waits longer than we promise. */
export const CODES_LATE = 'codes.late'
export const NOTICES_LATE = 'notices.late'
/** There once the hour's budget of text messages is used up; `until` in its value says when the next hour begins. */
export const SMS_BREAKER = 'sms.breaker'
/** There while too few of the codes sent by text message are entered: somebody may earn by making us send. */
export const SMS_ENTERED_LOW = 'sms.entered-low'
