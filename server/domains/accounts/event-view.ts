import type { AccountEvent } from '#contract/my-account'

export interface JournalFact {
  at: Date
  actorKind: string
  /** The journal names the owner as the one who acted. */
  isOwner: boolean
  role: string | null
  event: string
  number: string | undefined
  details: Record<string, unknown>
}

/** What the owner is told of an event: kinds, codes, counts, moments. Whatever else a row may hold stays among staff. */
const told = new Set(
  `kind kinds factor method purpose channel change contactType reason count left until from to effectiveAt startsAt endsAt score way by found fields field
  requests state step risk notBefore failures others sessions sessionsEnded newDevice level which why proofs wasLocked provider`.split(/\s+/),
)
/** A code or a number; never an id, which could be an employee's, and never free words. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^[\w.:+-]{1,60}$/.test(value) && !/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value)) ||
  (Array.isArray(value) && value.every(isPlain))

/**
 * One line of "what happened with my account". Before signing in nobody knows who acts: `somebody`, except on a request that is the person's
 * by a code or because it was filed there. An employee is a role.
 */
export function eventView({ at, actorKind, isOwner, role, event, number, details }: JournalFact): AccountEvent {
  const isRequest = event.startsWith('ticket.') || event.startsWith('guest.')
  const by = isOwner || (actorKind === 'guest' && isRequest) ? 'me' : actorKind === 'staff' ? 'staff' : actorKind === 'system' ? 'system' : 'somebody'
  return {
    at: at.toISOString(),
    event,
    by,
    role: by === 'staff' ? (typeof details['role'] === 'string' ? details['role'] : role) : null,
    details: {
      ...Object.fromEntries(Object.entries(details).filter(([name, value]) => told.has(name) && isPlain(value))),
      ...(number ? { number } : typeof details['number'] === 'string' && { number: details['number'] }),
    },
  }
}
