/**
 * How statuses, deadlines, levels and deliveries look: icon + word + colour, one table for the citizen site and the desk.
 * The colours alone are nearly equal for some colour-blind people, so the icon and the word always stand with them.
 */
export type Tone = 'neutral' | 'info' | 'warn' | 'wait' | 'ok' | 'danger'
/** `icon` is a name of @tabler/icons (outline). */
export interface Look {
  icon: IconName
  tone: Tone
  ru: string
  en: string
  /** A 2 px border: the only status that asks something of the reader. */
  strong?: true
}

/** Every icon of the citizen site's sprite and of the shared chips. */
export const icons = [
  'alert-octagon',
  'alert-triangle',
  'archive',
  'arrow-back-up',
  'arrow-forward-up',
  'arrow-left',
  'building-community',
  'calendar-due',
  'chevron-right',
  'circle-check',
  'circle-minus',
  'circle-x',
  'clock',
  'clock-exclamation',
  'copy',
  'device-mobile',
  'download',
  'eye',
  'file-text',
  'fingerprint',
  'git-merge',
  'hand-stop',
  'history',
  'hourglass',
  'id-badge-2',
  'inbox',
  'info-circle',
  'key',
  'lifebuoy',
  'lock',
  'login',
  'logout',
  'mail',
  'map-pin',
  'message',
  'paperclip',
  'pencil',
  'phone',
  'printer',
  'progress',
  'progress-help',
  'refresh',
  'send',
  'shield-check',
  'shield-half',
  'shield-question',
  'shield-x',
  'trash',
  'user',
  'wifi-off',
] as const
export type IconName = (typeof icons)[number]

/** What the citizen sees: 7 statuses and 3 ends. */
export const citizenStatusLooks = {
  accepted: { icon: 'inbox', tone: 'neutral', ru: 'Принято', en: 'Accepted' },
  in_progress: { icon: 'progress', tone: 'info', ru: 'В работе', en: 'In progress' },
  waiting_you: { icon: 'hand-stop', tone: 'warn', ru: 'Ждем вас', en: 'Waiting for you', strong: true },
  waiting_body: { icon: 'building-community', tone: 'wait', ru: 'Ждем другой орган', en: 'Waiting for another body' },
  answer_ready: { icon: 'circle-check', tone: 'ok', ru: 'Ответ готов', en: 'Answer ready' },
  closed: { icon: 'archive', tone: 'neutral', ru: 'Закрыто', en: 'Closed' },
  declined: { icon: 'circle-x', tone: 'danger', ru: 'Отказано', en: 'Declined' },
  withdrawn: { icon: 'arrow-back-up', tone: 'neutral', ru: 'Отозвано', en: 'Withdrawn' },
  transferred: { icon: 'arrow-forward-up', tone: 'neutral', ru: 'Передано', en: 'Passed on' },
  merged: { icon: 'git-merge', tone: 'neutral', ru: 'Объединено', en: 'Merged' },
} as const satisfies Record<string, Look>

/** All 12 states for staff: the same chip, the state's own word. */
export const statusLooks = {
  draft: { icon: 'pencil', tone: 'neutral', ru: 'Черновик', en: 'Draft' },
  registered: { icon: 'inbox', tone: 'neutral', ru: 'Зарегистрировано', en: 'Registered' },
  assigned: { icon: 'inbox', tone: 'neutral', ru: 'Назначено', en: 'Assigned' },
  in_progress: { icon: 'progress', tone: 'info', ru: 'В работе', en: 'In progress' },
  waiting_citizen: { icon: 'hand-stop', tone: 'warn', ru: 'Ждем гражданина', en: 'Waiting for the citizen', strong: true },
  waiting_external: { icon: 'building-community', tone: 'wait', ru: 'Ждем другой орган', en: 'Waiting for another body' },
  resolved: { icon: 'circle-check', tone: 'ok', ru: 'Ответ готов', en: 'Answer ready' },
  closed: { icon: 'archive', tone: 'neutral', ru: 'Закрыто', en: 'Closed' },
  declined: { icon: 'circle-x', tone: 'danger', ru: 'Отказано', en: 'Declined' },
  transferred: { icon: 'arrow-forward-up', tone: 'neutral', ru: 'Передано', en: 'Passed on' },
  withdrawn: { icon: 'arrow-back-up', tone: 'neutral', ru: 'Отозвано', en: 'Withdrawn' },
  merged: { icon: 'git-merge', tone: 'neutral', ru: 'Объединено', en: 'Merged' },
} as const satisfies Record<string, Look>

/** Due.state, plus the provisional calendar; the words of the date itself come from the deadline. */
export const deadlineLooks = {
  ok: { icon: 'calendar-due', tone: 'neutral', ru: 'в срок', en: 'in time' },
  soon: { icon: 'clock-exclamation', tone: 'warn', ru: 'скоро срок', en: 'due soon' },
  late: { icon: 'alert-octagon', tone: 'danger', ru: 'просрочено', en: 'late' },
  done: { icon: 'circle-check', tone: 'ok', ru: 'решено', en: 'done' },
  provisional: { icon: 'progress-help', tone: 'neutral', ru: 'дата может уточниться', en: 'the date may change' },
} as const satisfies Record<string, Look>

export const classLooks = {
  urgent: { icon: 'alert-triangle', tone: 'danger', ru: 'Срочно', en: 'Urgent' },
  complex: { icon: 'hourglass', tone: 'neutral', ru: 'Сложное', en: 'Complex' },
  suspicious: { icon: 'shield-x', tone: 'danger', ru: 'Безопасность', en: 'Security' },
} as const satisfies Record<string, Look>

export const levelLooks = {
  V0: { icon: 'shield-question', tone: 'neutral', ru: 'не подтверждена', en: 'not proved' },
  V1: { icon: 'shield-half', tone: 'info', ru: 'код звонка', en: 'call code' },
  V2: { icon: 'shield-check', tone: 'ok', ru: 'подтверждена', en: 'proved' },
  inPerson: { icon: 'id-badge-2', tone: 'ok', ru: 'паспорт', en: 'passport in person' },
} as const satisfies Record<string, Look>

export const deliveryLooks = {
  queued: { icon: 'clock', tone: 'neutral', ru: 'в очереди', en: 'queued' },
  sent: { icon: 'send', tone: 'info', ru: 'отправлено', en: 'sent' },
  delivered: { icon: 'circle-check', tone: 'ok', ru: 'доставлено', en: 'delivered' },
  failed: { icon: 'circle-x', tone: 'danger', ru: 'не доставлено', en: 'failed' },
  skipped: { icon: 'circle-minus', tone: 'neutral', ru: 'не отправлялось', en: 'skipped' },
} as const satisfies Record<string, Look>
