import type { Selectable } from 'kysely'
import type { Team } from '#contract/staff'
import type { Channel, Status } from '#contract/tickets'
import type { Category, Kind, PriorityClass, Topic } from '#contract/topics'
import type { RegisteredDue } from '#domains/deadlines/index'
import type { Place } from '#platform/vault/index'
import type { TicketTable } from '../../migrations/tables.ts'

/** A move of the due date; reasons: additional_analysis, missing_information, reclassified, reopened, calendar. */
export interface DueMove {
  at: string
  from: string
  to: string
  reason: string
  workingDays?: number
}
/** Why this date, frozen at registration; moves are appended, nothing is rewritten. */
export interface FrozenWhy {
  receivedAt: string
  priorityClass: PriorityClass
  workingDays: number
  policy: string
  registeredOn: string
  afterClosing: boolean
  counted: readonly string[]
  skipped: readonly { date: string; reason: RegisteredDue['why']['skipped'][number]['reason'] }[]
  closesAt: number
  zone: string
  ruleVersion: string
  moves: DueMove[]
}

/** A request as stored: everything in clear but the subject. */
export type Ticket = Omit<Selectable<TicketTable>, 'status' | 'topic' | 'category' | 'kind' | 'priority_class' | 'channel' | 'team' | 'due_why' | 'lang'> & {
  status: Status
  topic: Topic
  category: Category
  kind: Kind
  priority_class: PriorityClass
  channel: Channel
  team: Team
  lang: 'ru' | 'en'
  due_why: FrozenWhy
}

/** A row of the table as what it is: the database checks the words of its columns, and `due_why` is written by `freeze` alone. */
export const asTicket = (row: Selectable<TicketTable>): Ticket => row as Omit<typeof row, 'due_why'> as Ticket

/** The intake record: what was received, word for word (secrets masked); its SHA-256 stands beside it (REG-5, REG-6). */
export interface IntakeRecord {
  number: string
  receivedAt: string
  channel: Channel
  lang: string
  topic: string
  kind: string
  subject: string
  description: string
  desiredOutcome?: string
  relatedNumber?: string
  errorCode?: string
  errorAt?: string
  name?: string
  phone?: string
  email?: string
  snils?: string
  inn?: string
  files: { id: string; name: string; sha256: string; bytes: number }[]
}

export const placeOfSubject = (id: string): Place => ({ table: 'ticket', column: 'subject', id })
export const placeOfMessage = (id: string): Place => ({ table: 'message', column: 'body', id })
export const placeOfComment = (id: string): Place => ({ table: 'ticket', column: 'rating_comment', id })
export const placeOfExtension = (id: string): Place => ({ table: 'extension', column: 'text', id })
export const placeOfFile = (id: string, column: 'meta' | 'file_key' | 'content'): Place => ({ table: 'attachment', column, id })
export const placeOfDraft = (id: string): Place => ({ table: 'draft', column: 'fields', id })
