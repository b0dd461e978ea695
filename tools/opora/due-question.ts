import {
  DEFAULT_HOURS,
  DEFAULT_TERMS,
  dueByWorkingDays,
  isoInZone,
  isTermClass,
  MissingCalendarYear,
  REGISTRATION_POLICIES,
  type RegistrationPolicy,
  SHIPPED_YEARS,
  TERM_CLASSES,
  workingCalendar,
} from '#domains/deadlines/index'

/** A question as it arrives: nothing in it is known to be right. */
export type DueQuestion = { receivedAt: unknown; class: unknown; policy: unknown; zone: unknown }
export type DueAnswer = { dueAt: string; provisional: boolean }

/** `inQuestion`: the question itself is wrong; otherwise the calendar does not reach. */
export class DueProblem extends Error {
  readonly inQuestion: boolean

  constructor(message: string, inQuestion = true) {
    super(message)
    this.inQuestion = inQuestion
  }
}

const calendar = workingCalendar(SHIPPED_YEARS)

/** Throws DueProblem. */
export function answerDue(question: DueQuestion): DueAnswer {
  const { class: term, policy } = question
  if (!isTermClass(term)) throw new DueProblem(`the class is one of ${TERM_CLASSES.join(', ')}`)
  if (!isPolicy(policy)) throw new DueProblem(`the policy is one of ${REGISTRATION_POLICIES.join(', ')}`)
  const zone = zoneOf(question.zone)
  const receivedAt = momentOf(question.receivedAt)
  try {
    const due = dueByWorkingDays({ receivedAt, workingDays: DEFAULT_TERMS[term], policy, zone, hours: DEFAULT_HOURS, calendar })
    return { dueAt: isoInZone(zone, due.dueAt), provisional: due.provisional }
  } catch (error) {
    if (error instanceof MissingCalendarYear) throw new DueProblem(error.message, false)
    throw error
  }
}

const isPolicy = (word: unknown): word is RegistrationPolicy => REGISTRATION_POLICIES.includes(word as RegistrationPolicy)

/** Without an offset the moment would depend on where the command runs. */
function momentOf(text: unknown): Date {
  try {
    return new Date(Temporal.Instant.from(text as string).epochMilliseconds)
  } catch {
    throw new DueProblem('the moment of receipt is an ISO date and time with offset or Z, such as 2026-09-15T10:00:00+03:00')
  }
}

const knownZones = new Set<string>()

function zoneOf(name: unknown): string {
  if (typeof name === 'string' && (knownZones.has(name) || isZone(name))) {
    knownZones.add(name)
    return name
  }
  throw new DueProblem('the zone is an IANA name such as Europe/Moscow')
}

function isZone(name: string): boolean {
  try {
    isoInZone(name, new Date(0))
    return true
  } catch {
    return false
  }
}
