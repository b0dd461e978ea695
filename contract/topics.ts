/** K19: three axes. The topic guesses the category and the class; both may be corrected with history (K14). Source: requirements, section 7. */
export const categories = ['technical', 'documentary', 'reference'] as const
export const kinds = ['problem', 'question', 'suggestion', 'complaint', 'suspicious', 'privacy'] as const
/** FORM-1: what the citizen may choose; the other kinds are set by staff or by their own forms. */
export const formKinds = ['problem', 'question', 'suggestion'] as const
export const priorityClasses = ['urgent', 'standard', 'complex', 'dataChange'] as const
export type Category = (typeof categories)[number]
export type Kind = (typeof kinds)[number]
export type PriorityClass = (typeof priorityClasses)[number]

export const topics = [
  'access.signin',
  'access.password',
  'access.locked',
  'access.second_factor',
  'access.recovery',
  'access.registration',
  'account.suspicious',
  'data.error',
  'data.name',
  'data.document',
  'data.contact',
  'service.howto',
  'service.documents',
  'service.status',
  'service.refused',
  'documents.external',
  'tech.auth',
  'tech.upload',
  'tech.status_stuck',
  'tech.notifications',
  'tech.performance',
  'tech.display',
  'tech.browser',
  'mfc.booking',
  'mfc.visit',
  'general.question',
  'general.suggestion',
] as const
export type Topic = (typeof topics)[number]
