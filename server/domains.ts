/** The architecture in one list: a domain may enter another only through its door (index.ts), and only one that stands above it. */
export const domains = [
  'agency',
  'citizens',
  'staff',
  'accounts',
  'deadlines',
  'assistant',
  'learning',
  'knowledge',
  'tickets',
  'routing',
  'chat',
  'history',
  'mail-in',
  'notifications',
  'audit',
] as const
