/** What the citizen's history and page tell; the rest of the journal is the staff's. */
export const toldToCitizen: ReadonlySet<string> = new Set([
  'ticket.registered',
  'ticket.started',
  'ticket.asked',
  'ticket.replied',
  'ticket.citizen-replied',
  'ticket.waiting-external',
  'ticket.external-replied',
  'ticket.extended',
  'ticket.reclassified',
  'ticket.resolved',
  'ticket.declined',
  'ticket.transferred',
  'ticket.merged',
  'ticket.withdrawn',
  'ticket.reopened',
  'ticket.closed',
  'ticket.rated',
  'ticket.objected',
  'ticket.due-recounted',
])

/** What stays among staff: not even that it happened is told to the citizen's page. */
export const amongStaff: ReadonlySet<string> = new Set([
  'ticket.assigned',
  'ticket.noted',
  'ticket.topic-suggested',
  'ticket.extension-asked',
  'ticket.extension-refused',
  'ticket.escalated',
  'ticket.took-in',
  'ticket.due-soon',
  'ticket.late',
  'ticket.first-response-late',
  'ticket.reminded',
  'ticket.read-by-citizen',
])
